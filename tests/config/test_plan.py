"""A plan is read to its last key, or refused with its line and the nearest right one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from downtempo.config import PlanEntry, load_plan
from downtempo.errors import UsageError
from downtempo.units import MILE_M

PLAN = Path("plans/week.toml")
DOWNHILL = """
[[session]]
date = 2026-10-06
kind = "downhill"
reps = 6
rep = "30 s"
grade = "4 %"
recovery = "walk back"
warm-up = "10 min"
cool-down = "10 min"
"""


def one(text: str) -> PlanEntry:
    (entry,) = load_plan(PLAN, text)
    return entry


def session(kind: str, *lines: str) -> str:
    return "\n".join(["[[session]]", "date = 2026-10-06", f'kind = "{kind}"', *lines])


def refusal(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        load_plan(PLAN, text)
    return str(caught.value)


def test_downhill_reps_as_they_are_written() -> None:
    planned = one(DOWNHILL).planned
    assert (planned.day, planned.kind, planned.place) == (date(2026, 10, 6), "downhill", "plans/week.toml:2")
    assert (planned.n_reps, planned.rep_s, planned.rep_m, planned.grade_ratio) == (6, 30.0, None, -0.04)
    assert (planned.way, planned.recovery_s) == ("walk back", None)
    assert (planned.warm_up_s, planned.cool_down_s) == (600.0, 600.0)


@pytest.mark.parametrize(
    ("written", "way", "seconds"),
    [
        ('"walk back"', "walk back", None),
        ('"jog back"', "jog back", None),
        ('"3 min"', "jog", 180.0),
        ('"walk back up"', "walk back", None),
        ('"3:00 easy between"', "jog", 180.0),
    ],
)
def test_recoveries(written: str, way: str, seconds: float | None) -> None:
    planned = one(DOWNHILL.replace('"walk back"', written)).planned
    assert (planned.way, planned.recovery_s) == (way, seconds)


def test_fast_reps_with_rest_and_pace() -> None:
    planned = one(session("speed", "reps = 5", 'rep = "400 m"', 'rest = "3 min"', 'pace = "4:00/km"')).planned
    assert (planned.n_reps, planned.rep_m, planned.way, planned.recovery_s) == (5, 400.0, "rest", 180.0)
    assert planned.speed_mps == pytest.approx(1000 / 240)
    assert (planned.warm_up_s, planned.cool_down_s) == (None, None)


@pytest.mark.parametrize(("unit", "unit_m"), [("mile", MILE_M), ("km", 1000.0)])
def test_splits_get_faster_by_the_step_for_each(unit: str, unit_m: float) -> None:
    lines = ("splits = 3", f'first-pace = "6:00/{unit}"', 'step = "20 s"', f'unit = "{unit}"')
    planned = one(session("progressive", *lines)).planned
    assert [pace * unit_m for pace in planned.paces_s_per_m] == pytest.approx([360, 340, 320])
    assert planned.unit == unit


@pytest.mark.parametrize("step", ["18 s/km", "0:18 /km", "28.968 s", "28.968 s/mile"])
def test_steps_of_a_pace_in_another_unit_than_the_splits_are_the_same_steps(step: str) -> None:
    planned = one(session("progressive", "splits = 5", 'first-pace = "5:45 /km"', f'step = "{step}"')).planned
    assert planned.unit == "mile"
    assert [1000 * pace for pace in planned.paces_s_per_m] == pytest.approx([345, 327, 309, 291, 273], abs=1e-3)


def test_a_tempo_is_one_block_or_several() -> None:
    block = one(session("tempo", 'duration = "20 min"')).planned
    assert (block.n_reps, block.rep_s, block.duration_s) == (1, 1200.0, None)
    reps = one(session("tempo", "reps = 3", 'rep = "8 min"', 'rest = "2 min"')).planned
    assert (reps.n_reps, reps.rep_s, reps.recovery_s) == (3, 480.0, 120.0)


def test_runs_without_efforts_and_days_of_rest() -> None:
    assert one(session("easy", 'duration = "40 min"', 'drop = "80 m"')).planned.drop_m == 80.0
    assert one(session("long", 'distance = "14 km"')).planned.distance_m == 14_000.0
    assert one(session("race", 'distance = "10 km"', 'pace = "4:00/km"')).planned.speed_mps == pytest.approx(1000 / 240)
    assert one(session("rest")).planned.kind == "rest"


def test_a_workout_counts_from_the_plan_that_names_it() -> None:
    entry = one(session("downhill", 'workout = "watch/reps.fit"', 'grade = "4 %"'))
    assert entry.workout == Path("plans/watch/reps.fit")
    assert entry.planned.n_reps == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[session]\n", ["is no TOML", "line 1"]),
        ("", ["no session in the plan", "[[session]]"]),
        ("session = 3", ["no session in the plan"]),
        ("[[sesion]]\ndate = 2026-10-06", ["sesion: no such key", "did you mean session?"]),
        ("[[session]]\ndate = 2026-10-06", ["week.toml:1", "session 1, kind: is missing", "downhill"]),
        ('[[session]]\nkind = "easy"\ndistance = "5 km"', ["session 1, date: is missing"]),
        (session("downhil"), ["week.toml:3", "'downhil' is not possible here", "did you mean downhill?"]),
        (DOWNHILL.replace("reps =", "rep s ="), ["is no TOML"]),
        (DOWNHILL.replace("reps =", "repz ="), ["week.toml:5", "session 1, repz: no such key", "did you mean rep"]),
        (DOWNHILL.replace("30 s", "30 sec"), ["week.toml:6", "session 1, rep: no unit 'sec'", "did you mean"]),
        (DOWNHILL.replace('"30 s"', "30"), ["week.toml:6", "session 1, rep: '30' is no text", "in quotes"]),
        (DOWNHILL.replace("4 %", "4"), ["week.toml:7", "session 1, grade: a number without a unit", '"4 %"']),
        (DOWNHILL.replace("walk back", "3:75"), ["week.toml:8", "is no recovery", 'did you mean "4:15"?']),
        (DOWNHILL.replace("walk back", "walk bak"), ["week.toml:8", "is no recovery", "did you mean walk back?"]),
        (DOWNHILL.replace("reps = 6", "reps = 0"), ["week.toml:5", "session 1, reps: '0' is no number"]),
        (DOWNHILL.replace("reps = 6\n", ""), ["session 1, reps: is missing", "kind downhill"]),
        (DOWNHILL + session("speed", "reps = 5", 'rep = "400 m"', 'grade = "4 %"'),
         ["week.toml:16", "session 2, grade: no such key for a session of kind speed"]),
        (session("easy"), ["session 1, distance: is missing"]),
        (session("tempo"), ["session 1, duration: a tempo has a duration, or reps"]),
        (session("tempo", 'duration = "20 min"', "reps = 3", 'rep = "8 min"'), ["and not both"]),
        (session("tempo", 'rep = "8 min"'), ["reps and rep belong together"]),
        (session("progressive", "splits = 10", 'first-pace = "6:00/mile"', 'step = "45 s"'),
         ["week.toml:6", "session 1, step: the last split would take less than nothing a kilometre"]),
        (session("speed", 'workout = "a.fit"', "reps = 5"), ["session 1, reps: the workout file says this itself"]),
        (session("easy", f'duration = "1{" " * 200_000}/"'), ["week.toml:4", "session 1, duration: far too long"]),
        (session("rest", 'distance = "5 km"'), ["session 1, distance: no such key for a session of kind rest"]),
    ],
)  # fmt: skip
def test_a_wrong_plan_is_refused_with_its_place(text: str, words: list[str]) -> None:
    said = refusal(text)
    assert [word for word in words if word not in said] == []
    assert "\n" not in said


def test_a_plan_written_in_one_line_is_refused_without_a_line() -> None:
    said = refusal('session = [{date = 2026-10-06, kind = "easy", distance = "5 kilo"}]')
    assert said.startswith("plans/week.toml: session 1, distance")
