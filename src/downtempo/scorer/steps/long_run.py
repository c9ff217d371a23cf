"""How long the longest run may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...model import Session
from ...model.outlook import Amount, Excess, Offer, Step
from ...model.planned import Planned
from ...model.state import States
from ...units import UNIT_M
from ..ahead import Ahead, added
from ..ground import Ground, try_out
from ..proposal import excess, offer, runs_compared

_KEY = "PG104"
#: Distances are told to a tenth of the runner's unit; where too much begins, to half of it.
_ROUND, _FURTHER, _TRIES = 0.1, 0.5, 20


def next_long_run(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return how far the next long run may go, and how far is too far."""
    state = states.long_run
    if state is None:
        days = ground.span("frandsen-2025.window").days
        doubt = states.doubts.get("long-run", "") or f"no run of the last {days} days is known to compare with"
        return Step(progression="long-run", doubt=doubt)

    def longest(day: date) -> Planned:
        round_m = _ROUND * UNIT_M[ground.athlete.units]
        known_m = _longest_m(ground, day) or state.distance_m
        most_m = round_m * (known_m * (1 + ground.si("frandsen-2025.long-run-rise-max")) // round_m)
        return Planned(day=day, kind="long", place="next long run", distance_m=most_m)

    told = offer(ground, "distance", longest, shows=(_KEY,), is_new=True, forbids=ahead.forbids)
    found = _too_far(ground, told)
    if isinstance(found, str):  # nobody can say how far is far enough who cannot say what is too far
        doubt = states.doubts.get("long-run", "") or ground.unknown_base or found
        return Step(progression="long-run", doubt=doubt)
    if told.plan is not None and told.plan.distance_m is not None:
        before_m = _longest_m(ground, told.plan.day) or state.distance_m
        told = replace(told, amount=Amount(before_m, before_m, told.plan.distance_m, "km"))
    if told.session is not None:
        told = replace(told, beside=added(ground, ahead, told.session, _is_like, ("PG103",)))
    return Step(progression="long-run", offers=(told,), too_much=(found,) if found else ())


def _longest_m(ground: Ground, day: date) -> float:
    """Return the distance that a run of this day is compared with [m], 0 where there is none."""
    return max((s.distance_m or 0.0 for s in runs_compared(ground, day)), default=0.0)


def _is_like(session: Session) -> bool:
    return session.kind == "long"


def _too_far(ground: Ground, told: Offer) -> Excess | str | None:
    """Return the first distance that the study counts among the risky ones, beyond its own error, or why none is."""
    if told.plan is None or told.plan.distance_m is None:
        return None
    gaps: dict[str, str] = {}
    for k in range(1, _TRIES):
        metres = told.plan.distance_m + k * _FURTHER * UNIT_M[ground.athlete.units]
        further = replace(told.plan, distance_m=metres)
        if found := excess(ground, "distance", further, _KEY):
            return replace(found, amount_m=metres)
        gaps = dict(try_out(ground, further).gaps)
    return gaps.get(_KEY)
