"""The next stage of a return to speed, and what track repeats outside one may change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ...model import Comparison, Session
from ...model.outlook import Excess, Offer, Reason, Step
from ...model.planned import Planned
from ...model.signature import nominal_m
from ...model.state import SpeedState, States
from ...units import UNIT_M
from ..ahead import Ahead, added
from ..ground import Ground, reason_from, reason_held, reason_of, try_out
from ..proposal import excess, offer

#: The documented forms of each stage, by their figures.
_FORMS = (("stage-1", "stage-1-short"), ("stage-2",), ("stage-3", "stage-3-short"))
_ROUND_S, _TINY = 5.0, 1e-9
#: The rule that holds the hard minutes of a week against those of the weeks before.
_MINUTES = "PG105"


def next_speed(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return what may come next on the flat: the stage once more, the next one, and what would be too much."""
    state = states.speed
    if doubt := states.doubts.get("speed", ""):
        return Step(progression="speed", doubt=doubt)
    if state is None:
        return _beginning(ground, ahead)
    last, fewer = _fewer(ground, _eased(ground, _as_last(ground, state)))
    again = replace(offer(ground, "again", last, shows=("SR103", "SR107", "SR104")), fewer=fewer)
    if state.return_from is None:
        return _outside(ground, again)
    if state.stage >= len(_FORMS):
        closed = (reason_from(ground.figure("return-to-speed.stage-3-distance")),)
        return Step(progression="speed", again=again, closed=closed, too_much=tuple(_more(ground, again)))
    offers = tuple(_stage(ground, ahead, state, form) for form in _FORMS[state.stage])
    return Step(
        progression="speed", again=again, offers=offers, too_much=tuple(_too_much(ground, state, again, offers))
    )


def _beginning(ground: Ground, ahead: Ahead) -> Step:
    """Return the first stage, in its documented forms."""
    offers = []
    for name in _FORMS[0]:
        planned, fewer = _fewer(ground, _form(ground, name, None))
        reason = reason_from(ground.figure(f"return-to-speed.{name}-reps"))
        start = offer(ground, "start", planned, is_first=True, forbids=ahead.forbids)
        offers.append(_beside(ground, ahead, replace(start, reason=reason, fewer=fewer)))
    told = tuple(start for start in offers if start.first_day is not None) or tuple(offers[:1])
    return Step(progression="speed", offers=told, too_much=tuple(_more(ground, told[0])))


def _stage(ground: Ground, ahead: Ahead, state: SpeedState, form: str) -> Offer:
    """Return the next stage in one of its documented forms."""
    planned, fewer = _fewer(ground, _form(ground, form, state))
    what, shows = f"stage {state.stage + 1}", ("SR102", "SR101")
    if not ground.unknown_base and not ground.has_run_hard:
        gap = Reason("no hard running in the weeks before to compare with", code=_MINUTES)
        return Offer(what=what, first_day=None, plan=planned, not_before=gap)
    told = offer(ground, what, planned, is_new=True, shows=shows, forbids=ahead.forbids)
    return _beside(ground, ahead, _with_time(ground, state, replace(told, fewer=fewer)))


def _fewer(ground: Ground, planned: Planned) -> tuple[Planned, Reason | None]:
    """Return as many of the reps as a week to come has room for, half of them at least, and why not all of them.

    Where it has no room for that, all of them stay: whoever offers them will find what stands against them.
    """
    start = ground.history.week_of(ground.today).start + timedelta(weeks=1)
    why = None
    for n_reps in range(planned.n_reps, (planned.n_reps - 1) // 2, -1):
        less = replace(planned, n_reps=n_reps)
        faults = try_out(ground, replace(less, day=start)).faults
        reason = next((reason_of(rule, answer) for rule, answer in faults if rule.code == _MINUTES), None)
        if reason is None:
            return less, why
        why = why or reason
    return planned, None


def _outside(ground: Ground, again: Offer) -> Step:
    """Return what holds for track repeats where no return to speed is on: small changes, and not all at once."""
    told = None
    if again.plan is not None and again.plan.speed_mps and again.plan.rep_m:
        longer = replace(again.plan, rep_m=_longer_m(ground, again.plan.rep_m), day=again.first_day or again.plan.day)
        told = excess(ground, "longer, faster, less rest", _leap(ground, longer), "SR107")
    closed = (reason_from(ground.figure("faster-track.changes-at-once-max")),)
    too_much = (told,) if told else tuple(_more(ground, again))
    return Step(progression="speed", again=again, closed=closed, too_much=too_much)


def _leap(ground: Ground, planned: Planned) -> Planned:
    """Return a session that is faster and half as well rested."""
    faster_mps = (planned.speed_mps or 0.0) * (1 + ground.si("return-to-speed.stage-2-uptick"))
    rest_s = _ROUND_S * max(1, (planned.recovery_s or 0.0) / 2 // _ROUND_S)
    unit_m = UNIT_M[ground.athlete.units]
    return replace(planned, speed_mps=unit_m / math.floor(unit_m / faster_mps), recovery_s=rest_s)


def _longer_m(ground: Ground, rep_m: float) -> float:
    known = (ground.si(f"return-to-speed.{name}-distance") for forms in _FORMS for name in forms)
    return min((m for m in known if m > rep_m), default=rep_m + ground.si("faster-track.short-repeat-distance"))


def _form(ground: Ground, name: str, state: SpeedState | None) -> Planned:
    """Return a documented form of a stage as a plan; paces and rests as before where there was a before."""
    rep_m = ground.si(f"return-to-speed.{name}-distance")
    speed_mps = _speed_mps(ground, name, state)
    planned = Planned(
        day=ground.first_day, kind="speed", place="next speed", rep_m=rep_m, speed_mps=speed_mps,
        n_reps=round(ground.si(f"return-to-speed.{name}-reps")), way="rest",
        warm_up_s=ground.si("downhill-tempo.warm-up-max"), cool_down_s=ground.si("downhill-tempo.cool-down-min"),
    )  # fmt: skip
    share = ground.si("return-to-speed.full-recovery-share-min")
    if state is not None and state.rest_s is not None:
        share = max(share, state.rest_s / state.rep_s)
    rest_s = share * rep_m / ground.paces.of(planned)
    return replace(planned, recovery_s=_ROUND_S * math.ceil(rest_s / _ROUND_S))


def _speed_mps(ground: Ground, name: str, state: SpeedState | None) -> float | None:
    """Return how fast the reps of a stage may be: no faster than the last ones, however much longer or shorter."""
    five_k_mps = ground.athlete.five_k_speed_mps if name.startswith("stage-3") else None
    known = [mps for mps in (five_k_mps, state.speed_mps if state else None) if mps is not None]
    return _told_mps(ground, min(known)) if known else None


def _told_mps(ground: Ground, speed_mps: float) -> float:
    """Return the speed of the nearest slower pace in whole seconds, as the runner reads it."""
    unit_m = UNIT_M[ground.athlete.units]
    return unit_m / math.ceil(unit_m / speed_mps - _TINY)


def _as_last(ground: Ground, state: SpeedState) -> Planned:
    rest_s = state.rest_s or ground.si("return-to-speed.full-recovery-share-min") * state.rep_s
    return Planned(
        day=ground.first_day, kind="speed", place="next speed", n_reps=state.n_reps,
        rep_m=nominal_m(state.rep_m) or round(state.rep_m), way="rest",
        speed_mps=_told_mps(ground, state.speed_mps),
        recovery_s=_ROUND_S * math.ceil(rest_s / _ROUND_S),
        warm_up_s=ground.si("downhill-tempo.warm-up-max"), cool_down_s=ground.si("downhill-tempo.cool-down-min"),
    )  # fmt: skip


def _eased(ground: Ground, planned: Planned) -> Planned:
    """Bring too many reps and too short rests back to their figures."""
    for rule, answer in try_out(ground, planned).beyond:
        if rule.code == "SR103":
            planned = replace(planned, n_reps=int(answer.limit))
        elif rule.code == "SR104":
            rest_s = answer.limit * (planned.rep_m or 0.0) / ground.paces.of(planned)
            planned = replace(planned, recovery_s=_ROUND_S * math.ceil(rest_s / _ROUND_S))
        elif rule.code == "SR106" and ground.athlete.five_k_speed_mps is not None:
            planned = replace(planned, speed_mps=_told_mps(ground, ground.athlete.five_k_speed_mps))
    return planned


def _is_like(session: Session) -> bool:
    return bool(session.is_speed)


def _beside(ground: Ground, ahead: Ahead, told: Offer) -> Offer:
    return told if told.session is None else replace(told, beside=added(ground, ahead, told.session, _is_like))


def _with_time(ground: Ground, state: SpeedState, told: Offer) -> Offer:
    """Let the time since the stage began give the reason."""
    if told.first_day is None or told.reason is None or told.reason.code != "SR102":
        return told
    words, passed_s = f"time since stage {state.stage} began", (told.first_day - state.since).total_seconds()
    return replace(told, reason=reason_held(ground, "SR102", words, passed_s, "return-to-speed.stage-min"))


def _too_much(ground: Ground, state: SpeedState, again: Offer, offers: tuple[Offer, ...]) -> Iterator[Excess]:
    """Yield the stage before its day, it faster and less rested, the stage after it, and more reps than documented."""
    first = offers[0]
    if first.plan and first.first_day and first.first_day > ground.first_day:
        early = excess(ground, "early", replace(first.plan, day=first.first_day - timedelta(days=1)), "SR102")
        yield from (early,) if early else ()
    if first.plan and first.plan.speed_mps:
        leap = _leap(ground, replace(first.plan, day=first.first_day or first.plan.day))
        hasty = excess(ground, "longer, faster, less rest", leap, "SR107")
        yield from (hasty,) if hasty else ()
    if state.stage + 1 < len(_FORMS):
        skip = _form(ground, _FORMS[state.stage + 1][0], state)
        told = excess(ground, "a stage left out", replace(skip, day=first.first_day or skip.day), "SR101")
        yield from (told,) if told else ()
    yield from _more(ground, again)


def _more(ground: Ground, told: Offer) -> Iterator[Excess]:
    """Yield one rep more than documented, or where the number is free a rest that is none."""
    if told.plan is None:
        return
    planned = replace(told.plan, day=told.first_day or told.plan.day)
    limits = (a.limit for r, a in try_out(ground, planned).answers if r.code == "SR103" and isinstance(a, Comparison))
    n_reps = int(next(limits, planned.n_reps)) + 1
    more = excess(ground, "reps", replace(planned, n_reps=n_reps), "SR103")
    short_s = _ROUND_S * max(1, (planned.rep_m or 0.0) / ground.paces.of(planned) // _ROUND_S)
    found = more or excess(ground, "short rests", replace(planned, recovery_s=short_s), "SR104")
    yield from (found,) if found else ()
