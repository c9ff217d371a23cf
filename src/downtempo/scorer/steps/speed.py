"""The next stage of a return to speed, and what track repeats outside one may change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ...model import Comparison, Session
from ...model.outlook import Excess, Offer, Step
from ...model.planned import Planned
from ...model.signature import nominal_m
from ...model.state import SpeedState, States
from ..ahead import Ahead, added
from ..ground import Ground, excess, offer, reason_from, reason_held, try_out

_KEYS = ("SR101", "SR102")
#: The documented forms of each stage, by their figures.
_FORMS = (("stage-1", "stage-1-short"), ("stage-2",), ("stage-3", "stage-3-short"))
_ROUND_S = 5.0


def next_speed(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return what may come next on the flat: the stage once more, the next one, and what would be too much."""
    state = states.speed
    if doubt := states.doubts.get("speed", ""):
        return Step(progression="speed", doubt=doubt)
    if state is None:
        return _beginning(ground, ahead)
    again = offer(ground, "again", _eased(ground, _as_last(ground, state)), shows=("SR103", "SR107", "SR104"))
    if state.return_from is None:
        return _outside(ground, again)
    if state.stage >= len(_FORMS):
        closed = (reason_from(ground.figure("return-to-speed.stage-3-distance")),)
        return Step(progression="speed", again=again, closed=closed, too_much=tuple(_more(ground, again)))
    plans = (_form(ground, form, state) for form in _FORMS[state.stage])
    what = f"stage {state.stage + 1}"
    found = (offer(ground, what, p, keys=_KEYS, shows=("SR102", "SR101"), forbids=ahead.forbids) for p in plans)
    offers = tuple(_beside(ground, ahead, _with_time(ground, state, one)) for one in found)
    return Step(
        progression="speed", again=again, offers=offers, too_much=tuple(_too_much(ground, state, again, offers))
    )


def _beginning(ground: Ground, ahead: Ahead) -> Step:
    """Return the first stage, in its documented forms."""
    found = [(name, offer(ground, "start", _form(ground, name, None))) for name in _FORMS[0]]
    offers = tuple(
        replace(_beside(ground, ahead, one), reason=reason_from(ground.figure(f"return-to-speed.{name}-reps")))
        for name, one in found
    )
    return Step(progression="speed", offers=offers, too_much=tuple(_more(ground, offers[0])))


def _outside(ground: Ground, again: Offer) -> Step:
    """Return what holds for track repeats where no return to speed is on: small changes, and not all at once."""
    told = None
    if again.plan is not None and again.plan.speed_mps and again.plan.rep_m:
        leap = replace(
            again.plan, rep_m=_longer_m(ground, again.plan.rep_m), recovery_s=(again.plan.recovery_s or 0.0) / 2,
            speed_mps=again.plan.speed_mps * (1 + ground.si("return-to-speed.stage-2-uptick")),
        )  # fmt: skip
        told = excess(ground, "longer, faster, less rest", leap, "SR107")
    closed = (reason_from(ground.figure("faster-track.changes-at-once-max")),)
    too_much = (told,) if told else tuple(_more(ground, again))
    return Step(progression="speed", again=again, closed=closed, too_much=too_much)


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
    if name.startswith("stage-3") and ground.athlete.five_k_speed_mps is not None:
        return ground.athlete.five_k_speed_mps
    if state is None:
        return None
    uptick = ground.si("return-to-speed.stage-2-uptick") if name == "stage-2" else 0.0
    return state.speed_mps * (1 + uptick)


def _as_last(ground: Ground, state: SpeedState) -> Planned:
    rest_s = state.rest_s or ground.si("return-to-speed.full-recovery-share-min") * state.rep_s
    return Planned(
        day=ground.first_day, kind="speed", place="next speed", n_reps=state.n_reps,
        rep_m=nominal_m(state.rep_m) or round(state.rep_m), speed_mps=state.speed_mps, way="rest",
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
            planned = replace(planned, speed_mps=ground.athlete.five_k_speed_mps)
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
    """Yield the stage before its day, the stage after it, and more reps than documented."""
    first = offers[0]
    if first.plan and first.first_day and first.first_day > ground.first_day:
        early = excess(ground, "early", replace(first.plan, day=first.first_day - timedelta(days=1)), "SR102")
        yield from (early,) if early else ()
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
    short_s = (planned.rep_m or 0.0) / ground.paces.of(planned)
    found = more or excess(ground, "short rests", replace(planned, recovery_s=short_s), "SR104")
    yield from (found,) if found else ()
