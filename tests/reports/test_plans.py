"""A planned run in words."""

from __future__ import annotations

from datetime import date

import pytest

from downtempo.model.planned import Planned
from downtempo.reports.plans import plan_words
from downtempo.units import MILE_M

DAY = date(2026, 10, 6)
FIVE = tuple((600 - 30 * k) / MILE_M for k in range(5))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "downhill", "n_reps": 6, "rep_s": 30.0, "grade_ratio": -0.04, "way": "walk back"},
         "6 x 30 s at 4 %, walk back up"),
        ({"kind": "downhill", "n_reps": 3, "rep_s": 20.0, "grade_ratio": -0.03, "way": "jog", "recovery_s": 180.0},
         "3 x 20 s at 3 %, 3:00 easy between"),
        ({"kind": "downhill", "n_reps": 5, "rep_s": 30.0}, "5 x 30 s"),
        ({"kind": "speed", "n_reps": 5, "rep_m": 400.0, "speed_mps": 4.0, "way": "rest", "recovery_s": 200.0},
         "5 x 400 m at 4:10 /km, 3:20 rest between"),
        ({"kind": "tempo", "n_reps": 1, "rep_s": 1200.0}, "20 min"),
        ({"kind": "tempo", "n_reps": 3, "rep_s": 450.0, "way": "rest", "recovery_s": 120.0},
         "3 x 7:30, 2:00 rest between"),
        ({"kind": "progressive", "paces_s_per_m": FIVE, "unit": "mile"},
         "5 miles, 6:13 → 4:58 /km, each mile 19 s/km faster"),
        ({"kind": "long", "distance_m": 14_000.0}, "14.0 km"),
        ({"kind": "easy", "duration_s": 2400.0}, "40:00"),
    ],
)  # fmt: skip
def test_a_plan_reads_as_a_runner_would_say_it(fields: dict[str, object], words: str) -> None:
    assert plan_words(Planned(day=DAY, **fields), "km") == words  # type: ignore[arg-type]


def test_miles_are_miles() -> None:
    planned = Planned(day=DAY, kind="progressive", paces_s_per_m=FIVE, unit="mile")
    assert plan_words(planned, "mile") == "5 miles, 10:00 → 8:00 /mi, each mile 30 s/mi faster"


def test_further_sets_follow() -> None:
    more = Planned(day=DAY, kind="reps", n_reps=4, rep_m=200.0)
    planned = Planned(day=DAY, kind="reps", n_reps=3, rep_m=800.0, more=(more,))
    assert plan_words(planned, "km") == "3 x 800 m; then 4 x 200 m"
