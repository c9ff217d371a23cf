"""How far the week may go, and when a lighter one is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ...model import Comparison, History, Session
from ...model.outlook import Amount, Excess, Offer, Reason, Step
from ...model.planned import Planned, drawn
from ...model.state import States, WeekState
from ...units import UNIT_M, length
from ..ahead import Ahead
from ..ground import Ground, reason_held, reason_of
from ..judge import judge

_WEEK = timedelta(weeks=1)
_ROUND, _SHARE, _TRIES = 0.1, 0.02, 30


def next_week(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return the distance that the week may reach, and from when on a lighter one is due."""
    state = states.week
    if state is None or state.mean_m is None or not ahead.weeks:
        return Step(progression="week", doubt=ground.unknown_base or "the distance of a run is not known")
    due = _due(ground, state, ahead)
    offers = [due] if due else []
    if due is None or due.first_day is None or due.first_day > state.start:
        offers.insert(0, _full(ground, state))
    return Step(progression="week", offers=tuple(offers), too_much=tuple(_too_much(ground, state, ahead, due)))


def _full(ground: Ground, state: WeekState) -> Offer:
    """Return this week at its longest."""
    assert state.mean_m is not None
    figure_id = "return-to-speed.weekly-distance-rise-max"
    most_m = _floor(ground, state.mean_m * (1 + ground.si(figure_id)))
    words = f"week's distance over the mean before, {length(state.mean_m, ground.athlete.units)}"
    reason = reason_held(ground, "PG103", words, most_m / state.mean_m - 1, figure_id, "at most")
    return Offer(
        what="week", first_day=max(state.start, ground.first_day), reason=reason,
        amount=Amount(state.mean_m, state.distance_m or 0.0, most_m, "km"),
    )  # fmt: skip


def _due(ground: Ground, state: WeekState, ahead: Ahead) -> Offer | None:
    """Return the first lighter week that is due and can still be one."""
    for start, reason in sorted(ahead.lighter.items()):
        before = ahead.history.weeks_before(ahead.history.week_of(start), _n_loaded_max(ground))
        mean_m = sum(w.distance_m or 0.0 for w in before) / len(before)
        most_m = _floor(ground, mean_m * (1 - ground.si("faster-track.deload-depth")))
        run_m = (state.distance_m or 0.0) if start == state.start else 0.0
        is_lost = start == state.start and run_m > most_m and bool(state.hard_days)
        if not is_lost:
            amount = Amount(mean_m, run_m, most_m, "km")
            words = f"lighter than the mean of the weeks before it, {length(mean_m, ground.athlete.units)}, by"
            depth = reason_held(ground, "PG107", words, 1 - most_m / mean_m, "faster-track.deload-depth")
            return Offer(what="lighter week", first_day=start, reason=depth, amount=amount, beside=(reason,))
    return None


def _n_loaded_max(ground: Ground) -> int:
    return ground.span("faster-track.loaded-weeks-max") // _WEEK


def _floor(ground: Ground, metres: float) -> float:
    """Round a distance down to a tenth of the runner's unit, as it is told."""
    return _round_m(ground) * (metres // _round_m(ground))


def _round_m(ground: Ground) -> float:
    return _ROUND * UNIT_M[ground.athlete.units]


def _too_much(ground: Ground, state: WeekState, ahead: Ahead, due: Offer | None) -> Iterator[Excess]:
    """Yield one more loaded week where a lighter one is due, and a week that is longer than its figure."""
    assert state.mean_m is not None
    if due is not None and due.first_day is not None:
        usual_m = sum(s.distance_m or 0.0 for s in ahead.usual)
        yield Excess(what="one more loaded week", day=due.first_day, reason=due.beside[0], amount_m=usual_m)
    if due is not None and due.first_day == state.start:
        return
    figure = ground.figure("return-to-speed.weekly-distance-rise-max")
    for k in range(_TRIES):
        metres = _floor(ground, state.mean_m * (1 + figure.si + k * _SHARE)) + _round_m(ground)
        if told := _beyond(ground, state.start, metres):
            yield Excess(what="week", day=state.start, reason=told, amount_m=metres)
            return


def _beyond(ground: Ground, start: date, metres: float) -> Reason | None:
    """Return why a week of so many metres is too long, if it is."""
    run = drawn(Planned(day=start, kind="easy", place="next week", distance_m=metres), ground.paces)
    before = tuple(s for s in ground.history.sessions if s.local_date is not None and s.local_date < start)
    whole: tuple[Session, ...] = (*before, replace(run, distance_m=metres))
    history = History(whole, start + _WEEK, ground.history.week_starts)
    rule = ground.rules["PG103"]
    verdict = judge(rule, history.week_of(start), ground.catalogue, ground.athlete, history)
    found = (a for a in (verdict.answers if verdict else ()) if isinstance(a, Comparison) and a.is_beyond)
    answer = next(found, None)
    return None if answer is None else reason_of(rule, answer)
