"""Runs drawn with a few strokes: what the examples of rules and planned runs are made of. No samples, consistent spans.

Days count from Monday, 28 September 2026; earlier ones are negative.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..units import GRAVITY_MPS2, MILE_M
from .history import Week
from .progression import Progression, Split
from .segments import Load, Phase, Recovery, Span, Surge, SurgeSet, Terrain
from .session import Session
from .shape import FLAT_RATIO

MONDAY = date(2026, 9, 28)
EASY_MPS = 2.8
EDGE_ERROR_S = 0.6
GRADE_ERROR = 0.003


def easy(day: int = 0, *, minutes: float = 40.0, kind: str | None = "easy", **more: Any) -> Session:
    """Draw a run without surges; `kind` may be any of them, `more` sets other fields of the session."""
    seconds = 60 * minutes
    fields: dict[str, Any] = {
        "file": f"day{day:+03}-{kind}.fit",
        "sha256": f"{day}-{kind}-{minutes}",
        "start_utc": datetime(2026, 9, 28, 16, tzinfo=UTC) + timedelta(days=day),
        "utc_offset_s": 7200,
        "local_date": MONDAY + timedelta(days=day),
        "points": round(seconds),
        "duration_s": seconds,
        "moving_s": seconds,
        "distance_m": EASY_MPS * seconds,
        "drop_m": minutes,
        "load": Load(minutes, GRAVITY_MPS2 * minutes),
        "elevation_source": "barometer",
        "sampling_s": 1.0,
        "has_positions": True,
        "kind": kind,
        "easy_speed_mps": EASY_MPS,
        "easy_speed_from": "configuration",
        "base_speed_mps": EASY_MPS,
    }
    return Session(**(fields | more))


def long(day: int = 5, *, km: float = 12.0) -> Session:
    """Draw a long run."""
    return easy(day, minutes=km * 1000 / EASY_MPS / 60, kind="long")


def reps(
    kind: str | None,
    n: int,
    rep_s: float,
    *,
    day: int = 1,
    speed_mps: float = 4.4,
    grade_percent: float | None = 0.0,
    recovery_s: float = 92.0,
    recovery_mps: float = 1.5,
    regain: float = 0.0,
    slowing: float = 0.0,
    warm_up_s: float = 600.0,
    cool_down_s: float = 600.0,
    easy_mps: float = EASY_MPS,
    **more: Any,
) -> Session:
    """Draw `n` like surges between a warm-up and a cool-down.

    `grade_percent` is positive downhill, `regain` the share of each drop that the recovery climbs back, `slowing` how
    much slower the last rep is than the first, as a share.
    """
    surges, pauses, at = [], [], Span(0, warm_up_s, 0, easy_mps * warm_up_s)
    for i in range(n):
        surges.append(_surge(at, rep_s, speed_mps * (1 - slowing * i / max(1, n - 1)), grade_percent, i + 1))
        at = _after(surges[-1].span, recovery_s, recovery_mps)
        drop_m = surges[-1].drop_m
        pauses.append(_recovery(at, recovery_mps, None if drop_m is None else drop_m * regain))
    end = _after(surges[-1].span, cool_down_s, easy_mps)
    phases = (
        Phase("warm-up", Span(0, warm_up_s, 0, easy_mps * warm_up_s), warm_up_s, easy_mps * warm_up_s),
        Phase("cool-down", end, cool_down_s, end.distance_m),
    )
    group = SurgeSet(1, tuple(surges), tuple(pauses[:-1]), is_main=True)
    drawn = easy(day, minutes=end.stop_s / 60, kind=kind, distance_m=end.stop_m, sets=(group,), phases=phases)
    fields: dict[str, Any] = {"file": f"day{day:+03}-{kind or 'reps'}.fit", "effort_sampling_s": 1.0}
    return replace(drawn, **(fields | more))


def downhill_reps(n: int = 6, rep_s: float = 30.0, grade_percent: float = 4.0, **more: Any) -> Session:
    """Draw controlled speed repeats: fast down, walked back up."""
    return reps("controlled-speed-repeats", n, rep_s, grade_percent=grade_percent, **({"regain": 1.0} | more))


def downhill_surges(n: int = 5, rep_s: float = 30.0, grade_percent: float = 4.0, **more: Any) -> Session:
    """Draw surges downhill with easy running on between them."""
    defaults = {"recovery_s": 240.0, "recovery_mps": EASY_MPS}
    return reps("downhill-surges", n, rep_s, grade_percent=grade_percent, **(defaults | more))


def long_downhill(n: int = 3, rep_s: float = 300.0, grade_percent: float = 5.0, **more: Any) -> Session:
    """Draw long descents, walked back up."""
    defaults = {"regain": 1.0, "recovery_s": 900.0, "speed_mps": 4.0}
    return reps("long-downhill", n, rep_s, grade_percent=grade_percent, **(defaults | more))


def speed_reps(n: int = 6, distance_m: float = 200.0, *, speed_mps: float = 4.3, **more: Any) -> Session:
    """Draw fast reps on the flat; the kind follows from their distance unless it is given."""
    stage = 1 if distance_m < 300 else 2 if distance_m < 450 else 3
    rep_s = distance_m / speed_mps
    defaults: dict[str, Any] = {
        "day": 3,
        "recovery_s": 2.4 * rep_s,
        "kind": f"speed-stage-{stage}",
        "speed_mps": speed_mps,
    }
    return reps(n=n, rep_s=rep_s, **(defaults | more))


def tempo(day: int = 3, *, minutes: float = 20.0) -> Session:
    """Draw one block at threshold pace."""
    return reps("tempo", 1, 60 * minutes, day=day, speed_mps=3.7)


def progressive(
    *steps_s_per_mile: float, start_s_per_mile: float = 600.0, day: int = 3, error_s_per_mile: float = 1.5, **more: Any
) -> Session:
    """Draw a progressive tempo in miles: the first split's pace, then how much faster each next one is."""
    steps = steps_s_per_mile or (30.0, 30.0, 30.0, 30.0)
    paces = list(itertools.accumulate((start_s_per_mile, *steps), lambda pace, step: pace - step))
    times = list(itertools.accumulate((0.0, *paces)))
    splits = tuple(
        Split(Span(start_s, start_s + pace, i * MILE_M, (i + 1) * MILE_M, edge_error_s=EDGE_ERROR_S), MILE_M / pace)
        for i, (start_s, pace) in enumerate(zip(times, paces, strict=False))
    )
    held = Progression(splits, "mile", "pace", is_strict=True, pace_error_s_per_m=error_s_per_mile / MILE_M)
    fields: dict[str, Any] = {
        "kind": "progressive-tempo",
        "distance_m": len(paces) * MILE_M,
        "progression": held,
    } | more
    return easy(day, minutes=times[-1] / 60, **fields)


def week(*sessions: Session, over: bool = True) -> Week:
    """Put runs into the week of the sketches."""
    return Week(MONDAY, tuple(sorted(sessions, key=lambda s: (s.local_date or MONDAY, s.file))), is_over=over)


def _surge(before: Span, rep_s: float, speed_mps: float, grade_percent: float | None, rep: int) -> Surge:
    span = _after(before, rep_s, speed_mps)
    if grade_percent is None:
        return Surge(span, speed_mps, set_number=1, rep=rep)
    grade = -grade_percent / 100
    terrain: Terrain = "downhill" if grade < -FLAT_RATIO else "uphill" if grade > FLAT_RATIO else "flat"
    drop_m = -grade * span.distance_m
    return Surge(span, speed_mps, speed_mps, grade, GRADE_ERROR, drop_m, terrain, set_number=1, rep=rep)


def _recovery(span: Span, speed_mps: float, climb_m: float | None) -> Recovery:
    return Recovery(span, span.duration_s, 0.0, span.distance_m, speed_mps, speed_mps, climb_m, set_number=1)


def _after(before: Span, seconds: float, speed_mps: float) -> Span:
    metres = seconds * speed_mps
    return Span(
        before.stop_s, before.stop_s + seconds, before.stop_m, before.stop_m + metres, edge_error_s=EDGE_ERROR_S
    )
