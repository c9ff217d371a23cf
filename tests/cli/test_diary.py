"""A diary beside the runs: what it adds to an audit, what its faults cost, and that its absence costs nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_exit_codes import FIXTURES, downtempo

DAY = ("--today", "2026-10-05")
HEAD = "date;rpe;soreness;sleep_h;resting_hr;notes\n"
SHORT_NIGHTS = "".join(f"2026-09-{day};;;6,5;;\n" for day in range(20, 31))


@pytest.fixture
def ana(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(FIXTURES / "coach", tmp_path / "coach")) / "ana"
    config = folder / "downtempo.toml"
    config.write_text(config.read_text().replace("[athlete]", '[athlete]\ndiary = "diary.csv"'))
    (folder / "diary.csv").write_text(HEAD)
    return folder


def audited(folder: Path, *more: str) -> tuple[dict[str, Any], str]:
    done = downtempo("audit", ".", *DAY, "--format", "json", *more, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), done.stderr


def outcomes(told: dict[str, Any]) -> tuple[set[str], dict[str, str]]:
    found = {f["code"] for f in told["findings"] if f["code"].startswith("DI")}
    return found, {gap["code"]: gap["reason"] for gap in told["not_judged"] if gap["code"].startswith("DI")}


def test_without_a_diary_its_rules_are_not_judged_and_say_why(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIXTURES / "coach", tmp_path / "coach")) / "ana"
    told, errors = audited(folder)
    found, gaps = outcomes(told)
    assert found == set()
    assert gaps
    assert set(gaps.values()) <= {"no diary", "no diary, and no perceived effort in the files"}
    assert told["athletes"][0]["diary"] is None
    assert errors == ""


def test_short_nights_before_a_hard_day_are_found(ana: Path) -> None:
    (ana / "diary.csv").write_text(HEAD + SHORT_NIGHTS)
    told, errors = audited(ana)
    assert "DI104" in outcomes(told)[0]
    [finding, *_] = (f for f in told["findings"] if f["code"] == "DI104")
    assert (finding["observed"], finding["limit"], finding["unit"]) == (6.5, 8.0, "h")
    assert told["athletes"][0]["diary"] == {"file": "diary.csv", "days": 11, "faults": []}
    assert errors == ""


def test_a_wrong_line_is_told_once_and_the_others_count(ana: Path) -> None:
    (ana / "diary.csv").write_text(HEAD + "gestern;5;;;;\n" + SHORT_NIGHTS)
    for form in ("json", "text"):
        done = downtempo("audit", ".", *DAY, "--format", form, cwd=ana)
        assert done.stderr.splitlines() == [
            "downtempo: diary.csv:2: 'gestern' is no day; the line is left out; write one such as 2026-10-04"
        ]
        assert "DI104" in done.stdout


def test_of_very_many_wrong_lines_only_some_are_told(ana: Path) -> None:
    (ana / "diary.csv").write_text(HEAD + "gestern;5;;;;\n" * 500)
    told, errors = audited(ana)
    assert len(errors.splitlines()) == 21
    assert errors.splitlines()[-1] == "downtempo: diary.csv: 480 more lines are wrong like these; the others count"
    assert len(told["athletes"][0]["diary"]["faults"]) == 500


def test_a_diary_that_is_missing_is_told_and_nothing_is_judged(ana: Path) -> None:
    (ana / "diary.csv").unlink()
    done = downtempo("audit", ".", *DAY, cwd=ana)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("downtempo: diary.csv: the diary cannot be read: No such file")


def test_a_diary_counts_from_the_configuration_that_names_it(ana: Path) -> None:
    (ana / "diary.csv").write_text(HEAD + SHORT_NIGHTS)
    told, _ = audited(ana.parent)
    assert {f["athlete"] for f in told["findings"] if f["code"] == "DI104"} == {"Ana"}
    assert [a["diary"] and a["diary"]["file"] for a in told["athletes"]] == ["ana/diary.csv", None]


def test_single_runs_are_not_held_against_the_diary(ana: Path) -> None:
    (ana / "diary.csv").unlink()
    done = downtempo("check", ".", *DAY, "--format", "json", cwd=ana)
    assert done.returncode in (0, 1)
    assert outcomes(json.loads(done.stdout)) == (set(), {})
