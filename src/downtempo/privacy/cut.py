"""Where a run lies outside the zones, and the time and distance that are told of it there.

Time and distance run on from one shown stretch to the next as if nothing lay between them, but for one minute: how
long the way was that is not shown would help to find where it led.

Beyond the edge of a zone each run loses a little more of its way, by an amount that follows from the secret: ends that
lie on a circle tell its centre, and those of many runs that radiate from a door lie around it evenly.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..dataclass import dataclass
from ..model.segments import Span
from ..model.track import Column, Rows, Track
from ..units import M_PER_DEG
from .zones import Zone

Flags = NDArray[np.bool_]

#: What stands for the time of a stretch that is not shown [s].
BETWEEN_S = 60.0
#: Up to this share of a zone's radius each shown stretch is shorter at a cut.
MORE_SHARE = 0.2
_SLACK_S = 1e-6
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that is shown: its rows `[first, stop)`, its time and distance, and those that are told instead.

    An edge that lies where the run itself begins or ends is open: whatever the run tells up to there is shown.
    """

    first: int
    stop: int
    start_s: float
    stop_s: float
    start_m: float
    stop_m: float
    told_s: float
    told_m: float
    opens_run: bool
    ends_run: bool

    def holds(self, start_s: float, stop_s: float) -> bool:
        """Whether a stretch of time lies in it whole."""
        is_after = self.opens_run or start_s >= self.start_s - _SLACK_S
        return is_after and (self.ends_run or stop_s <= self.stop_s + _SLACK_S)


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """A run's shown blocks; `along_m` is the distance at every row, shape `(n,)`."""

    blocks: tuple[Block, ...]
    along_m: Column
    n_rows: int
    scale: float = 1.0
    """Metres that a session counts for each that the track tells."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it lies in a zone."""
        return len(self.blocks) == 1 and self.blocks[0].opens_run and self.blocks[0].ends_run

    @property
    def rows(self) -> Rows:
        """The rows that are shown, shape `(k,)`."""
        return np.concatenate([np.empty(0, np.int64), *(np.arange(b.first, b.stop) for b in self.blocks)])

    @property
    def told_s(self) -> float:
        """The time that is told in all [s]."""
        return self.blocks[-1].told_s + self.blocks[-1].stop_s - self.blocks[-1].start_s if self.blocks else 0.0

    @property
    def told_m(self) -> float:
        """The distance that is told in all [m]."""
        return self.blocks[-1].told_m + self.blocks[-1].stop_m - self.blocks[-1].start_m if self.blocks else 0.0

    def span(self, span: Span) -> Span | None:
        """Return where a stretch of the session lies in what is told; None where any of it is hidden."""
        for block in self.blocks:
            if block.holds(span.start_s, span.stop_s):
                late_s = block.told_s - block.start_s
                late_m = self.scale * (block.told_m - block.start_m)
                lat, lon = (None if v is None else round(v, 5) for v in (span.lat_deg, span.lon_deg))
                start_s, start_m = max(span.start_s + late_s, 0.0), max(span.start_m + late_m, 0.0)
                stop_s, stop_m = start_s + span.duration_s, start_m + span.distance_m
                return Span(start_s, stop_s, start_m, stop_m, lat, lon, span.edge_error_s)
        return None


def cut_of(track: Track, zones: Iterable[Zone], secret: bytes) -> Cut:
    """Return what of a track lies outside the zones. A track without positions is shown whole."""
    given = tuple(zones)
    is_shown, is_broken = _shown(track, given)
    starts = np.flatnonzero(is_shown & ~np.concatenate([[False], is_shown[:-1] & ~is_broken]))
    stops = np.flatnonzero(is_shown & ~np.concatenate([is_shown[1:] & ~is_broken, [False]])) + 1
    along = _along(track)
    pairs = [(int(a), int(b)) for a, b in zip(starts, stops, strict=True)]
    most_m = MORE_SHARE * max((zone.radius_m for zone in given), default=0.0)
    kept = [pair for pair in _shortened(pairs, along, most_m, secret, track) if pair[1] - pair[0] >= _LEAST_ROWS]
    return Cut(_blocks(kept, track.time_s, along), along, len(track))


def _shortened(
    pairs: Iterable[tuple[int, int]], along_m: Column, most_m: float, secret: bytes, track: Track
) -> Iterator[tuple[int, int]]:
    """Yield the stretches, each shorter by up to `most_m` where it begins or ends at a cut."""
    for k, (first, stop) in enumerate(pairs):
        digest = hmac.digest(secret, f"{track.start_utc} {k}".encode(), "sha256")
        before_m, after_m = (most_m * int.from_bytes(digest[i : i + 8], "big") / 2**64 for i in (0, 8))
        way = along_m[first:stop]
        start = 0 if first == 0 else int(np.searchsorted(way, way[0] + before_m))
        end = len(way) if stop == len(along_m) else int(np.searchsorted(way, way[-1] - after_m, "right"))
        yield first + start, first + end


def _blocks(pairs: Sequence[tuple[int, int]], time_s: Column, along_m: Column) -> tuple[Block, ...]:
    blocks: list[Block] = []
    told_s = told_m = 0.0
    for first, stop in pairs:
        start_s, stop_s, start_m, stop_m = (float(c[row]) for c in (time_s, along_m) for row in (first, stop - 1))
        is_first, is_last = first == 0, stop == len(time_s)
        blocks.append(Block(first, stop, start_s, stop_s, start_m, stop_m, told_s, told_m, is_first, is_last))
        told_s += stop_s - start_s + BETWEEN_S
        told_m += stop_m - start_m
    return tuple(blocks)


def _shown(track: Track, zones: tuple[Zone, ...]) -> tuple[Flags, Flags]:
    """Return which rows are shown `(n,)`, and between which rows the way leads through a zone `(n - 1,)`.

    A row without a position is shown when the positions before and after it are, and the way between them is.
    """
    n = len(track)
    known = np.flatnonzero(np.isfinite(track.lat_deg) & np.isfinite(track.lon_deg))
    if not len(known) or not zones:
        return np.ones(n, bool), np.zeros(max(n - 1, 0), bool)
    lat, lon = track.lat_deg[known], track.lon_deg[known]
    is_inside = np.zeros(len(known), bool)
    is_crossed = np.zeros(max(len(known) - 1, 0), bool)
    for zone in (zone for zone in zones if zone.may_touch(lat)):
        x, y = zone.away_m(lat, lon)
        is_inside |= np.hypot(x, y) <= zone.radius_m
        is_crossed |= _passes_m(x, y) <= zone.radius_m
    is_crossed &= ~(is_inside[1:] | is_inside[:-1])
    before = np.searchsorted(known, np.arange(n), "right") - 1
    after = np.searchsorted(known, np.arange(n), "left")
    is_shown = (before >= 0) & (after < len(known))
    b, a = np.clip(before, 0, None), np.clip(after, None, len(known) - 1)
    is_shown &= ~is_inside[b] & ~is_inside[a]
    is_silent = b != a
    is_shown[is_silent] &= ~np.append(is_crossed, False)[b[is_silent]]
    is_broken = np.zeros(max(n - 1, 0), bool)
    is_broken[known[:-1]] = is_crossed
    return is_shown, is_broken


def _passes_m(x: Column, y: Column) -> Column:
    """Return how near to the origin the way from each position to the next leads, shape `(n - 1,)` [m]."""
    dx, dy = np.diff(x), np.diff(y)
    length2 = np.maximum(dx * dx + dy * dy, 1e-12)
    share = np.clip(-(x[:-1] * dx + y[:-1] * dy) / length2, 0.0, 1.0)
    nearest: Column = np.hypot(x[:-1] + share * dx, y[:-1] + share * dy)
    return nearest


def _along(track: Track) -> Column:
    """Return the distance at every row [m], from what the watch told, else from positions; 0 where there is neither."""
    rows = np.arange(len(track))
    told = np.isfinite(track.distance_m)
    if np.count_nonzero(told) > 1:
        watched: Column = np.interp(rows, rows[told], track.distance_m[told])
        return watched
    known = np.flatnonzero(np.isfinite(track.lat_deg) & np.isfinite(track.lon_deg))
    if len(known) < _LEAST_ROWS:
        return np.zeros(len(track))
    north = np.diff(track.lat_deg[known])
    east = np.mod(np.diff(track.lon_deg[known]) + 180.0, 360.0) - 180.0
    east *= np.cos(np.radians(track.lat_deg[known][1:]))
    steps = np.hypot(north, east) * M_PER_DEG
    along: Column = np.interp(rows, known, np.concatenate([[0.0], np.cumsum(steps)]))
    return along
