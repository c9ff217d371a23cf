"""The next step of downhill reps: one lever up, as far as the figures go."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from ...dataclass import dataclass
from ...model import Comparison, Session
from ...model.outlook import Amount, Excess, Offer, Reason, Step
from ...model.planned import Planned
from ...model.state import DownhillState, States
from ..ahead import Ahead, added, summed
from ..ground import Ground, Trial, reason_from, reason_held, reason_of, try_out
from ..proposal import excess, offer

_KEYS = ("PG101", "PG102")
_ROUND_S = 5.0
_PERCENT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Lever:
    """One measure that may go up: its name in `levers`, how to read and set it [SI], its rule, and its unit."""

    name: str
    of: Callable[[Planned], float]
    put: Callable[[Planned, float], Planned]
    rule: str
    unit: str


_LEVERS = (
    _Lever("reps", lambda p: p.n_reps, lambda p, x: replace(p, n_reps=int(x)), "DH103", "reps"),
    _Lever("rep length", lambda p: p.rep_s or 0.0, lambda p, x: replace(p, rep_s=x), "DH102", "s"),
    _Lever("grade", lambda p: -(p.grade_ratio or 0.0), lambda p, x: replace(p, grade_ratio=-x), "DH101", "%"),
)
_FIXES: dict[str, Callable[[Planned, float], Planned]] = {
    **{lever.rule: lever.put for lever in _LEVERS},
    "DH104": lambda p, _x: replace(p, way="walk back", recovery_s=None),
    "DH105": lambda p, _x: replace(p, way="walk back", recovery_s=None),
}


def next_downhill(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return what may come next downhill: the step once more, one lever up, and what would be too much."""
    state = states.downhill
    if doubt := states.doubts.get("downhill", ""):
        return Step(progression="downhill", doubt=doubt)
    if state is None:
        return _beginning(ground, ahead)
    last = _as_last(ground, state)
    base = _eased(ground, last)
    if _measures(base) != _measures(last):
        return _back(ground, base, last)
    again = offer(ground, "again", base, shows=("DH103",))
    if again.first_day is None:
        return Step(progression="downhill", again=again, too_much=tuple(_over(ground, base, is_open=False)))
    found = [_raised(ground, ahead, state, base, lever) for lever in _LEVERS]
    offers = tuple(one for one in found if isinstance(one, Offer))
    return Step(
        progression="downhill",
        again=again,
        offers=offers,
        closed=tuple(one for one in found if isinstance(one, Reason)),
        too_much=tuple(_too_much(ground, base, again, offers)),
    )


def _measures(planned: Planned) -> tuple[float, ...]:
    return tuple(lever.of(planned) for lever in _LEVERS)


def _with_ends(ground: Ground, planned: Planned) -> Planned:
    """Let a session begin and end as the source has it."""
    warm_up_s, cool_down_s = (ground.si(f"downhill-tempo.{name}") for name in ("warm-up-max", "cool-down-min"))
    return replace(planned, warm_up_s=warm_up_s, cool_down_s=cool_down_s)


def _beginning(ground: Ground, ahead: Ahead) -> Step:
    """Return the first session that is documented for the level."""
    is_beginner = ground.athlete.level == "beginner"
    n_reps, rep_s = (
        ("downhill-tempo.beginner-reps-min", "downhill-tempo.beginner-rep-duration-min") if is_beginner
        else ("downhill-dynamo.repeat-reps-min", "downhill-dynamo.repeat-duration")
    )  # fmt: skip
    planned = _with_ends(ground, Planned(
        day=ground.first_day, kind="downhill", place="next downhill", n_reps=round(ground.si(n_reps)),
        rep_s=ground.si(rep_s), grade_ratio=-ground.si("downhill-dynamo.repeat-grade-min"),
        way="jog" if is_beginner else "walk back",
        recovery_s=ground.si("downhill-tempo.recovery-min") if is_beginner else None,
    ))  # fmt: skip
    start = offer(ground, "start", planned, is_first=True, forbids=ahead.forbids)
    start = replace(start, reason=reason_from(ground.figure(n_reps)))
    if start.session is not None:
        start = replace(start, beside=added(ground, ahead, start.session, _is_like))
    return Step(
        progression="downhill", offers=(start,),
        too_much=tuple(_over(ground, planned, is_open=start.first_day is not None)),
    )  # fmt: skip


def _is_like(session: Session) -> bool:
    return bool(session.is_downhill)


def _as_last(ground: Ground, state: DownhillState) -> Planned:
    """Return the last session as a plan, in the round numbers that it was probably meant in."""
    near_s = _ROUND_S * round(state.rep_s / _ROUND_S)
    is_near = abs(near_s - state.rep_s) <= ground.si("house.duration-tolerance")
    planned = _with_ends(ground, Planned(
        day=ground.first_day, kind="downhill", place="next downhill", n_reps=state.n_reps,
        rep_s=near_s if is_near else round(state.rep_s), speed_mps=state.speed_mps,
        grade_ratio=None if state.grade_ratio is None else round(state.grade_ratio, _PERCENT_DIGITS),
        way=state.way, recovery_s=None if state.way == "walk back" else _rounded_up(state.recovery_s),
    ))  # fmt: skip
    if state.drop_m is None or state.grade_ratio is None:
        return planned
    elsewhere_m = state.drop_m + state.distance_m * state.grade_ratio
    return replace(planned, drop_m=elsewhere_m + _drop_m(planned))


def _rounded_up(seconds: float | None) -> float | None:
    return None if seconds is None else _ROUND_S * math.ceil(seconds / _ROUND_S)


def _drop_m(planned: Planned) -> float:
    return -planned.n_reps * (planned.rep_s or 0.0) * (planned.speed_mps or 0.0) * (planned.grade_ratio or 0.0)


def _eased(ground: Ground, planned: Planned) -> Planned:
    """Bring what is beyond a figure in the session itself back to that figure."""
    for _ in _FIXES:
        faults = ((r.code, a) for r, a in try_out(ground, planned).faults if r.code in _FIXES)
        code, answer = next(faults, ("", None))
        if answer is None:
            break
        planned = _FIXES[code](planned, answer.limit)
    return planned


def _back(ground: Ground, base: Planned, last: Planned) -> Step:
    """Return the last session without what was beyond in it; nothing rises before that has been run."""
    faults = [(r, a) for r, a in try_out(ground, last).faults if r.code in _FIXES]
    reason = reason_of(*faults[0]) if faults else None
    back = replace(offer(ground, "back", base), reason=reason)
    told = excess(ground, "again", replace(last, day=back.first_day or last.day), *_FIXES)
    return Step(progression="downhill", offers=(back,), too_much=(told,) if told else ())


def _raised(ground: Ground, ahead: Ahead, state: DownhillState, base: Planned, lever: _Lever) -> Offer | Reason | None:
    """Return the step up by one lever, or why there is none."""
    last = try_out(ground, base).says(lever.rule)
    for amount in _amounts(ground, state, base, lever):
        planned = lever.put(base, amount)
        if base.drop_m is not None:
            planned = replace(planned, drop_m=base.drop_m - _drop_m(base) + _drop_m(planned))
        trial = try_out(ground, planned)
        fault = next(((r, a) for r, a in trial.faults if r.code in _FIXES), None)
        if fault is not None:
            last = reason_of(*fault)
            continue
        forbids = partial(_forbids, ground, ahead)
        told = offer(ground, lever.name, planned, is_new=True, shows=("PG101", lever.rule), forbids=forbids)
        if told.first_day is not None:
            least = min(_least(ground, state, base, lever), amount)
            amounts = Amount(lever.of(base), least, amount, lever.unit)
            return replace(_with_time(ground, state, told), amount=amounts)
        last = told.not_before or last
    return last


def _forbids(ground: Ground, ahead: Ahead, trial: Trial) -> Reason | None:
    """Return what stands against a raise: a lighter week that is due, or what a week like the last ones adds up to.

    What nobody can add up stands against it too.
    """
    return ahead.forbids(trial) or next(summed(ground, ahead, trial.session, _is_like), None)


def _with_time(ground: Ground, state: DownhillState, told: Offer) -> Offer:
    """Let the time since the step began give the reason."""
    if told.first_day is None or told.reason is None or told.reason.code != "PG101":
        return told
    words, passed_s = "time since the present step began", (told.first_day - state.since).total_seconds()
    reason = reason_held(ground, "PG101", words, passed_s, "downhill-tempo.step-interval-min")
    return replace(told, reason=reason)


def _amounts(ground: Ground, state: DownhillState, base: Planned, lever: _Lever) -> Iterator[float]:
    """Yield what a lever may be tried at, the most first: a whole step, the figure's end, the least that is a step."""
    step = ground.si({"reps": "house.next-reps-step", "rep length": "house.next-rep-length-step",
                      "grade": "house.next-grade-step"}[lever.name])  # fmt: skip
    least = _least(ground, state, base, lever)
    held = (a.limit for r, a in try_out(ground, base).answers if r.code == lever.rule and isinstance(a, Comparison))
    most = min(max(lever.of(base) + step, least), next(held, math.inf))
    yield from (amount for amount in dict.fromkeys((most, least)) if amount <= most and least <= most)


def _least(ground: Ground, state: DownhillState, base: Planned, lever: _Lever) -> float:
    """Return the least that counts as a raise."""
    now = lever.of(base)
    if lever.name == "reps":
        return now + 1
    if lever.name == "rep length":
        return _ROUND_S * math.ceil(state.rep_s * (1 + ground.si("house.rep-length-slack")) / _ROUND_S)
    slack = max(ground.si("house.grade-tolerance"), state.grade_error_ratio or 0.0)
    return round(now + slack, _PERCENT_DIGITS)


def _too_much(ground: Ground, base: Planned, again: Offer, offers: tuple[Offer, ...]) -> Iterator[Excess]:
    """Yield a step before its day, two levers at once, or more reps than documented."""
    if offers and (first := offers[0]).plan and first.first_day and first.first_day > ground.first_day:
        eve = first.first_day - timedelta(days=1)
        early = excess(ground, "early", replace(first.plan, day=eve), *_KEYS)
        yield from (early,) if early else ()
    if len(offers) > 1 and offers[0].plan and offers[1].plan:
        day = offers[0].first_day or ground.first_day
        levers = {lever.name: lever for lever in _LEVERS}
        both = offers[0].plan
        lever = levers[offers[1].what]
        both = replace(lever.put(both, lever.of(offers[1].plan)), day=day)
        told = excess(ground, "two at once", both, "PG102")
        yield from (told,) if told else ()
    yield from _over(ground, replace(base, day=again.first_day or base.day), is_open=True)


def _over(ground: Ground, planned: Planned, *, is_open: bool) -> Iterator[Excess]:
    """Yield any rep at all where none is documented, else one rep more than the largest number that is."""
    told = None if is_open else excess(ground, "any", planned, "PG109", *_FIXES)
    found = try_out(ground, planned).answers
    limit = next((a.limit for r, a in found if r.code == "DH103" and isinstance(a, Comparison)), None)
    if told is None and limit is not None:
        told = excess(ground, "reps", replace(planned, n_reps=int(limit) + 1), "DH103")
    yield from (told,) if told else ()
