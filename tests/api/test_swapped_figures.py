"""Where the sources disagree, the configuration may put one cited figure in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from downtempo import api
from downtempo.config import dump, load_config
from downtempo.errors import UsageError
from downtempo.model.sketch import downhill_reps

REPEATS, BEGINNERS = "downhill-dynamo.repeat-grade", "downhill-tempo.beginner-grade-max"
LONG, SHORT = "downhill-tempo.experienced-rep-duration-max", "downhill-tempo.beginner-rep-duration-max"


def written(folder: Path, text: str) -> Path:
    path = folder / "downtempo.toml"
    path.write_text(text)
    return path


def swap(one: str, other: str) -> str:
    return f'[figures."{one}"]\nfigure = "{other}"\n'


def test_findings_cite_the_other_figure_and_are_held_against_it(tmp_path: Path) -> None:
    run = downhill_reps(6, 45.0, file="run.fit")
    level = '[athlete]\nlevel = "beginner"\n'
    plain = load_config(written(tmp_path, level))
    assert {f.figure for f in api.score([run], configured=plain).findings if f.code == "DH102"} == {SHORT}
    swapped = load_config(written(tmp_path, level + swap(SHORT, LONG)))
    assert "DH102" not in {f.code for f in api.score([run], configured=swapped).findings}
    longer = downhill_reps(6, 100.0, file="run.fit")
    found = [f for f in api.score([longer], configured=swapped).findings if f.code == "DH102"]
    assert {(f.figure, f.limit) for f in found} == {(LONG, 90)}


def test_a_figure_that_has_a_value_of_its_own_keeps_it_when_it_stands_for_another(tmp_path: Path) -> None:
    own = f'[figures."{LONG}"]\nvalue = 50\nunit = "s"\nreason = "agreed"\n'
    figures = api.catalogue_of(load_config(written(tmp_path, own + swap(SHORT, LONG)))).figures
    assert (figures[SHORT].id, figures[SHORT].si, figures[SHORT].overridden) == (LONG, 50, "agreed")


def test_two_figures_may_change_places(tmp_path: Path) -> None:
    figures = api.catalogue_of(load_config(written(tmp_path, swap(SHORT, LONG) + swap(LONG, SHORT)))).figures
    assert (figures[SHORT].id, figures[LONG].id) == (LONG, SHORT)


def test_what_is_dumped_is_read_back_the_same(tmp_path: Path) -> None:
    configured = load_config(written(tmp_path, swap(REPEATS, BEGINNERS)))
    assert load_config(written(tmp_path, dump(configured))).config == configured.config


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (swap(REPEATS, "downhill-tempo.beginner-grade"), f"did you mean {BEGINNERS}"),
        (swap("downhill-dynamo.repeat-grad", BEGINNERS), f"did you mean {REPEATS}"),
        (swap(REPEATS, SHORT), "cannot stand for '%'"),
        (swap(REPEATS, BEGINNERS) + "value = 4\n", "figures.downhill-dynamo.repeat-grade.value: no such key"),
        (f'[figures."{REPEATS}"]\nfigure = 4\n', "expected `str`"),
    ],
)
def test_a_wrong_swap_is_refused_with_what_is_possible(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        api.check_configuration(load_config(written(tmp_path, text)))
    assert words in str(caught.value)
