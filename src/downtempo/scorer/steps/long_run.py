"""How long the longest run may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...model import Session
from ...model.outlook import Amount, Excess, Offer, Step
from ...model.planned import Planned
from ...model.state import States
from ..ahead import Ahead, added
from ..ground import Ground, excess, offer, try_out

_KEY = "PG104"
_ROUND_M, _FURTHER_M = 100.0, 500.0
_TRIES = 20


def next_long_run(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return how far the next long run may go, and how far is too far."""
    state = states.long_run
    if state is None:
        doubt = states.doubts.get("long-run", "") or "no run of the last weeks is known to compare with"
        return Step(progression="long-run", doubt=doubt)

    def longest(day: date) -> Planned:
        known_m = _longest_m(ground, day) or state.distance_m
        most_m = _ROUND_M * (known_m * (1 + ground.si("frandsen-2025.long-run-rise-max")) // _ROUND_M)
        return Planned(day=day, kind="long", place="next long run", distance_m=most_m)

    told = offer(ground, "distance", longest, keys=(_KEY,), shows=(_KEY,), forbids=ahead.forbids)
    if told.plan is not None and told.plan.distance_m is not None:
        before_m = _longest_m(ground, told.plan.day) or state.distance_m
        told = replace(told, amount=Amount(before_m, before_m, told.plan.distance_m, "km"))
    if told.session is not None:
        told = replace(told, beside=added(ground, ahead, told.session, _is_like, ("PG103",)))
    found = _too_far(ground, told)
    limit_doubt = "" if found else _why_unknown(ground, told)
    return Step(progression="long-run", offers=(told,), too_much=(found,) if found else (), limit_doubt=limit_doubt)


def _longest_m(ground: Ground, day: date) -> float:
    """Return the distance that a run of this day is compared with [m], 0 where there is none."""
    runs = ground.history.between(day - ground.span("frandsen-2025.window"), day)
    return max((s.distance_m or 0.0 for s in runs), default=0.0)


def _is_like(session: Session) -> bool:
    return session.kind == "long"


def _further(told: Offer, k: int) -> Planned | None:
    if told.plan is None or told.plan.distance_m is None:
        return None
    return replace(told.plan, distance_m=told.plan.distance_m + k * _FURTHER_M)


def _too_far(ground: Ground, told: Offer) -> Excess | None:
    """Return the first distance that the study counts among the risky ones, beyond its own error."""
    for k in range(1, _TRIES):
        further = _further(told, k)
        if further is not None and (found := excess(ground, "distance", further, _KEY)):
            return replace(found, amount_m=further.distance_m)
    return None


def _why_unknown(ground: Ground, told: Offer) -> str:
    further = _further(told, _TRIES)
    gaps = dict(try_out(ground, further).gaps) if further else {}
    return gaps.get(_KEY, "")
