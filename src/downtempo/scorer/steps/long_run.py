"""How long the longest run may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...model import Session
from ...model.outlook import Amount, Excess, Offer, Step
from ...model.planned import Planned
from ...model.state import States
from ..ahead import Ahead, added
from ..ground import Ground, excess, offer

_KEY = "PG104"
_ROUND_M, _FURTHER_M = 100.0, 500.0
_TRIES = 20


def next_long_run(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return how far the next long run may go, and how far is too far."""
    state = states.long_run
    if state is None:
        doubt = states.doubts.get("long-run", "") or "no run of the last weeks is known to compare with"
        return Step(progression="long-run", doubt=doubt)
    most_m = _ROUND_M * (state.distance_m * (1 + ground.si("frandsen-2025.long-run-rise-max")) // _ROUND_M)
    planned = Planned(day=ground.first_day, kind="long", place="next long run", distance_m=most_m)
    told = offer(ground, "distance", planned, keys=(_KEY,), shows=(_KEY,), forbids=ahead.forbids)
    told = replace(told, amount=Amount(state.distance_m, state.distance_m, most_m, "km"))
    if told.session is not None:
        told = replace(told, beside=added(ground, ahead, told.session, _is_like, ("PG103",)))
    return Step(progression="long-run", offers=(told,), too_much=tuple(_too_far(ground, told)))


def _is_like(session: Session) -> bool:
    return session.kind == "long"


def _too_far(ground: Ground, told: Offer) -> Iterator[Excess]:
    """Yield the first distance that the study counts among the risky ones, its own error taken off."""
    if told.plan is None or told.plan.distance_m is None:
        return
    for k in range(1, _TRIES):
        further = replace(told.plan, distance_m=told.plan.distance_m + k * _FURTHER_M)
        if found := excess(ground, "distance", further, _KEY):
            yield replace(found, amount_m=further.distance_m)
            return
