"""Every folder of `fixtures/` goes through the whole pipe and has to come out as it is held there.

`python -m tests.support.make_fixtures` writes what is expected anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.make_fixtures import FIXTURES, answer, cases, held, recorded, strays

CASES = cases()


def _id(folder: Path) -> str:
    return str(folder.relative_to(FIXTURES))


@pytest.mark.parametrize("folder", CASES, ids=_id)
def test_a_case_comes_out_as_expected(folder: Path) -> None:
    name, text = answer(folder)
    assert text == (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CASES, ids=_id)
def test_a_case_says_where_it_comes_from_and_what_it_shows(folder: Path) -> None:
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    assert {"shows", "made", "seed", "command"} <= set(origin)


def test_the_recordings_are_those_that_the_generator_makes() -> None:
    wanted = recorded()
    assert [_id(path) for path, data in wanted.items() if held(path) != data] == []
    assert [_id(path) for path in strays(wanted)] == []


def test_the_fixtures_stay_small() -> None:
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 6_000_000


def _expected(case: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FIXTURES / case / "expected.json").read_text(encoding="utf-8"))
    return document


def _codes(case: str) -> set[str]:
    return {f["code"] for f in _expected(case)["findings"] if f["severity"] != "info"}


# What a case stands for must hold however often its expectation is written anew.


def test_the_conforming_week_has_nothing_to_warn_of() -> None:
    assert _codes("conforming-week") == set()
    assert [p["protocol"] for p in _expected("conforming-week")["protocols"] if p["file"]] == [
        "controlled-speed-repeats",
        "speed-stage-1",
    ]


def test_the_week_of_five_findings_has_these_five() -> None:
    assert _codes("five-findings") == {"DH101", "SE101", "SR103", "PG104", "WK106"}


def test_each_athlete_of_the_coach_is_judged_with_their_own_level_and_history() -> None:
    told = _expected("coach")
    assert [(a["athlete"], a["weeks"], a["runs"], a["history"]) for a in told["athletes"]] == [
        ("Ana", ["2026-W40"], 3, 17),
        ("Ben", ["2026-W39"], 3, 8),
    ]
    assert {(f["athlete"], f["code"]) for f in told["findings"]} == {("Ana", "WK103"), ("Ben", "DH102")}
    assert [(s["athlete"], s["code"]) for s in told["suppressed"]] == [("Ben", "WK103")]
    assert [u["run"] for u in told["unused_suppressions"]] == ["2026-09-16"]


def test_a_diary_of_bad_nights_and_sore_legs_is_heard_and_its_wrong_line_told() -> None:
    told = _expected("diary")
    assert _codes("diary") == {"DI102", "DI103", "DI104"}
    assert "DI101" not in {f["code"] for f in told["findings"]}
    assert [(a["diary"]["days"], len(a["diary"]["faults"])) for a in told["athletes"]] == [(28, 1)]


def test_without_altitude_the_grade_is_not_judged() -> None:
    assert "DH101" in {gap["code"] for gap in _expected("no-altitude")["not_judged"]}
    assert "DH101" not in _codes("no-altitude")


def test_gps_altitude_gives_reps_without_grades() -> None:
    (session,) = _expected("gps-altitude")["sessions"]
    surges = [s for s in session["segments"] if s["kind"] == "surge"]
    assert [s["grade_percent"] for s in surges] == [None] * 4
    assert session["elevation_source"] == "gps"


def test_a_plan_within_has_nothing_to_warn_of_and_leaves_nothing_open() -> None:
    assert _codes("what-if/within") == set()
    assert _expected("what-if/within")["not_judged"] == []


def test_a_plan_beyond_is_told_so_before_it_is_run() -> None:
    wanted = {"PG102", "WK101", "WK102", "SR101", "SR104", "SE101", "WK106", "PT103", "WK104", "PG105", "PG104"}
    assert _codes("what-if/beyond") == wanted
    gaps = {(gap["code"], gap["reason"]) for gap in _expected("what-if/beyond")["not_judged"]}
    assert ("DH101", "the plan does not say how steep the ground is") in gaps
    assert ("DH104", "the plan does not say how long the recoveries are") in gaps


def test_after_three_loaded_weeks_a_lighter_one_comes_before_the_next_step() -> None:
    told = {p["progression"]: p["next"] for p in _expected("next")["progressions"]}
    assert {offer["from"] for offer in told["downhill"]} == {"2026-10-12"}
    assert [(offer["what"], offer["from"]) for offer in told["week"]] == [("lighter week", "2026-10-05")]


@pytest.mark.parametrize(("case", "by"), [("progressive-raw", "pace"), ("progressive-gap", "gap")])
def test_five_miles_of_thirty_seconds_are_a_progression(case: str, by: str) -> None:
    (session,) = _expected(case)["sessions"]
    told = session["progression"]
    assert (told["progressive"], told["splits"], told["unit"], told["by"]) == (True, 5, "mile", by)
    assert told["mean_step_s_per_mile"] == pytest.approx(30, abs=3)


def test_three_formats_of_one_run_tell_the_same() -> None:
    sessions = _expected("one-run-three-formats")["sessions"]
    assert len(sessions) == 3
    told = [[(s["start_s"], s["stop_s"], s["grade_percent"]) for s in run["segments"] if s["kind"] == "surge"]
            for run in sessions]  # fmt: skip
    assert np.array(told[1:]) == pytest.approx(np.array([told[0]] * 2), abs=0.5)
    assert len({run["kind"] for run in sessions}) == 1


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("truncated-fit", "fit-truncated"),
        ("empty-file", "empty-file"),
        ("text-named-fit", "unknown-format"),
        ("gpx-cut-in-the-middle", "xml-truncated"),
    ],
)
def test_a_broken_file_is_told_in_one_line_with_its_reason(case: str, reason: str) -> None:
    first = (FIXTURES / "broken" / case / "error.txt").read_text(encoding="utf-8").splitlines()[0]
    assert f"error[DQ101 {reason}]" in first
    assert len(first) < 200
