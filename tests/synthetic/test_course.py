from __future__ import annotations

import numpy as np
import pytest

from downtempo.synthetic import Course, flat, hill, legs, loop, rolling, running_track
from downtempo.synthetic.course import ORIGIN_LAT_DEG, ORIGIN_LON_DEG, to_degrees

EVERY = {
    "flat": flat(3000), "hill": hill(-0.04), "legs": legs([(400, 0.05), (600, -0.03)]),
    "rolling": rolling(4000, seed=2), "track": running_track(), "loop": loop(5000, grade_ratio=0.02, seed=3),
}  # fmt: skip


@pytest.mark.parametrize("course", EVERY.values(), ids=EVERY)
def test_a_metre_along_the_course_is_a_metre_on_the_map(course: Course) -> None:
    places = np.arange(0, course.length_m, 5.0)
    x, y, _ = course.at(places)
    assert np.hypot(np.diff(x), np.diff(y)) == pytest.approx(5.0, rel=0.03)


def test_the_slope_of_a_hill_keeps_its_grade_but_for_the_transitions() -> None:
    course = hill(-0.06, 200, run_in_m=1000)
    assert course.grade_ratio[1013:1187] == pytest.approx(-0.06)
    assert course.grade_ratio[:987] == pytest.approx(0.0)
    assert course.elevation_m[0] - course.elevation_m[-1] == pytest.approx(12.0)


def test_a_grade_passes_into_the_next_over_24_metres() -> None:
    changing = np.flatnonzero(np.abs(np.diff(hill(-0.06, 200, run_in_m=1000).grade_ratio[900:1100])) > 1e-9)
    assert changing[-1] - changing[0] == pytest.approx(24, abs=2)


def test_a_loop_ends_where_it_began() -> None:
    for course in (running_track(), loop(5000, grade_ratio=0.02, seed=3)):
        ends = np.array(course.at(np.array([0.0, course.length_m - 0.001])))
        assert ends[:, 0] == pytest.approx(ends[:, 1], abs=0.1)


def test_places_beyond_the_end_of_a_loop_begin_again() -> None:
    course = loop(5000, seed=3)
    assert np.array(course.at(np.array([120.0]))) == pytest.approx(np.array(course.at(np.array([5120.0]))))


def test_a_track_is_level_and_as_wide_as_a_track() -> None:
    course = running_track()
    assert np.ptp(course.elevation_m) == 0
    assert np.ptp(course.y_m) == pytest.approx(73.0, abs=0.5)


def test_a_rolling_line_has_about_the_grade_asked_for() -> None:
    grades = rolling(20_000, grade_ratio=0.03, seed=1).grade_ratio
    assert np.std(grades) == pytest.approx(0.03, rel=0.25)
    assert abs(np.mean(grades)) < 1e-3


def test_courses_lie_a_few_kilometres_around_a_spot_in_the_open_sea() -> None:
    lat, lon = to_degrees(np.array([0.0, 1000.0]), np.array([0.0, 1000.0]))
    assert (lat[0], lon[0]) == (ORIGIN_LAT_DEG, ORIGIN_LON_DEG)
    assert lat[1] - lat[0] == pytest.approx(0.008993, abs=1e-6)
    assert (lon[1] - lon[0]) * np.cos(np.radians(ORIGIN_LAT_DEG)) == pytest.approx(0.008993, abs=1e-6)
