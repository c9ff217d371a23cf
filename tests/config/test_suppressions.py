"""The file of suppressions: what is read, and what is refused with its line."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from downtempo.config import check_names, load_config
from downtempo.errors import UsageError

GOOD = """
[[suppress]]
run = "2026-09-29T1800.fit"
rule = "DH101"
reason = "the steep hill was the point"

[[suppress]]
run = 2026-09-30
rule = "SE101"
reason = "cycled to the track"
expires = 2026-12-31
"""


def written(folder: Path, text: str, name: str = "downtempo.suppress.toml", config: str = "") -> Path:
    (folder / name).write_text(text)
    (folder / "downtempo.toml").write_text(config)
    return folder / "downtempo.toml"


def refused(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load_config(written(folder, text))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_file_beside_the_configuration_is_read(tmp_path: Path) -> None:
    hill, track = load_config(written(tmp_path, GOOD)).suppressions
    assert (hill.run, hill.rule, hill.expires) == ("2026-09-29T1800.fit", "DH101", None)
    assert (track.run, track.expires) == ("2026-09-30", date(2026, 12, 31))
    assert track.place.endswith("downtempo.suppress.toml:7")


def test_the_configuration_may_name_another_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "ours.toml", 'suppressions = "ours.toml"')
    assert len(load_config(path).suppressions) == 2


def test_without_the_file_nothing_is_suppressed_but_a_named_one_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "downtempo.toml").write_text("")
    assert load_config(tmp_path / "downtempo.toml").suppressions == ()
    (tmp_path / "downtempo.toml").write_text('suppressions = "ours.toml"')
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(tmp_path / "downtempo.toml")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('reason = "cycled to the track"', 'raeson = "x"', 10, "did you mean reason?"),
        ('reason = "cycled to the track"\n', "", 7, "reason"),
        ('reason = "cycled to the track"', 'reason = "  "', 10, "needs a reason"),
        ('run = "2026-09-29T1800.fit"', 'run = ""', 3, "no run is named"),
        ("expires = 2026-12-31", 'expires = "soon"', 11, "expires"),
        ("run = 2026-09-30", "run = 2026-09-30T18:00:00", 8, "run"),
        ("run = 2026-09-30", "run = 7", 8, "run"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    message = refused(tmp_path, GOOD.replace(old, new))
    assert f"downtempo.suppress.toml:{line}:" in message
    assert words in message


def test_a_wrong_table_is_refused_with_the_nearest_right_one(tmp_path: Path) -> None:
    assert "did you mean suppress?" in refused(tmp_path, GOOD.replace("suppress", "supress"))


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    assert "no TOML" in refused(tmp_path, "[[suppress]\n")


def test_a_rule_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    codes = frozenset({"DH101", *(f"{family}101" for family in ("PT", "SR", "SE", "WK", "PG", "DI", "DQ"))})
    check_names(load_config(written(tmp_path, GOOD)), codes, frozenset())
    wrong = load_config(written(tmp_path, GOOD.replace("SE101", "SE11")))
    with pytest.raises(UsageError, match=r"downtempo\.suppress\.toml:7: .*did you mean SE101"):
        check_names(wrong, codes, frozenset())


def test_the_line_of_each_of_very_many_entries_is_found_without_minutes(tmp_path: Path) -> None:
    entry = '[[suppress]]\nrun = "2026-09-29T1800.fit"\nrule = "DH101"\nreason = "steep on purpose"\n\n'
    begun = time.process_time()
    found = load_config(written(tmp_path, 20_000 * entry)).suppressions
    assert time.process_time() - begun < 20
    assert found[-1].place.endswith(f":{5 * 19_999 + 1}")


def test_a_key_that_stands_only_in_the_next_table_is_not_found_there(tmp_path: Path) -> None:
    first = '[[suppress]]\nrun = " "\nrule = "DH101"\nreason = ""\n\n'
    text = first.replace('run = " "\n', 'run = "a.fit"\n').replace('reason = ""', "") + GOOD
    assert ".toml:1:" in refused(tmp_path, text)
