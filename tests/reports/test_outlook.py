"""The next steps in words and as a document."""

from __future__ import annotations

import json

import pytest
from tests.support.outlooks import HISTORIES, KNOWN, looked_ahead

from downtempo.model import Athlete
from downtempo.reports import outlook_json, outlook_text
from downtempo.units import Unit


def text(history: str, *, athlete: Athlete = KNOWN, width: int = 400, unit: Unit = "km", verbose: int = 0) -> str:
    outlook = looked_ahead(HISTORIES[history], athlete)
    return outlook_text(outlook, paint=lambda words, _colour: words, width=width, verbose=verbose, unit=unit)


@pytest.mark.parametrize(
    ("history", "words"),
    [
        ("a step a week ago", "in this step since Tue 22 Sep (reps up); last on Tue 22 Sep"),
        ("a step a week ago", "already on Mon 5 Oct: time since the last downhill step: 13 days"),
        ("a lighter week two weeks ago", "one of 7-8 reps | reps of 35-40 s | a slope of 4.5-5 %"),
        ("at the end downhill", "no further downhill reps in the set: 8 reps, documented at most 8 reps"),
        ("too steep", "back to 6 x 30 s at 5 %, walk back up"),
        ("without altitude", "cannot tell: the reps of 2026-09-22 may have been run on a descent or on the flat"),
        ("easy weeks", "begin with 6 x 200 m, 1:45 rest between"),
        ("easy weeks", "no hard day in the last week"),
        ("stage 2", "stage 3: 3 x 600 m at 4:17 /km"),
        ("stage 2", "fewer reps than documented, for with all of them: week's hard minutes over the mean before"),
        ("stage 3", "no further The third stage has 4 x 600 m."),
        ("track repeats", "6 x 400 m; no return to speed is on; last on Thu 24 Sep"),
        ("progressive", "5 miles, 6:13 → 4:58 /km; +16 s to -59 s /km against easy pace"),
        ("one week", "cannot tell: the history does not show the 28 days before"),
        ("eight loaded weeks", "after a lighter week: loaded weeks since the last lighter one: 4 weeks"),
        ("eight loaded weeks", "a lighter week, at most 28.5 km"),
        ("a lighter week just now", "this week at most 46.3 km"),
        ("nothing", "none known yet"),
        ("nothing", "Nothing is proposed: no run is known."),
        ("downhill long ago", "none in the last 6 weeks; last on Tue 4 Aug"),
    ],
)
def test_it_says(history: str, words: str) -> None:
    assert words in text(history)


def test_what_was_not_judged_is_told_when_asked_for() -> None:
    athlete = Athlete(easy_speed_mps=2.8)
    told = "not judged: PT105: no threshold pace: configure threshold-pace"
    assert told not in text("easy weeks", athlete=athlete)
    assert told in text("easy weeks", athlete=athlete, verbose=1)


def test_the_figures_behind_it_are_named_when_asked_for() -> None:
    words = "for with all of them: week's hard minutes over the mean before"
    plain, asked = (next(line for line in text("stage 2", verbose=v).splitlines() if words in line) for v in (0, 1))
    assert asked == f"{plain} [return-to-speed.effort-rise-max]"
    assert "With -v each line names its figure" in text("stage 2")
    assert "With -v" not in text("stage 2", verbose=1)


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_it_may_be(width: int) -> None:
    lines = text("eight loaded weeks", width=width).splitlines()
    assert max(map(len, lines[1:])) <= width


@pytest.mark.parametrize("history", HISTORIES)
def test_the_document_holds_every_progression_whatever_was_run(history: str) -> None:
    document = json.loads(outlook_json(looked_ahead(HISTORIES[history])))
    assert document["schema"] == "downtempo/next/1"
    assert [p["progression"] for p in document["progressions"]] == [
        "downhill", "speed", "progressive", "long-run", "week",
    ]  # fmt: skip
    for told in document["progressions"]:
        assert told["cannot_tell"] or told["too_much"]
        for offer in told["next"]:
            assert offer["because"] or offer["not_before"]


def test_the_state_is_in_the_document() -> None:
    document = json.loads(outlook_json(looked_ahead(HISTORIES["a step a week ago"])))
    state = document["progressions"][0]["state"]
    assert state["raised"] == [{"on": "2026-09-22", "levers": ["reps"]}]
    assert (state["reps"], state["rep_s"], state["grade_percent"]) == (6, 30.0, -4.0)


def test_what_holds_for_all_is_said_once() -> None:
    told = text("nothing")
    assert (told.count("no run is known"), told.count("cannot tell")) == (1, 0)


def test_what_lapsed_is_in_the_document() -> None:
    document = json.loads(outlook_json(looked_ahead(HISTORIES["downhill long ago"])))
    assert document["progressions"][0]["state"] is None
    assert document["progressions"][0]["lapsed"] == {"last": "2026-08-04", "window_days": 42}


@pytest.mark.parametrize("history", HISTORIES)
def test_no_line_says_how_far_and_that_nobody_can_tell(history: str) -> None:
    document = json.loads(outlook_json(looked_ahead(HISTORIES[history])))
    long_run = next(p for p in document["progressions"] if p["progression"] == "long-run")
    assert bool(long_run["next"]) != bool(long_run["cannot_tell"])


def test_every_session_of_the_document_has_the_table_of_a_plan() -> None:
    document = json.loads(outlook_json(looked_ahead(HISTORIES["eight loaded weeks"])))
    plans = [o["plan"] for p in document["progressions"] for o in (*p["next"], *p["too_much"]) if o["session"]]
    assert plans[0] == {
        "kind": "downhill", "reps": 8, "rep": "30 s", "grade": "4 %", "recovery": "walk back", "warm-up": "10 min",
        "cool-down": "5 min",
    }  # fmt: skip
