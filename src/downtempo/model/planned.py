"""A run before it is run: what a plan says of it, and how it is drawn as a session that rules can look at."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from ..dataclass import dataclass
from ..units import GRAVITY_MPS2, MILE_M
from . import sketch
from .altered import with_set
from .progression import Progression, Split
from .segments import Load, Phase, Span, Surge
from .session import Session

PlanKind = Literal["easy", "long", "downhill", "speed", "progressive", "tempo", "race", "rest", "reps"]
"""`reps` are efforts of which nobody says whether they are run on a descent or on the flat."""
Way = Literal["walk back", "jog back", "jog", "rest"]
"""What lies between two reps: the way back up, walked or jogged, easy running on, or a rest."""
#: Kinds that are taken as the plan names them; the shape of the others tells what they are.
NAMED_KINDS = frozenset({"easy", "long", "tempo", "race"})
_KINDS = {"downhill": "downhill-surges", "speed": "track-repeats", "progressive": "progressive-tempo", "reps": None}
#: A walk, as a share of easy speed; a rest in times of its rep, and an easy start or end [s], that are long enough.
_WALK_SHARE, _FULL_REST, _LONG_ENOUGH_S = 0.5, 6.0, 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One run of a plan, in SI; None where the plan does not say.

    `rep_s` and `rep_m` are the length of a rep in time or in distance, one of them or both. `grade_ratio` is negative
    downhill. `paces_s_per_m` are those of the splits, first to last. `more` are further sets, in their order.
    """

    day: date
    kind: PlanKind
    place: str = ""
    duration_s: float | None = None
    distance_m: float | None = None
    drop_m: float | None = None
    warm_up_s: float | None = None
    cool_down_s: float | None = None
    n_reps: int = 0
    rep_s: float | None = None
    rep_m: float | None = None
    speed_mps: float | None = None
    grade_ratio: float | None = None
    way: Way | None = None
    recovery_s: float | None = None
    paces_s_per_m: tuple[float, ...] = ()
    unit: Literal["mile", "km"] = "mile"
    more: tuple[Planned, ...] = ()


#: Reps on the flat of which no speed is known are drawn as many times as fast as easy running: slower, they are none.
_REPS = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paces:
    """Speeds that a plan leaves to the runner [m/s]; None where nothing tells them."""

    easy_mps: float | None = None
    downhill_mps: float | None = None
    flat_mps: float | None = None
    tempo_mps: float | None = None

    def of(self, planned: Planned) -> float:
        """Return the speed of the efforts of a run: as planned, as run before, else easy, and reps a little faster."""
        usual = {"downhill": self.downhill_mps, "tempo": self.tempo_mps}.get(planned.kind, self.flat_mps)
        unknown_mps = (_REPS if planned.kind == "speed" else 1.0) * (self.easy_mps or sketch.EASY_MPS)
        return planned.speed_mps or usual or unknown_mps


def drawn(planned: Planned, paces: Paces) -> Session:
    """Draw a planned run as the session that it would be.

    Notes
    -----
    What the plan does not say is drawn so that it breaks no figure by itself: full recoveries, even reps, level ground.
    Whoever judges the session has to leave those measures out.

    Raises
    ------
    ValueError
        It is a day of rest.
    """
    if planned.kind == "rest":
        raise ValueError(f"{planned.day}: nobody runs on a day of rest")
    if planned.paces_s_per_m:
        session = _in_splits(planned, paces)
    elif planned.n_reps:
        session = _in_reps(planned, paces)
    else:
        session = _whole(planned, paces)
    for block in planned.more:
        added = drawn(block, paces)
        session = replace(with_set(session, added), distance_m=_sum(session.distance_m, added.distance_m))
    whole = _is_whole(planned)
    metres = planned.distance_m or (session.distance_m if whole else None)
    return replace(session, distance_m=metres, moving_s=session.duration_s if whole else None)


def has_recoveries(planned: Planned) -> bool:
    """Whether the plan says what lies between the reps: how long it takes, or that it is the way back."""
    return planned.n_reps < 2 or planned.recovery_s is not None or planned.way in ("walk back", "jog back")


def _is_whole(planned: Planned) -> bool:
    """Whether the plan speaks of every part of the run, so that the parts add up to it."""
    blocks = (planned, *planned.more)
    if not any(block.n_reps or block.paces_s_per_m for block in blocks):
        return True
    has_ends = planned.warm_up_s is not None or bool(planned.paces_s_per_m)
    return has_ends and planned.cool_down_s is not None and all(map(has_recoveries, blocks))


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _fields(planned: Planned, paces: Paces) -> dict[str, Any]:
    """Return what holds for every run of a plan."""
    drop_m = planned.drop_m
    return {
        "file": planned.place,
        "sha256": f"plan:{planned.place}:{planned.day}",
        "start_utc": None,
        "utc_offset_s": None,
        "points": 0,
        "drop_m": drop_m,
        "load": None if drop_m is None else Load(drop_m, GRAVITY_MPS2 * drop_m),
        "elevation_source": "unknown",
        "sampling_s": None,
        "has_positions": False,
        "easy_speed_mps": paces.easy_mps,
        "easy_speed_from": "session",
        "base_speed_mps": paces.easy_mps,
        "is_planned": True,
    }


def _day(planned: Planned) -> int:
    return (planned.day - sketch.MONDAY).days


def _whole(planned: Planned, paces: Paces) -> Session:
    speed_mps = planned.speed_mps or (None if planned.kind == "race" else paces.easy_mps)
    seconds, metres = planned.duration_s, planned.distance_m
    if speed_mps is not None:
        seconds = metres / speed_mps if seconds is None and metres is not None else seconds
        metres = seconds * speed_mps if metres is None and seconds is not None else metres
    return sketch.easy(
        _day(planned), kind=planned.kind, duration_s=seconds, distance_m=metres, **_fields(planned, paces)
    )


def _in_reps(planned: Planned, paces: Paces) -> Session:
    easy_mps, speed_mps = paces.easy_mps or sketch.EASY_MPS, paces.of(planned)
    rep_s, rep_m = planned.rep_s, planned.rep_m
    if rep_s is None:
        rep_s = (rep_m or 0.0) / speed_mps
    elif rep_m is not None:
        speed_mps = rep_m / rep_s
    slow_mps, pause_s, regain = _recovery(planned, rep_s, rep_s * speed_mps, easy_mps)
    fields = _fields(planned, paces)
    session = sketch.reps(
        _KINDS.get(planned.kind, planned.kind), planned.n_reps, rep_s,
        day=_day(planned), speed_mps=speed_mps, grade_percent=_grade_percent(planned), recovery_s=pause_s,
        recovery_mps=slow_mps, regain=regain, warm_up_s=_given(planned.warm_up_s),
        cool_down_s=_given(planned.cool_down_s), easy_mps=easy_mps, **fields,
    )  # fmt: skip
    exact = tuple(replace(group, surges=tuple(map(_exact, group.surges))) for group in session.sets)
    return replace(session, sets=exact, distance_m=session.distance_m if paces.easy_mps else None)


def _given(seconds: float | None) -> float:
    return _LONG_ENOUGH_S if seconds is None else seconds


def _exact(rep: Surge) -> Surge:
    """Return a rep as planned: without the errors that measuring has."""
    error = None if rep.grade_ratio is None else 0.0
    return replace(rep, span=replace(rep.span, edge_error_s=0.0), grade_error_ratio=error)


def _grade_percent(planned: Planned) -> float | None:
    if planned.grade_ratio is not None:
        return -100 * planned.grade_ratio
    return None if planned.kind in ("downhill", "reps") else 0.0


def _recovery(planned: Planned, rep_s: float, rep_m: float, easy_mps: float) -> tuple[float, float, float]:
    """Return the speed [m/s] and time [s] of a recovery, and the share of the drop that it climbs back."""
    if planned.way in ("walk back", "jog back"):
        speed_mps = easy_mps if planned.way == "jog back" else _WALK_SHARE * easy_mps
        return speed_mps, rep_m / speed_mps if planned.recovery_s is None else planned.recovery_s, 1.0
    speed_mps = _WALK_SHARE * easy_mps if planned.way == "rest" else easy_mps
    return speed_mps, _FULL_REST * rep_s if planned.recovery_s is None else planned.recovery_s, 0.0


def _in_splits(planned: Planned, paces: Paces) -> Session:
    easy_mps, unit_m = paces.easy_mps or sketch.EASY_MPS, MILE_M if planned.unit == "mile" else 1000.0
    before_s, after_s = planned.warm_up_s or 0.0, _given(planned.cool_down_s)
    times = [*itertools.accumulate((p * unit_m for p in planned.paces_s_per_m), initial=before_s)]
    splits = tuple(
        Split(Span(start, stop, easy_mps * before_s + i * unit_m, easy_mps * before_s + (i + 1) * unit_m), 1 / pace)
        for i, (start, stop, pace) in enumerate(zip(times, times[1:], planned.paces_s_per_m, strict=False))
    )
    # Strict or not, whoever plans splits means a progressive run; the rules look at the steps.
    held = Progression(splits, planned.unit, "pace", is_strict=True)
    last_m = splits[-1].span.stop_m
    end = Span(times[-1], times[-1] + after_s, last_m, last_m + easy_mps * after_s)
    phases = (
        Phase("warm-up", Span(0, before_s, 0, easy_mps * before_s), before_s, easy_mps * before_s),
        Phase("cool-down", end, after_s, end.distance_m),
    )
    metres = end.stop_m if paces.easy_mps or not before_s + after_s else None
    return sketch.easy(
        _day(planned), kind="progressive-tempo", duration_s=end.stop_s, distance_m=metres, progression=held,
        phases=phases, **_fields(planned, paces),
    )  # fmt: skip
