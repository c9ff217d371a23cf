"""Zones around the places where runs begin and end, each moved aside by a secret amount.

Notes
-----
A zone that is centred on a home gives it away: the ends of the runs that were cut lie on its circle, and three of
them tell the centre. So the centre is moved, in a direction and by a distance that follow from a secret and the place.
They are the same on every day, or the mean of many centres would be the home again.

How far: evenly over a ring from R/3 to R/2. Whoever finds the centre is then off by a third of the radius at least, by
0.42 of it in the median, and the home stays inside the zone by half its radius. Whoever finds the centre and knows of
the ring has a ring of 0.28 square kilometres left at 800 m.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterable, Sequence

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Track
from ..units import M_PER_DEG

#: Radius of a zone where nothing else is asked for, and between which it may be [m].
RADIUS_M = 800.0
RADIUS_RANGE_M = (200.0, 3200.0)
#: Ends of runs within this of each other belong to one place [m]; less for zones that are smaller than usual.
GROUP_M = 300.0
_GROUP_SHARE = GROUP_M / RADIUS_M
_LEAST_SHARE, _MOST_SHARE = 1 / 3, 0.5
_DIGITS = 5
_MINUTE_S = 60.0

Point = tuple[float, float]
"""Latitude and longitude [degrees]."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A circle in which nothing is shown."""

    lat_deg: float
    lon_deg: float
    radius_m: float

    def away_m(self, lat_deg: Column, lon_deg: Column) -> tuple[Column, Column]:
        """Return metres east and north of the centre, shapes `(n,)`, the short way around the globe."""
        return metres_from((self.lat_deg, self.lon_deg), lat_deg, lon_deg)

    def may_touch(self, lat_deg: Column) -> bool:
        """Whether it is not plainly north or south of all these latitudes, shape `(n,)`."""
        reach = self.radius_m / M_PER_DEG
        return bool(lat_deg.min() - reach <= self.lat_deg <= lat_deg.max() + reach)


def metres_from(origin: Point, lat_deg: Column, lon_deg: Column) -> tuple[Column, Column]:
    """Return metres east and north of a point, shapes `(n,)`; good to a thousandth over a few kilometres."""
    east = np.mod(lon_deg - origin[1] + 180.0, 360.0) - 180.0
    return east * M_PER_DEG * max(math.cos(math.radians(origin[0])), 1e-6), (lat_deg - origin[0]) * M_PER_DEG


def ends_of(track: Track) -> tuple[Point, ...]:
    """Return where a track begins and ends; nothing where it has no positions.

    That is its first and its last position, and the middle of the first and of the last minute: the very first fix of a
    watch may be that of another day.
    """
    known = np.flatnonzero(np.isfinite(track.lat_deg) & np.isfinite(track.lon_deg))
    if not len(known):
        return ()
    time = track.time_s[known]
    if not np.all(np.isfinite(time)):
        time = known.astype(np.float64)
    head, tail = known[time <= time[0] + _MINUTE_S], known[time >= time[-1] - _MINUTE_S]
    middles = [rows[len(rows) // 2] for rows in (head, tail)]
    rows = [known[0], middles[0], middles[1], known[-1]]
    return tuple((round(float(track.lat_deg[r]), _DIGITS), round(float(track.lon_deg[r]), _DIGITS)) for r in rows)


def zones_of(
    ends: Iterable[Point], anchors: Sequence[Point], secret: bytes, radius_m: float = RADIUS_M
) -> tuple[tuple[Zone, ...], tuple[Point, ...]]:
    """Return a zone for each place where runs begin or end, and the places that are new.

    Parameters
    ----------
    ends
        Where the runs begin and end, in the order in which they were run.
    anchors
        The places that are known from before. An end within 300 m of one belongs to it; any other is a place of its
        own, also when only one run ever began there.
    secret
        What decides where the centres are moved to.
    """
    known = list(anchors)
    for end in ends:
        if not known or _nearest_m(end, known) > min(GROUP_M, _GROUP_SHARE * radius_m):
            known.append(end)
    return tuple(_moved(anchor, secret, radius_m) for anchor in known), tuple(known[len(anchors) :])


def _nearest_m(point: Point, known: Sequence[Point]) -> float:
    lat, lon = np.array(known).T
    return float(np.hypot(*metres_from(point, lat, lon)).min())


def _moved(anchor: Point, secret: bytes, radius_m: float) -> Zone:
    text = f"{anchor[0]:.5f} {anchor[1]:.5f} {radius_m:.0f}"
    digest = hmac.digest(secret, text.encode(), "sha256")
    turn, share = (int.from_bytes(digest[k : k + 8], "big") / 2**64 for k in (0, 8))
    least, most = (_LEAST_SHARE * radius_m) ** 2, (_MOST_SHARE * radius_m) ** 2
    away_m = math.sqrt(least + share * (most - least))
    north, east = away_m * math.cos(2 * math.pi * turn), away_m * math.sin(2 * math.pi * turn)
    lon = anchor[1] + east / (M_PER_DEG * max(math.cos(math.radians(anchor[0])), 1e-6))
    return Zone(anchor[0] + north / M_PER_DEG, lon, radius_m)
