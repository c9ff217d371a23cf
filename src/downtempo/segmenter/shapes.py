"""What the sets and descents of a run look like: on which slope, over which distance, with which way back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ..averages import median
from ..model.segments import Descent, Span, SurgeSet
from ..model.shape import LONG_DESCENT_M, NOMINAL_SHARE, STAGES_M
from ..units import EARTH_M

_SAME_PLACE_M, _SAME_PLACE_SHARE = 30.0, 0.5
_SAME_SLOPE_M = 150.0
_REGAINED = 0.6
_FAST_DESCENT = 1.06


def returns_to_start(reps: SurgeSet) -> bool:
    """Whether the recoveries lead back up to where the reps began.

    Nobody turns round at the same step twice: a part of the rep counts as the same place, a rep's length further does
    not.
    """
    pairs = list(zip(reps.surges[:-1], reps.recoveries, reps.surges[1:], strict=True))
    shares = [r.climb_m / s.drop_m for s, r, _ in pairs if r.climb_m is not None and s.drop_m]
    if not shares or median(shares) < _REGAINED:
        return False
    apart = [away for s, _, after in pairs if (away := distance_m(s.span, after.span)) is not None]
    return not apart or median(apart) <= max(_SAME_PLACE_M, _SAME_PLACE_SHARE * reps.rep_m)


def rep_distance(reps: SurgeSet) -> int | None:
    """Return the distance of a stage of a return to speed that the reps come near [m], None where they do not."""
    length_m = reps.rep_m
    nearest = min(STAGES_M, key=lambda d: abs(d - length_m))
    error_m = reps.surges[0].span.duration_error_s * reps.speed_mps / math.sqrt(reps.n_reps)
    return nearest if abs(nearest - length_m) <= max(NOMINAL_SHARE * nearest, 2 * error_m) else None


def stage_of(reps: SurgeSet) -> int | None:
    """Return the stage of a return to speed that a flat set belongs to by its distance, None where to none."""
    distance = rep_distance(reps) if reps.terrain == "flat" else None
    return None if distance is None else STAGES_M[distance]


def long_repeats(descents: Sequence[Descent], base_mps: float | None) -> tuple[Descent, ...]:
    """Return the long descents, faster than the running around them, that follow each other on one slope."""
    if base_mps is None:
        return ()
    fast_mps = _FAST_DESCENT * base_mps
    fast = [
        d for d in descents
        if d.span.distance_m >= LONG_DESCENT_M and d.drop_m and (d.gap_speed_mps or d.speed_mps) >= fast_mps
    ]  # fmt: skip
    if len(fast) < 2:
        return ()
    away = [distance_m(a.span, b.span) for a, b in pairwise(fast)]
    return tuple(fast) if all(a is None or a <= _SAME_SLOPE_M for a in away) else ()


def distance_m(one: Span, other: Span) -> float | None:
    """Return how far apart two stretches start [m], None without positions."""
    if one.lat_deg is None or one.lon_deg is None or other.lat_deg is None or other.lon_deg is None:
        return None
    north = math.radians(other.lat_deg - one.lat_deg)
    east = math.radians((other.lon_deg - one.lon_deg + 180) % 360 - 180) * math.cos(math.radians(one.lat_deg))
    return EARTH_M * math.hypot(north, east)
