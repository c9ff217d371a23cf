"""The next stage of the progressive tempo: a mile more, then faster throughout, as offsets to the easy pace."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from ...model.outlook import Excess, Offer, Reason, Step
from ...model.planned import Planned
from ...model.state import ProgressiveState, States
from ...units import KM_M, MILE_M, UNIT_M
from ..ahead import Ahead
from ..ground import Ground, Held, Trial, reason_from, reason_held, reason_of, try_out
from ..proposal import excess, offer

_KEYS = ("PG110", "PT107")
_STAGE = "progressive-tempo.stage-min"
#: Rules that find too little: what is beyond them gets harder, and that is no way back.
_TOO_LITTLE = frozenset({"PT104", "PT105"})
_SHOWS = ("PG110", "PT107", "PT103")
_NO_EASY_PACE = "no easy pace: configure easy-pace, or name a history that shows it"
_TINY = 1e-9


def next_progressive(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return what may come next: the run once more, the next documented stage, and what would be too much."""
    state = states.progressive
    if ground.paces.easy_mps is None:
        return Step(progression="progressive", doubt=_NO_EASY_PACE)
    if state is None:
        n_splits = round(ground.si("progressive-tempo.first-miles") / MILE_M)
        planned = _plan(ground, _fitting(ground, n_splits), "mile")
        start = offer(ground, "start", planned, is_first=True, forbids=ahead.forbids)
        start = replace(start, reason=reason_from(ground.figure("progressive-tempo.first-miles")))
        return Step(progression="progressive", offers=(start,), too_much=tuple(_too_much(ground, start)))
    last, faults = _as_last(ground, state)
    if faults or not state.is_strict:
        return _back(ground, ahead, state, last, faults)
    again = offer(ground, "again", last, shows=("PT103",))
    up = _next_stage(ground, state, last)
    if up is None:
        closed = (reason_from(ground.figure("progressive-tempo.third-end-pace")),)
        return Step(progression="progressive", again=again, closed=closed, too_much=tuple(_too_much(ground, again)))
    what, paces = up
    forbids = partial(_forbids, ground, ahead, state)
    told = offer(ground, what, _plan(ground, paces, state.unit), is_new=True, shows=_SHOWS, forbids=forbids)
    if told.first_day is not None:
        told = replace(told, reason=_time(ground, state, told.first_day))
    return Step(progression="progressive", again=again, offers=(told,), too_much=tuple(_too_much(ground, told)))


def _forbids(ground: Ground, ahead: Ahead, state: ProgressiveState, trial: Trial) -> Reason | None:
    """Return what stands against a next stage: a lighter week that is due, or that the present one is too young.

    The rules see the latter where a run gets longer or its range wider, not where all of it gets faster.
    """
    day = trial.session.local_date
    is_young = day is not None and day - state.since < ground.span(_STAGE)
    return ahead.forbids(trial) or (_time(ground, state, day) if day is not None and is_young else None)


def _time(ground: Ground, state: ProgressiveState, day: date) -> Reason:
    words = "time since the present stage of the progressive tempo began"
    return reason_held(ground, "PG110", words, (day - state.since).total_seconds(), _STAGE)


def _plan(ground: Ground, paces: tuple[float, ...], unit: str) -> Planned:
    return Planned(
        day=ground.first_day, kind="progressive", place="next progressive", paces_s_per_m=paces,
        unit="mile" if unit == "mile" else "km", warm_up_s=0.0, cool_down_s=ground.si("downhill-tempo.cool-down-min"),
    )  # fmt: skip


def _even(first: float, step: float, n_splits: int) -> tuple[float, ...]:
    return tuple(first - i * step for i in range(n_splits))


def _second(ground: Ground) -> float:
    """Return what a second is worth in the paces that the runner reads [s/m]."""
    return 1 / UNIT_M[ground.athlete.units]


def _up(ground: Ground, pace: float) -> float:
    """Round a pace up to a whole second of those that the runner reads [s/m]."""
    return _second(ground) * math.ceil(pace / _second(ground) - _TINY)


def _down(ground: Ground, pace: float) -> float:
    return _second(ground) * math.floor(pace / _second(ground) + _TINY)


def _step(ground: Ground, wanted: float) -> float:
    """Return a step of whole seconds near the wanted one, from that of a tired day to the documented one [s/m]."""
    least = _up(ground, ground.si("progressive-tempo.tired-day-step"))
    return max(least, min(_down(ground, wanted), _largest_step(ground)))


def _largest_step(ground: Ground) -> float:
    return _down(ground, ground.si("progressive-tempo.step"))


def _easy(ground: Ground) -> float:
    assert ground.paces.easy_mps is not None
    return 1 / ground.paces.easy_mps


def _ends(ground: Ground) -> tuple[float, float]:
    """Return the fastest and the slowest pace that is comfortably hard [s/m]; without a threshold pace any is."""
    threshold_mps = ground.athlete.threshold_speed_mps
    if threshold_mps is None:
        return 0.0, math.inf
    return 1 / threshold_mps, (1 + ground.si("progressive-tempo.finish-slack-max")) / threshold_mps


def _fitting(ground: Ground, n_splits: int) -> tuple[float, ...]:
    """Return paces [s/m] from easy to comfortably hard, in steps between that of a tired day and the documented one.

    Without a threshold pace nobody knows how fast hard is, and the step is that of a tired day.
    """
    easy, n_steps, (hard, slowest) = _easy(ground), n_splits - 1, _ends(ground)
    step = _step(ground, (easy - hard) / n_steps if hard else 0.0)
    first = max(min(easy, slowest + n_steps * step), hard + n_steps * step)
    return _even(_within(ground, first, slowest + n_steps * step), step, n_splits)


def _within(ground: Ground, pace: float, slowest: float) -> float:
    """Round a pace to a whole second, up unless that is slower than the slowest."""
    return _up(ground, pace) if _up(ground, pace) <= slowest else _down(ground, pace)


def _as_last(ground: Ground, state: ProgressiveState) -> tuple[Planned, tuple[Held, ...]]:
    """Return the last one in the whole seconds that it was probably meant in, and what is beyond in it."""
    found = []
    for rounded in (lambda _g, pace: _second(ground) * round(pace / _second(ground)), _up, _down):
        step = rounded(ground, state.mean_step_s_per_m)
        last = _plan(ground, _even(_up(ground, state.first_s_per_m), step, state.n_splits), state.unit)
        faults = tuple(held for held in try_out(ground, last).faults if held[0].code.startswith("PT"))
        if not faults:
            return last, ()
        found.append((last, faults))
    return found[0]


def _next_stage(ground: Ground, state: ProgressiveState, last: Planned) -> tuple[str, tuple[float, ...]] | None:
    """Return the change that is next: a split more from a slower start, or all of it faster; None at the end."""
    first, step = last.paces_s_per_m[0], last.paces_s_per_m[0] - last.paces_s_per_m[1]
    easier, faster = _pace_gap(ground, "second", "first"), _pace_gap(ground, "second", "third")
    unit_m, slack = MILE_M if state.unit == "mile" else KM_M, 1 - ground.si("house.stage-slack")
    if state.n_splits * unit_m < slack * ground.si("progressive-tempo.second-miles"):
        slowest = max(first + easier, _ends(ground)[0] + state.n_splits * step)
        return "distance", _even(_up(ground, slowest), step, state.n_splits + 1)
    if first - _easy(ground) >= faster * slack:
        return "pace", _even(_up(ground, first - faster), step, state.n_splits)
    return None


def _pace_gap(ground: Ground, slower: str, faster: str) -> float:
    """Return by how much one documented stage starts slower than another [s/m]."""
    return ground.si(f"progressive-tempo.{slower}-start-pace") - ground.si(f"progressive-tempo.{faster}-start-pace")


def _back(ground: Ground, ahead: Ahead, state: ProgressiveState, last: Planned, faults: tuple[Held, ...]) -> Step:
    """Return the same distance in even steps, no split faster than it was run, or than easily; nothing rises before.

    Where it was too easy at its end, that alone gets faster, and counts as the rise that it is.
    """
    (hard, slowest), n_steps = _ends(ground), state.n_splits - 1
    step = _step(ground, (state.first_s_per_m - max(state.last_s_per_m, hard)) / n_steps)
    run = (*_even(state.first_s_per_m, state.mean_step_s_per_m, n_steps), state.last_s_per_m)
    first = max(hard + n_steps * step, *(min(pace, _easy(ground)) + k * step for k, pace in enumerate(run)))
    codes = [rule.code for rule, _ in faults if rule.code not in _TOO_LITTLE]
    is_too_easy = first - n_steps * step > slowest
    if is_too_easy:
        step = _step(ground, (state.first_s_per_m - slowest) / n_steps)
        first = slowest + n_steps * step
    paces = _even(_within(ground, first, slowest + n_steps * step), step, state.n_splits)
    planned = _plan(ground, paces, state.unit)
    told = (
        offer(ground, "end", planned, is_new=True, forbids=ahead.forbids) if is_too_easy or (faults and not codes)
        else offer(ground, "back", planned)
    )  # fmt: skip
    reason = reason_of(*faults[0]) if faults else reason_from(ground.figure("progressive-tempo.split-gain-min"))
    again = excess(ground, "again", replace(last, day=told.first_day or last.day), *codes)
    return Step(
        progression="progressive", offers=(replace(told, reason=reason),),
        too_much=(again,) if again else tuple(_too_much(ground, told)),
    )  # fmt: skip


def _too_much(ground: Ground, told: Offer) -> Iterator[Excess]:
    """Yield the stage before its day, and steps larger than any documented one."""
    planned = told.plan
    if planned is None:
        return
    if told.first_day and told.first_day > ground.first_day:
        early = excess(ground, "early", replace(planned, day=told.first_day - timedelta(days=1)), *_KEYS)
        yield from (early,) if early else ()
    step = _down(ground, ground.si("progressive-tempo.example-step")) + _second(ground)
    steep = replace(planned, paces_s_per_m=_even(planned.paces_s_per_m[0], step, len(planned.paces_s_per_m)))
    large = excess(ground, "steps", replace(steep, day=told.first_day or planned.day), "PT103")
    yield from (large,) if large else ()
