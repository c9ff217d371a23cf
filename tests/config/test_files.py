from __future__ import annotations

from pathlib import Path

import pytest

from downtempo.config import Config, Configured, amend, athlete_of, check_names, dump, find_config, load_config
from downtempo.errors import UsageError

GOOD = """
history = ["../2026"]
units = "mile"
week-starts = "sunday"

[athlete]
level = "beginner"
timezone = "Europe/Zurich"
easy-pace = "5:57/km"
return-to-speed-from = 2026-08-17
races = [2026-10-04, 2026-11-01]

[severity]
WK106 = "error"

[figures."downhill-tempo.beginner-rep-duration-max"]
value = 40
unit = "s"
reason = "agreed with the physiotherapist"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "downtempo.toml"
    path.write_text(text)
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load_config(written(folder, text))
    return str(caught.value)


def test_every_documented_key_is_read(tmp_path: Path) -> None:
    configured = load_config(written(tmp_path, GOOD))
    athlete = athlete_of(configured.config)
    assert configured.config.units == "mile"
    assert configured.config.severity == {"WK106": "error"}
    assert athlete.level == "beginner"
    assert athlete.easy_speed_mps == pytest.approx(1000 / 357)
    assert str(athlete.return_to_speed_from) == "2026-08-17"
    assert [str(day) for day in athlete.races] == ["2026-10-04", "2026-11-01"]


def test_history_counts_from_the_file_that_names_it(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, GOOD)).history_paths == (tmp_path / "../2026",)


def test_a_wrong_key_is_refused_with_its_line_and_the_nearest_right_one(tmp_path: Path) -> None:
    message = refused(tmp_path, '[athlete]\nlevl = "beginner"\n')
    assert "downtempo.toml:2" in message
    assert "athlete.levl" in message
    assert "did you mean level?" in message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('units = "kilometres"\n', 1, "one of km, mile"),
        ('fail-level = "eror"\n', 1, "did you mean error?"),
        ('\n[athlete]\nlevel = "expert"\n', 3, "experienced"),
        ('[athlete]\neasy-pace = "6 minutes"\n', 2, "5:57/km"),
        ('[athlete]\ntimezone = "Europe/Zuerich"\n', 2, "Europe/Zurich"),
        ('[figures."a.b"]\nvalue = 1\nunit = "metre"\nreason = "x"\n', 3, "no unit"),
        ('[figures."a.b"]\nvalue = 1\nunit = "m"\nreason = " "\n', 4, "needs a reason"),
        ('[severity]\nWK106 = "loud"\n', 2, "one of"),
        ('[severity]\nWK101 = "info"\nWK106 = 3\n', 3, "severity.WK106"),
        ('[figures."a.b"]\nvalue = "1"\nunit = "m"\nreason = "x"\n', 2, "figures.a.b.value"),
        ('units = "km"\n[figures."a.b"]\nvalue = 1\nunit = "m"\n', 2, "reason"),
        ('[figures."a.b"]\nvalue = 1\nunit = "m"\nraeson = "x"\n', 4, "did you mean reason?"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_what_is_possible(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    message = refused(tmp_path, text)
    assert f"downtempo.toml:{line}:" in message
    assert words in message


def test_a_file_that_is_no_toml_is_refused_in_one_line(tmp_path: Path) -> None:
    message = refused(tmp_path, "select = [")
    assert "no TOML" in message
    assert "\n" not in message


def test_codes_and_figures_that_do_not_exist_are_refused_with_the_nearest(tmp_path: Path) -> None:
    families = ("DH", "PT", "SR", "SE", "WK", "PG", "DI", "DQ")
    codes, figures = (
        frozenset({"WK106", *(f"{family}101" for family in families)}),
        frozenset({"downhill-dynamo.repeat-grade"}),
    )
    for text, hint in (
        ('select = ["DH10"]\n', "DH101"),
        ('[severity]\nWK160 = "error"\n', "WK106"),
        ('[figures."downhill-dynamo.grade"]\nvalue = 1\nunit = "%"\nreason = "x"\n', "downhill-dynamo.repeat-grade"),
    ):
        with pytest.raises(UsageError, match=f"did you mean {hint}"):
            check_names(load_config(written(tmp_path, text)), codes, figures)


def test_the_nearest_file_upwards_wins_and_a_pyproject_without_our_table_does_not_count(tmp_path: Path) -> None:
    runs = tmp_path / "season" / "runs"
    runs.mkdir(parents=True)
    upper = written(tmp_path, GOOD)
    (runs / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert find_config(runs / "a.fit") == upper
    (runs / "pyproject.toml").write_text('[tool.downtempo]\nunits = "mile"\n')
    found = find_config(runs)
    assert found == runs / "pyproject.toml"
    assert found is not None
    assert load_config(found).config.units == "mile"


def test_what_is_dumped_is_read_back_the_same(tmp_path: Path) -> None:
    configured = load_config(written(tmp_path, GOOD))
    again = load_config(written(tmp_path, dump(configured)))
    assert again.config == configured.config


def test_options_amend_the_file_without_touching_the_rest() -> None:
    amended = amend(Configured(Config()), {"units": "mile"}, {"level": "experienced"})
    assert amended.config.units == "mile"
    assert amended.config.athlete.level == "experienced"
    assert amended.config.athlete.phase == "build"
