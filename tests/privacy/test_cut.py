from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.support.home import HOME, away_m, run_past_home

from downtempo.model.segments import Span
from downtempo.model.track import Track
from downtempo.privacy import Zone, cut_of, ends_of, shown_track, stripped_track, zones_of

SECRET = bytes(range(32))


def zones(track: Track) -> tuple[Zone, ...]:
    return zones_of(ends_of(track), (), SECRET)[0]


def test_nothing_within_a_zone_is_shown_in_mid_run_neither() -> None:
    track = run_past_home()
    shown = shown_track(track, cut_of(track, zones(track), SECRET))
    (zone,) = zones(track)
    assert away_m(shown, (zone.lat_deg, zone.lon_deg)).min() > zone.radius_m
    assert away_m(shown).min() >= 400
    assert len(shown.breaks) == 1
    assert 0 < len(shown) < len(track)


def test_how_long_the_way_was_that_is_not_shown_is_not_told() -> None:
    """Whoever lingers at home in mid-run, or lives a mile farther, shows the same times and distances."""
    track = run_past_home()
    lingering = replace(track, time_s=np.where(track.time_s > 2667, track.time_s + 900, track.time_s), sha256="cd")
    one, other = (shown_track(t, cut_of(t, zones(t), SECRET)) for t in (track, lingering))
    assert np.array_equal(one.time_s, other.time_s)
    assert one.time_s[0] == 0
    assert one.distance_m[0] == 0
    gap = int(one.breaks[0])
    assert one.time_s[gap] - one.time_s[gap - 1] == 60
    assert one.distance_m[gap] - one.distance_m[gap - 1] == pytest.approx(0, abs=1e-6)
    assert [(p.stop_s - p.start_s) for p in one.pauses] == [60]


def test_starts_are_quarters_of_an_hour_and_positions_have_five_decimals() -> None:
    track = run_past_home()
    shown = shown_track(track, cut_of(track, zones(track), SECRET))
    assert shown.start_utc is not None
    assert (shown.start_utc.hour, shown.start_utc.minute, shown.start_utc.second) == (7, 0, 0)
    assert np.array_equal(shown.lon_deg, shown.lon_deg.round(5))


def test_the_height_beside_a_cut_is_not_told() -> None:
    track = run_past_home()
    shown = shown_track(track, cut_of(track, zones(track), SECRET))
    told = np.isfinite(shown.elevation_m)
    gap = int(shown.breaks[0])
    assert not told[:60].any()
    assert not told[gap - 60 : gap + 60].any()
    assert not told[-60:].any()
    assert told[200 : gap - 200].all()


def test_a_run_that_never_leaves_a_zone_is_not_shown_at_all() -> None:
    track = run_past_home((300.0, 300.0, 200.0, 200.0))
    cut = cut_of(track, zones(track), SECRET)
    assert not cut.blocks
    assert not len(shown_track(track, cut))
    assert cut.span(Span(10, 20, 30, 60)) is None


def test_a_run_without_positions_is_shown_whole() -> None:
    track = run_past_home()
    silent = np.full(len(track), np.nan)
    cut = cut_of(replace(track, lat_deg=silent, lon_deg=silent), zones(track), SECRET)
    assert cut.is_whole
    assert cut.span(Span(10, 20, 30, 60)) == Span(10, 20, 30, 60)


def test_samples_that_lost_their_position_near_a_zone_are_not_shown() -> None:
    track = run_past_home()
    lon = track.lon_deg.copy()
    lon[:500] = np.nan
    shown = cut_of(replace(track, lon_deg=lon), zones(track), SECRET)
    assert shown.rows.min() >= 500


def test_a_way_between_two_distant_samples_that_leads_through_a_zone_is_cut() -> None:
    full = run_past_home()
    rows = np.flatnonzero(away_m(full) > 1800)
    columns: dict[str, Any] = {name: column[rows] for name, column in full.columns.items()}
    sparse = replace(full, **columns)
    cut = cut_of(sparse, zones(full), SECRET)
    assert len(cut.blocks) == 2
    gap_m = cut.blocks[1].start_m - cut.blocks[0].stop_m
    assert gap_m > 3600


def test_a_stretch_that_touches_a_cut_is_not_told_and_others_move_with_their_block() -> None:
    track = run_past_home()
    cut = cut_of(track, zones(track), SECRET)
    first = cut.blocks[0]
    assert cut.span(Span(first.start_s - 1, first.start_s + 50, 0, 150)) is None
    moved = cut.span(Span(first.start_s + 10, first.start_s + 40, first.start_m + 30, first.start_m + 120, *HOME, 1.5))
    assert moved is not None
    assert (moved.start_s, moved.stop_s) == pytest.approx((10, 40))
    assert (moved.start_m, moved.stop_m) == pytest.approx((30, 120))
    assert moved.edge_error_s == 1.5


def test_a_stripped_track_holds_the_run_and_nothing_of_the_runner() -> None:
    track = replace(run_past_home(), sport="running with anna")
    bare = stripped_track(track)
    assert (bare.file, bare.sha256, bare.device, bare.sport, bare.notes) == ("", "", "", "unknown", ())
    assert bare.perceived_effort is None
    assert np.isnan(bare.heart_rate_bpm).all()
    assert np.isfinite(stripped_track(track, keep_heart_rate=True).heart_rate_bpm).all()
    assert np.array_equal(bare.cadence_spm, track.cadence_spm)
