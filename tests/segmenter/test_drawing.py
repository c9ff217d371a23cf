"""What is left of a run when it is drawn: few rows, and its shape."""

from __future__ import annotations

import numpy as np
import pytest
from tests.support.pages import long_track
from tests.support.simulated import Leg, Watch, hill_reps, simulate

from downtempo import segment
from downtempo.model import Track
from downtempo.model.drawing import Drawing
from downtempo.segmenter import draw


def drawn(track: Track) -> Drawing:
    drawing = draw(track)
    assert drawing is not None
    return drawing


def test_ten_thousand_points_become_some_hundred_rows_that_keep_heights_and_speeds() -> None:
    track = long_track()
    drawing = drawn(track)
    session = segment(track)
    assert 400 < len(drawing) < 2600
    assert drawing.length_m == pytest.approx(session.distance_m)
    assert np.ptp(drawing.elevation_m) == pytest.approx(np.ptp(track.elevation_m), abs=1.0)
    for surge in session.surges:
        inside = (drawing.distance_m >= surge.span.start_m) & (drawing.distance_m <= surge.span.stop_m)
        assert inside.sum() >= 4
        assert np.nanmax(drawing.speed_mps[inside]) > 0.93 * surge.speed_mps


def test_heights_drawn_straight_between_the_rows_are_those_that_were_run() -> None:
    simulated = simulate(hill_reps())
    drawing = drawn(simulated.track)
    at = np.linspace(50, drawing.length_m - 50, 400)
    shown = np.interp(at, drawing.distance_m, drawing.elevation_m)
    run = np.interp(at, simulated.distance_m, simulated.height_m)
    assert np.abs(shown - run).max() < 1.5


def test_the_drawn_way_stays_beside_the_one_that_was_run() -> None:
    legs = [Leg(60, 3.0, 0.0, heading) for heading in (0, 70, 140, 250, 300, 20, 90)]
    simulated = simulate(legs, Watch(position_error_m=0.0))
    drawing = drawn(simulated.track)
    extent = max(np.ptp(drawing.x_m), np.ptp(drawing.y_m))
    ends = np.hypot(drawing.x_m[-1] - drawing.x_m[0], drawing.y_m[-1] - drawing.y_m[0])
    assert extent > 300
    assert np.hypot(np.diff(drawing.x_m), np.diff(drawing.y_m)).sum() == pytest.approx(drawing.length_m, rel=0.03)
    assert ends > 50


def test_rows_never_go_back_and_none_are_alike() -> None:
    drawing = drawn(simulate(hill_reps()).track)
    assert (np.diff(drawing.distance_m) >= 0).all()
    assert (np.diff(drawing.time_s) > 0).all()
    assert {len(c) for c in (drawing.elevation_m, drawing.grade_ratio, drawing.speed_mps, drawing.x_m)} == {
        len(drawing)
    }


def test_where_the_runner_stood_there_is_no_pace() -> None:
    drawing = drawn(simulate([Leg(300, 3.0), Leg(60, 0.0), Leg(300, 3.0)]).track)
    standing = ~np.isfinite(drawing.speed_mps)
    assert standing.any()
    assert drawing.distance_m[standing] == pytest.approx(900, abs=15)


def test_the_grade_of_a_slope_is_told_up_to_its_edges() -> None:
    drawing = drawn(simulate([Leg(200, 3.0), Leg(200, 3.0, -0.08), Leg(200, 3.0)], Watch(height_error_m=0.05)).track)
    grades = {at: float(np.interp(at, drawing.distance_m, drawing.grade_ratio)) for at in (560, 640, 900, 1160, 1240)}
    assert [round(g, 2) for g in grades.values()] == pytest.approx([0.0, -0.08, -0.08, -0.08, 0.0], abs=0.011)


@pytest.mark.parametrize("declares", ["gps", "none"])
def test_a_grade_that_altitude_cannot_tell_is_not_drawn(declares: str) -> None:
    watch = Watch(declares="gps") if declares == "gps" else Watch(has_altitude=False)
    drawing = drawn(simulate(hill_reps(), watch).track)
    assert not len(drawing.grade_ratio)
    assert len(drawing.elevation_m) == (len(drawing) if declares == "gps" else 0)


def test_without_positions_there_is_no_way_and_no_place_on_earth() -> None:
    drawing = drawn(simulate(hill_reps(), Watch(has_positions=False)).track)
    assert not len(drawing.x_m)
    assert drawing.origin_deg is None


def test_the_place_on_earth_is_the_one_from_which_metres_count() -> None:
    drawing = drawn(simulate(hill_reps(), Watch(position_error_m=0.0)).track)
    assert drawing.origin_deg == pytest.approx((10.0, 20.0), abs=1e-4)


def test_nothing_is_drawn_of_a_track_without_times() -> None:
    assert draw(Track(lat_deg=np.arange(9.0), lon_deg=np.arange(9.0), time_s=np.full(9, np.nan))) is None
