"""The seeds and their loader."""

from __future__ import annotations

from pathlib import Path

import pytest

import downtempo
from downtempo import catalogue
from downtempo.catalogue import find_seeds, load_catalogue, override
from downtempo.errors import EnvironmentFault, UsageError
from downtempo.units import FACTORS, dimension, from_si, to_si

SEED = """
[source]
title = "A source"

[figure.reps-max]
value = 5
unit = "reps"
basis = "documented"
where = "there"
says = "Five."
checked_by = ["XX101"]
"""
FIVE_SOURCES = {"downhill-tempo", "downhill-dynamo", "faster-track", "progressive-tempo", "return-to-speed"}


def folder_with(tmp_path: Path, text: str, name: str = "a-source.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load_catalogue(folder_with(tmp_path, text))
    return str(caught.value)


def test_every_source_and_protocol_is_there() -> None:
    known = load_catalogue()
    assert set(known.sources) >= FIVE_SOURCES
    assert set(known.protocols) >= {
        "downhill-surges", "controlled-speed-repeats", "long-downhill", "speed-stage-1", "speed-stage-2",
        "speed-stage-3", "track-repeats", "strides", "progressive-tempo", "progression-with-accelerations",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figure_id", "si"),
    [
        ("downhill-dynamo.repeat-grade", 0.05),
        ("downhill-tempo.beginner-rep-duration-max", 30.0),
        ("downhill-tempo.warm-up-min", 300.0),
        ("downhill-dynamo.long-descent-min", 1000.0),
        ("return-to-speed.stage-min", 14 * 86_400.0),
        ("progressive-tempo.step", 30 / 1609.344),
        ("frandsen-2025.long-run-rise-max", 0.10),
    ],
)
def test_a_figure_is_held_as_printed_and_in_si(figure_id: str, si: float) -> None:
    assert load_catalogue().figures[figure_id].si == pytest.approx(si)


def test_the_sum_that_does_not_add_up_is_kept_with_both_readings() -> None:
    """Five miles hold four steps: 30 s each end at 8:00, and 7:30 takes 37.5 s."""
    known = load_catalogue()
    figures = {name: known.figures[f"progressive-tempo.{name}"].value for name in ("step", "example-step")}
    first, last, miles = (
        known.figures[f"progressive-tempo.first-{x}"].value for x in ("start-pace", "end-pace", "miles")
    )
    assert first - figures["step"] / 60 * (miles - 1) == 8.0
    assert figures["example-step"] == (first - last) * 60 / (miles - 1)
    notes = " ".join(known.sources["progressive-tempo"].notes)
    assert all(reading in notes for reading in ("8:00", "7:30", "37.5", "30 s"))


def test_interpreted_figures_give_their_reason_and_external_ones_their_doi() -> None:
    for figure in load_catalogue().figures.values():
        assert figure.reason or figure.basis != "interpreted"
        assert not figure.reason or figure.basis != "external"
        assert (figure.basis == "external") == bool(figure.source.doi)


def test_texts_are_sentences() -> None:
    known = load_catalogue()
    says = [x.says for group in (known.figures, known.protocols, known.advice) for x in group.values()]
    assert all(text[0].isupper() or text[0].isdigit() for text in says)
    assert all(text.endswith(".") for text in says)


def test_the_seeds_of_this_checkout_are_its_own() -> None:
    checkout = Path(downtempo.__file__).resolve().parents[2]
    assert Path(str(find_seeds())) == checkout / "seeds"


def test_an_installed_package_carries_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_seeds").mkdir()
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "catalogue.py"))
    assert find_seeds() == tmp_path / "_seeds"


def test_without_seeds_both_places_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "src" / "downtempo" / "catalogue.py"))
    with pytest.raises(EnvironmentFault) as caught:
        find_seeds()
    assert "_seeds" in str(caught.value)
    assert str(tmp_path / "seeds") in str(caught.value)


def test_the_catalogue_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    known = load_catalogue(folder_with(tmp_path, SEED))
    assert list(known.figures) == ["a-source.reps-max"]
    assert known.figures["a-source.reps-max"].source.title == "A source"


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no seeds"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("says =", "sais =", ["figure.reps-max", "sais", "did you mean says?"]),
        ('says = "Five."', "", ["figure.reps-max", "'says' is missing"]),
        ('"reps"', '"rep"', ["figure.reps-max.unit", "did you mean reps?"]),
        ('"documented"', '"document"', ["figure.reps-max.basis", "did you mean documented?"]),
        ('"documented"', '"interpreted"', ["figure.reps-max.reason"]),
        ("value = 5", 'value = "5"', ["figure.reps-max.value", "no number"]),
        ("value = 5", "value = nan", ["figure.reps-max.value", "no number"]),
        ("value = 5", "value = true", ["figure.reps-max.value", "no number"]),
        ("checked_by", "not_checkable = 'x'\nchecked_by", ["figure.reps-max", "either checked_by or not_checkable"]),
        ("[source]", "[sources]", ["a-source.toml", "sources", "did you mean source?"]),
        ("value = 5", "value = 5\nvalue = 6", ["a-source.toml", "line 7"]),
        ('"reps"', "{ of = 5 }", ["figure.reps-max.unit", "no unit"]),
        ("[figure.reps-max]", "[figure]", ["figure.value is no table"]),
        ("[figure.reps-max]", "[advice]\nrest = 5\n[figure.reps-max]", ["advice.rest is no table"]),
        ("[source]", "advice = 5\n[source]", ["a-source.toml", "advice is no table"]),
    ],
)
def test_a_wrong_seed_is_refused_with_its_place(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    text = SEED.replace(old, new, 1)
    assert text != SEED
    said = refusal(tmp_path, text)
    assert [word for word in words if word not in said] == []


def test_a_word_that_is_near_none_is_refused_without_a_guess(tmp_path: Path) -> None:
    assert refusal(tmp_path, SEED.replace("says =", "qqqqqq =", 1)).endswith("no key 'qqqqqq'")


def test_one_protocol_in_two_seeds_is_refused(tmp_path: Path) -> None:
    text = SEED + '\n[protocol.hills]\ntitle = "Hills"\nsays = "Up."\n'
    folder_with(tmp_path, text, "b-source.toml")
    assert "protocol.hills" in refusal(tmp_path, text)


def test_an_override_puts_in_value_unit_and_reason() -> None:
    known = override(load_catalogue(), {"downhill-tempo.warm-up-min": (400, "s", "cold mornings")})
    figure = known.figures["downhill-tempo.warm-up-min"]
    assert (figure.value, figure.unit, figure.si, figure.overridden) == (400, "s", 400.0, "cold mornings")
    assert load_catalogue().figures["downhill-tempo.warm-up-min"].overridden == ""


@pytest.mark.parametrize(
    ("figure_id", "value", "unit", "word"),
    [
        ("downhill-tempo.warm-up", 400, "s", "did you mean downhill-tempo.warm-up-m"),
        ("downhill-tempo.warm-up-min", 400, "m", "cannot stand for 'min'"),
        ("downhill-tempo.warm-up-min", 400, "sec", "cannot stand for 'min'"),
        ("downhill-tempo.beginner-reps-max", 4, "sessions", "cannot stand for 'reps'"),
        ("downhill-tempo.warm-up-min", float("nan"), "s", "no number"),
        ("downhill-tempo.warm-up-min", float("inf"), "s", "no number"),
    ],
)
def test_an_override_that_cannot_be_is_refused(figure_id: str, value: float, unit: str, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        override(load_catalogue(), {figure_id: (value, unit, "because")})
    assert word in str(caught.value)


def test_a_figure_without_a_printed_number_says_why_it_is_documented() -> None:
    bare = {"downhill-dynamo.recovery-speed-max", "progressive-tempo.split-gain-min"}
    assert all("no number is printed" in load_catalogue().figures[name].reason for name in bare)


@pytest.mark.parametrize("unit", FACTORS)
def test_every_unit_has_a_dimension_that_its_factor_fits(unit: str) -> None:
    """What is counted stays as it is; what can be written in several units comes back from SI as it was written."""
    is_scaled = FACTORS[unit] != 1
    assert not is_scaled or dimension(unit) != unit or unit == "/min"
    assert from_si(to_si(3.7, unit), unit) == pytest.approx(3.7)
