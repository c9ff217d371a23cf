from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from downtempo.synthetic import conforming_week, home_course, season, write_fit, write_gpx, write_tcx
from downtempo.synthetic.season import GENTLE_TOP_M, STEEP_TOP_M

MONDAY = date(2026, 8, 17)
SEASON = list(season(conforming_week(), MONDAY, 4, seed=3))


def test_three_full_weeks_are_followed_by_a_lighter_one() -> None:
    weeks = [[o for o in SEASON if (o.local_start.date() - MONDAY).days // 7 == k] for k in range(4)]
    assert [len(week) for week in weeks] == [5, 5, 5, 3]
    metres = [sum(o.run.truth.distance_m for o in week) for week in weeks]
    assert metres[3] < 0.8 * np.mean(metres[:3])


def test_a_week_holds_its_sessions_on_their_days() -> None:
    week = SEASON[:5]
    assert [o.local_start.strftime("%a %H:%M") for o in week] == [
        "Mon 07:00", "Tue 18:00", "Wed 07:00", "Thu 18:00", "Sat 09:00",
    ]  # fmt: skip
    assert [len(o.run.truth.efforts) for o in week] == [0, 6, 0, 6, 0]


def test_the_local_day_is_told_by_the_offset() -> None:
    outing = SEASON[1]
    assert outing.track.start_utc is not None
    assert outing.track.utc_offset_s == -8 * 3600
    assert outing.track.start_utc.isoformat() == "2026-08-19T02:00:00+00:00"
    assert outing.name == "2026-08-18T1800"


def test_no_two_runs_are_alike_and_the_season_can_be_made_again() -> None:
    files = [write_fit(o.track) for o in SEASON[:6]]
    assert len(set(files)) == 6
    again = [write_fit(o.track) for o in season(conforming_week(), MONDAY, 2, seed=3)][:6]
    assert again == files


def test_easy_runs_come_down_both_slopes_of_the_home_course() -> None:
    course = home_course()
    assert course.grade_ratio[int(GENTLE_TOP_M) : int(GENTLE_TOP_M) + 150] == pytest.approx(-0.044, abs=1e-6)
    assert course.grade_ratio[int(STEEP_TOP_M) - 150 : int(STEEP_TOP_M)] == pytest.approx(0.084, abs=1e-6)
    grades = [d.grade_percent for d in SEASON[0].run.truth.descents]
    assert min(grades) < -7.5
    assert any(-5 < g < -3.5 for g in grades)


def test_a_season_begins_on_a_monday() -> None:
    with pytest.raises(ValueError, match="no Monday"):
        next(season(conforming_week(), date(2026, 8, 18), 1))


def test_another_process_clock_and_language_make_no_difference() -> None:
    code = (
        "import hashlib, datetime; from downtempo.synthetic import *;"
        "made = next(season(conforming_week(), datetime.date(2026, 8, 17), 1, seed=3));"
        "print(hashlib.sha256(write_fit(made.track) + write_gpx(made.track) + write_tcx(made.track)).hexdigest())"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=elsewhere, check=True)
    track = SEASON[0].track
    here = hashlib.sha256(write_fit(track) + write_gpx(track) + write_tcx(track)).hexdigest()
    assert done.stdout.strip() == here
