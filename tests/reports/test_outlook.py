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
        ("easy weeks", "begin with one of 6 x 200 m, 1:45 rest between | 8 x 150 m, 1:20 rest between"),
        ("stage 2", "stage 3, at its hardest: 4 x 600 m at 4:16 /km"),
        ("stage 3", "no further The third stage has 4 x 600 m."),
        ("track repeats", "6 x 400 m; no return to speed is on; last on Thu 24 Sep"),
        ("progressive", "5 miles, 6:13 → 4:58 /km; +16 s to -59 s /km against easy pace"),
        ("one week", "cannot tell: the history does not reach back 30 days"),
        ("one week", "cannot tell: the history does not show the 28 days before"),
        ("eight loaded weeks", "after a lighter week: loaded weeks since the last lighter one: 4 weeks"),
        ("eight loaded weeks", "a lighter week, at most 28.5 km"),
        ("a lighter week just now", "this week at most 46.3 km"),
        ("nothing", "none known yet"),
    ],
)
def test_it_says(history: str, words: str) -> None:
    assert words in text(history)


def test_what_was_not_judged_is_told_when_asked_for() -> None:
    athlete = Athlete(easy_speed_mps=2.8)
    told = "not judged: PT105: no threshold pace: configure threshold-pace"
    assert told not in text("easy weeks", athlete=athlete)
    assert told in text("easy weeks", athlete=athlete, verbose=1)


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
