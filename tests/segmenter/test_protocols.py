"""Every protocol that the sources document, made and named again, with what a report says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from downtempo.model import Athlete, Session
from downtempo.model.signature import signature
from downtempo.segmenter import classify, segment
from downtempo.synthetic import (
    Part,
    Run,
    Runner,
    Sensors,
    Slope,
    downhill_repeats,
    easy,
    easy_run,
    flat,
    hill,
    long_run,
    progressive_tempo,
    record,
    recovery,
    rolling,
    run,
    speed_repeats,
    stride,
    strides,
    tempo,
)
from downtempo.units import MILE_M

RUNNER = Runner()
DAY = date(2026, 10, 1)
ATHLETE = Athlete(easy_speed_mps=RUNNER.easy_mps)
RETURNING = Athlete(easy_speed_mps=RUNNER.easy_mps, return_to_speed_from=date(2026, 9, 1))


def _closed() -> Run:
    splits = [
        Part(kind="split", speed_mps=MILE_M / (600 - 30 * k), distance_m=MILE_M, by_effort=False) for k in range(4)
    ]
    end = [p for _ in range(4) for p in (stride(5.0, 20.0), easy(2.6, duration_s=70))]
    warm_up = easy(2.4, duration_s=700)
    return run((warm_up, *splits, easy(2.4, duration_s=300), *end, warm_up), flat(13_000, seed=3), RUNNER, 3)


def _long_slope() -> Run:
    slope = Slope(course=hill(-0.045, 1300.0, run_in_m=1700.0), top_m=1715.0)
    return downhill_repeats(3, 290, -0.045, speed_mps=4.0, slope=slope, seed=5)


CASES: list[tuple[str, Run, Athlete, str]] = [
    ("controlled-speed-repeats", downhill_repeats(6, 30, -0.04, seed=1), ATHLETE, "6 x 30 s"),
    ("downhill-surges", downhill_repeats(4, 25, -0.04, recovery="jog on", seed=2), ATHLETE, "4 x 25 s"),
    ("downhill-surges", downhill_repeats(5, 75, -0.05, seed=3), ATHLETE, "5 x 75 s"),
    ("downhill-surges", downhill_repeats(4, 200, -0.05, seed=4), ATHLETE, "4 x"),
    ("long-downhill", _long_slope(), ATHLETE, "3 x"),
    ("speed-stage-1", speed_repeats(6, 200, seed=6), RETURNING, "6 x 200 m"),
    ("speed-stage-1", speed_repeats(8, 150, seed=7), RETURNING, "8 x 150 m"),
    ("speed-stage-2", speed_repeats(5, 400, seed=8), RETURNING, "5 x 400 m"),
    ("speed-stage-3", speed_repeats(4, 600, 180, speed_mps=4.2, seed=9), RETURNING, "4 x 600 m"),
    ("speed-stage-3", speed_repeats(6, 500, 150, speed_mps=4.1, seed=10), RETURNING, "6 x 500 m"),
    ("track-repeats", speed_repeats(8, 400, seed=11), ATHLETE, "8 x 400 m"),
    ("strides", strides(6, seed=12), ATHLETE, "6 x"),
    ("progressive-tempo", progressive_tempo(600, 30, 5, seed=13), ATHLETE, "5 miles"),
    ("progressive-tempo", progressive_tempo(600, 15, 5, by="gap", seed=14), ATHLETE, "5 miles"),
    ("progression-with-accelerations", _closed(), ATHLETE, "4 miles"),
    ("tempo", tempo(1500, seed=15), ATHLETE, ""),
    ("easy", easy_run(seed=16), ATHLETE, ""),
    ("long", long_run(14_500, course=rolling(7_400, seed=17), seed=17), ATHLETE, ""),
    ("steady", run((easy(1.1 * RUNNER.easy_mps, to_m=6_000),), rolling(6_100, seed=18), RUNNER, 18), ATHLETE, ""),
    ("race", run((easy(3.6, to_m=6_000),), rolling(6_100, seed=19), RUNNER, 19), Athlete(races=(DAY,)), ""),
]


@pytest.mark.parametrize(
    "watch", [Sensors(), Sensors(lag_s=4, smart_recording=True)], ids=["good watch", "late and sparse"]
)
@pytest.mark.parametrize(("kind", "made", "athlete", "told"), CASES, ids=[f"{c[0]} {k}" for k, c in enumerate(CASES)])
def test_a_session_is_named_for_what_it_was(kind: str, made: Run, athlete: Athlete, told: str, watch: Sensors) -> None:
    session = _read(made, athlete, watch)
    assert session.kind == kind, session.kind_reason
    assert told in signature(session, "km").replace("×", "x")


def _read(made: Run, athlete: Athlete, watch: Sensors) -> Session:
    return classify(replace(segment(record(made, watch, 1)), local_date=DAY), (), athlete)


def test_jogging_back_up_is_a_recovery_too() -> None:
    session = _read(downhill_repeats(5, 30, -0.04, recovery="jog back", seed=20), ATHLETE, Sensors())
    assert session.kind == "controlled-speed-repeats"


def test_a_walk_is_no_run_of_reps() -> None:
    parts = [p for _ in range(5) for p in (recovery(1.4, duration_s=240), recovery(1.0, duration_s=60))]
    assert _read(run(tuple(parts), flat(3000, seed=21), RUNNER, 21), ATHLETE, Sensors()).kind == "easy"
