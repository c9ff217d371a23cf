"""`downtempo next` as scripts and people see it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_exit_codes import downtempo

NEXT = ("next", "conforming-week/runs", "--today", "2026-10-05")


def test_every_progression_is_told_with_its_state_its_next_step_and_what_is_too_much() -> None:
    done = downtempo(*NEXT, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (answer["schema"], answer["today"]) == ("downtempo/next/1", "2026-10-05")
    told = {p["progression"]: p for p in answer["progressions"]}
    assert list(told) == ["downhill", "speed", "progressive", "long-run", "week"]
    assert told["downhill"]["state"]["since"] == "2026-08-18"
    assert {o["what"]: o["from"] for o in told["downhill"]["next"]} == {
        "reps": "2026-10-12", "rep length": "2026-10-12", "grade": "2026-10-12",
    }  # fmt: skip
    assert [o["what"] for o in told["speed"]["next"]] == ["stage 2"]
    assert [(o["what"], o["from"]) for o in told["week"]["next"]] == [("lighter week", "2026-10-05")]
    assert all(p["too_much"] for p in told.values())
    for told_of in told.values():
        for offer in told_of["next"]:
            assert offer["because"]["figure"]
            assert offer["because"]["source"]


def test_it_is_told_in_words() -> None:
    text = downtempo(*NEXT).stdout
    for words in (
        "next steps as of Mon 5 Oct 2026",
        "6 x 30 s at 4.3 %, walked back up; in this step since Tue 18 Aug",
        "from Mon 12 Oct: one of 7-8 reps",
        "5 x 400 m",
        "a lighter week, at most",
        "too much",
    ):
        assert words in text
    assert max(map(len, text.splitlines())) <= 100


def test_level_and_phase_change_what_is_open() -> None:
    text = downtempo(*NEXT, "--phase", "base").stdout
    assert "not now: downhill reps in the base phase" in text
    assert "reps of 35" not in downtempo(*NEXT, "--level", "beginner").stdout


def test_miles_are_told_in_miles() -> None:
    text = downtempo(*NEXT, "--units", "mile").stdout
    assert "/mi" in text
    assert "/km" not in text


def test_a_file_that_cannot_be_read_is_told_because_the_state_may_be_another() -> None:
    done = downtempo("next", "broken/empty-file", "conforming-week/runs", "--isolated", "--today", "2026-10-05")
    assert done.returncode == 1
    assert "Not read: broken/empty-file/run.fit" in done.stdout


def test_what_cannot_be_told_is_said() -> None:
    text = downtempo("next", "gps-altitude", "--isolated", "--today", "2026-10-05").stdout
    assert text.count("cannot tell: ") >= 4


def test_time_zone_locale_and_hash_seed_change_no_byte() -> None:
    plain = downtempo(*NEXT, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    other = downtempo(*NEXT, TZ="Pacific/Auckland", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="1")
    assert plain.stdout == other.stdout


def test_where_no_run_is_known_nothing_is_proposed(tmp_path: Path) -> None:
    done = downtempo("next", str(tmp_path), "--isolated", "--today", "2026-10-05", "--format", "json")
    told = json.loads(done.stdout)["progressions"]
    assert len(told) == 5
    assert all(p["cannot_tell"] == "no run is known" and not p["next"] for p in told)


def test_what_is_shared_has_no_names_of_files_and_no_exact_length() -> None:
    done = downtempo(
        "next", "broken/empty-file", "conforming-week/runs", "--isolated", "--today", "2026-10-05", "--share"
    )
    assert done.returncode == 1
    assert "run.fit" not in done.stdout
    assert "12.0 km on Sat 3 Oct" in done.stdout
    assert "at most 10 %" not in done.stdout
    assert "Names of files are left out" in done.stdout
