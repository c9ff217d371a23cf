"""Stretches that lose height at a sustained grade."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..dataclass import replace
from ..model.segments import Descent
from ..model.track import Column, Rows
from .control import find_control
from .knots import place_edges
from .profile import CELL_M, Profile, grade_of
from .ranges import ranges_of
from .signal import Flags, Signal, mean_known
from .windows import mean_of

_MIDDLE_GRADE, _GRADE_WIDTH, _MOST = 0.0165, 0.012, 1.5
_SWITCH = 4.0
_MERGE_M, _MERGE_RISE_M = 40.0, 1.0
#: Drop [m], length [m] and mean grade that a descent needs: before its edges are placed, after, and by GPS altitude.
_ROUGH = (1.8, 35.0, -0.014)
_FINAL = (2.5, 50.0, -0.018)
_BY_GPS = (30.0, 50.0, -0.018)
#: One standard deviation of an edge by GPS altitude: a share of the length, and at most so many metres.
_GPS_EDGE, _GPS_EDGE_M = 0.3, 80.0
_STOP_S, _STOP_NEAR_M, _STANDING_MPS = 4, 15.0, 0.8
_WALKING_MPS = 0.5
_LINE_STEP_M = 10.0

Ranges = NDArray[np.float64]
Line = tuple[tuple[float, float], ...]


def find_descents(signal: Signal, profile: Profile, gap_mps: Column | None = None) -> tuple[Descent, ...]:
    """Return the descents of a run in order, with their grade-adjusted speed if `gap_mps` is given.

    Where altitude comes from GPS alone only long drops are told, without edges placed finely.
    """
    if not len(profile):
        return ()
    ranges = _merged(CELL_M * ranges_of(_is_downhill(profile)).astype(np.float64), profile)
    if profile.is_gps:
        ranges = ranges[_is_kept(ranges, profile.height_at(ranges), _BY_GPS)]
        error_m = np.minimum(_GPS_EDGE * (ranges[:, 1] - ranges[:, 0]), _GPS_EDGE_M)
    else:
        ranges = ranges[_is_kept(ranges, profile.rough_height_at(ranges), _ROUGH)]
        edges = place_edges(profile, ranges[:, 0], ranges[:, 1])
        ranges = np.stack([edges.starts_m, edges.stops_m], axis=1)
        kept = _is_kept(ranges, profile.height_at(ranges), _FINAL)
        ranges, error_m = ranges[kept], edges.error_m[kept]
    times_s = _times(signal, ranges)
    ends_m = signal.distance_at(times_s)
    lines = _lines(signal, ends_m)
    return tuple(
        _descent(signal, profile, gap_mps, (start_s, stop_s), error, line)
        for (start_s, stop_s), error, line in zip(times_s.tolist(), error_m.tolist(), lines, strict=True)
    )


def _is_downhill(profile: Profile) -> Flags:
    """Return the likeliest course of two states, level or downhill, through the cells (Viterbi's algorithm).

    Each cell speaks for downhill by how far its grade lies below -1.65 %, within bounds; each change of state costs.
    """
    evidence = np.clip((-grade_of(profile.medium_m) - _MIDDLE_GRADE) / _GRADE_WIDTH, -_MOST, _MOST)
    evidence[profile.is_blind] = -_MOST
    lead = _leads((2 * evidence).tolist())
    is_decided = np.abs(lead) > _SWITCH
    is_decided[-1] = True
    cells = np.arange(len(lead))
    decided = np.minimum.accumulate(np.where(is_decided, cells, len(lead))[::-1])[::-1]
    return np.asarray(lead[decided] > 0)


def _leads(evidence: list[float]) -> Column:
    """Return the lead of downhill over level at each cell; past the cost of a change it counts no further."""
    leads, lead = [], -_SWITCH
    for step in evidence:
        lead = (_SWITCH if lead > _SWITCH else -_SWITCH if lead < -_SWITCH else lead) + step
        leads.append(lead)
    return np.array(leads)


def _merged(ranges: Ranges, profile: Profile) -> Ranges:
    """Join ranges between which the ground is short and hardly rises."""
    if not len(ranges):
        return ranges
    heights = profile.rough_height_at(ranges)
    joins = (ranges[1:, 0] - ranges[:-1, 1] <= _MERGE_M) & (heights[1:, 0] - heights[:-1, 1] <= _MERGE_RISE_M)
    return np.stack([ranges[np.append(True, ~joins), 0], ranges[np.append(~joins, True), 1]], axis=1)


def _is_kept(ranges: Ranges, heights_m: Ranges, limits: tuple[float, float, float]) -> Flags:
    """Say which ranges have enough drop [m] and length [m] and a steep enough mean grade."""
    drop_m, length_m = heights_m[:, 0] - heights_m[:, 1], ranges[:, 1] - ranges[:, 0]
    least_m, shortest_m, grade = limits
    return np.asarray((drop_m >= least_m) & (length_m >= shortest_m) & (-drop_m <= grade * length_m))


def _stops(signal: Signal) -> Rows:
    """Return the rows of stops, shape `(k, 2)`."""
    stops = ranges_of(signal.is_standing | (mean_of(signal.speed_mps, 3) < _STANDING_MPS))
    return stops[stops[:, 1] - stops[:, 0] >= _STOP_S]


def _descent(
    signal: Signal, profile: Profile, gap_mps: Column | None, times_s: tuple[float, float], error_m: float, line: Line
) -> Descent:
    start_s, stop_s = times_s
    bare = signal.span(start_s, stop_s, 0.0)
    speed_mps = bare.distance_m / max(bare.duration_s, 1.0)
    span = replace(bare, edge_error_s=math.hypot(signal.descent_edge_error_s, error_m / max(speed_mps, _WALKING_MPS)))
    grade, error = profile.grade_between(span.start_m, span.stop_m, span.edge_error_s * speed_mps)
    rows = slice(signal.row_at(start_s), signal.row_at(stop_s) + 1)
    return Descent(
        span=span,
        grade_ratio=grade,
        grade_error_ratio=error,
        drop_m=None if grade is None or profile.is_gps else -grade * span.distance_m,
        speed_mps=span.distance_m / span.duration_s,
        gap_speed_mps=None if gap_mps is None else float(gap_mps[rows].mean()),
        line=line,
        cadence_spm=mean_known(signal.cadence_spm[rows]),
        control=find_control(signal, start_s, stop_s),
    )


def _times(signal: Signal, ranges: Ranges) -> Ranges:
    """Return when descents were entered and left, without the stops at their ends; shape `(k, 2)`."""
    times_s = np.stack([signal.time_at(ranges[:, 0], last=True), signal.time_at(ranges[:, 1])], axis=1)
    stops = _stops(signal)
    first, last = stops[:, 0], stops[:, 1] - 1
    for k, (start_m, stop_m) in enumerate(ranges.tolist() if len(stops) else ()):
        at_start = (signal.time_s[last] > times_s[k, 0]) & (signal.distance_m[last] <= start_m + _STOP_NEAR_M)
        at_stop = (signal.time_s[first] < times_s[k, 1]) & (signal.distance_m[first] >= stop_m - _STOP_NEAR_M)
        if at_start.any():
            times_s[k, 0] = signal.time_s[last[at_start][-1]]
        if at_stop.any():
            times_s[k, 1] = signal.time_s[first[at_stop][0]]
    return times_s


def _lines(signal: Signal, ends_m: Ranges) -> list[Line]:
    """Return the smoothed ways as latitudes and longitudes [deg] about 10 m apart; empty without positions."""
    if not signal.has_positions or not len(ends_m):
        return [()] * len(ends_m)
    counts = np.maximum(2, np.rint((ends_m[:, 1] - ends_m[:, 0]) / _LINE_STEP_M).astype(np.int64) + 1)
    places_m = [np.linspace(a, b, n) for (a, b), n in zip(ends_m.tolist(), counts.tolist(), strict=True)]
    times_s = signal.time_at(np.concatenate(places_m))
    lat, lon = (np.interp(times_s, signal.time_s, column) for column in (signal.lat_deg, signal.lon_deg))
    corners = list(zip(np.round(lat, 7).tolist(), np.round(lon, 7).tolist(), strict=True))
    stops = np.cumsum(counts).tolist()
    return [tuple(corners[stop - n : stop]) for stop, n in zip(stops, counts.tolist(), strict=True)]
