"""The next stage of the progressive tempo: a mile more, then faster throughout, as offsets to the easy pace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ...model.outlook import Excess, Offer, Step
from ...model.planned import Planned
from ...model.state import ProgressiveState, States
from ...units import KM_M, MILE_M
from ..ahead import Ahead
from ..ground import Ground, excess, offer, reason_from, reason_of, try_out

_KEYS = ("PG110", "PT107")
_SHOWS = ("PG110", "PT107", "PT103")
_NO_EASY_PACE = "no easy pace: configure easy-pace, or name a history that shows it"


def next_progressive(ground: Ground, states: States, ahead: Ahead) -> Step:
    """Return what may come next: the run once more, the next documented stage, and what would be too much."""
    state = states.progressive
    if state is None and ground.paces.easy_mps is None:
        return Step(progression="progressive", doubt=_NO_EASY_PACE)
    if state is None:
        n_splits = round(ground.si("progressive-tempo.first-miles") / MILE_M)
        start = offer(ground, "start", _plan(ground, _fitting(ground, n_splits, "mile"), "mile"))
        start = replace(start, reason=reason_from(ground.figure("progressive-tempo.first-miles")))
        return Step(progression="progressive", offers=(start,), too_much=tuple(_too_much(ground, start)))
    last = _plan(ground, _even(state.first_s_per_m, state.mean_step_s_per_m, state.n_splits), state.unit)
    faults = [held for held in try_out(ground, last).faults if held[0].code.startswith("PT")]
    if faults or not state.is_strict:
        if ground.paces.easy_mps is None:
            return Step(progression="progressive", doubt=_NO_EASY_PACE)
        return _back(ground, state, last)
    again = offer(ground, "again", last, shows=("PT103",))
    up = _next_stage(ground, state)
    if up is None and state.first_offset_s_per_m is None:
        return Step(progression="progressive", again=again, doubt=_NO_EASY_PACE)
    if up is None:
        closed = (reason_from(ground.figure("progressive-tempo.third-end-pace")),)
        return Step(progression="progressive", again=again, closed=closed, too_much=tuple(_too_much(ground, again)))
    what, paces = up
    planned = _plan(ground, paces, state.unit)
    told = offer(ground, what, planned, keys=_KEYS, shows=_SHOWS, forbids=ahead.forbids)
    return Step(progression="progressive", again=again, offers=(told,), too_much=tuple(_too_much(ground, told)))


def _plan(ground: Ground, paces: tuple[float, ...], unit: str) -> Planned:
    return Planned(
        day=ground.first_day, kind="progressive", place="next progressive", paces_s_per_m=paces,
        unit="mile" if unit == "mile" else "km", warm_up_s=0.0, cool_down_s=ground.si("downhill-tempo.cool-down-min"),
    )  # fmt: skip


def _even(first: float, step: float, n_splits: int) -> tuple[float, ...]:
    return tuple(first - i * step for i in range(n_splits))


def _fitting(ground: Ground, n_splits: int, unit: str) -> tuple[float, ...]:
    """Return paces [s/m] from easy to comfortably hard, in steps between that of a tired day and the documented one.

    Without a threshold pace nobody knows how fast hard is, and the step is that of a tired day.
    """
    assert ground.paces.easy_mps is not None
    least, most = (ground.si(f"progressive-tempo.{name}") for name in ("tired-day-step", "step"))
    easy, threshold_mps = 1 / ground.paces.easy_mps, ground.athlete.threshold_speed_mps
    if threshold_mps is None:
        return _even(easy, least, n_splits)
    hard, n_steps = 1 / threshold_mps, n_splits - 1
    second = 1 / (MILE_M if unit == "mile" else KM_M)
    step = second * (min(max((easy - hard) / n_steps, least), most) // second)
    slowest_end = hard * (1 + ground.si("progressive-tempo.finish-slack-max"))
    first = max(min(easy, slowest_end + n_steps * step), hard + n_steps * step)
    return _even(first, max(step, least), n_splits)


def _next_stage(ground: Ground, state: ProgressiveState) -> tuple[str, tuple[float, ...]] | None:
    """Return the change that is next: a split more from a slower start, or all of it faster; None at the end."""
    easier, step = _pace_gap(ground, "second", "first"), state.mean_step_s_per_m
    unit_m = MILE_M if state.unit == "mile" else KM_M
    slack = 1 - ground.si("house.stage-slack")
    if state.n_splits * unit_m < slack * ground.si("progressive-tempo.second-miles"):
        first = max(state.first_s_per_m + easier, _hard(ground) + state.n_splits * step)
        return "distance", _even(first, step, state.n_splits + 1)
    faster = _pace_gap(ground, "second", "third")
    if state.first_offset_s_per_m is not None and state.first_offset_s_per_m >= faster * slack:
        return "pace", _even(state.first_s_per_m - faster, step, state.n_splits)
    return None


def _pace_gap(ground: Ground, slower: str, faster: str) -> float:
    """Return by how much one documented stage starts slower than another [s/m]."""
    return ground.si(f"progressive-tempo.{slower}-start-pace") - ground.si(f"progressive-tempo.{faster}-start-pace")


def _hard(ground: Ground) -> float:
    """Return threshold pace [s/m], 0 where it is not known: no run ends faster than that."""
    return 1 / ground.athlete.threshold_speed_mps if ground.athlete.threshold_speed_mps else 0.0


def _back(ground: Ground, state: ProgressiveState, last: Planned) -> Step:
    """Return the same distance in even steps from the easy pace; nothing rises before that has been run."""
    faults = [held for held in try_out(ground, last).faults if held[0].code.startswith("PT")]
    told = offer(ground, "back", _plan(ground, _fitting(ground, state.n_splits, state.unit), state.unit))
    reason = reason_of(*faults[0]) if faults else reason_from(ground.figure("progressive-tempo.split-gain-min"))
    again = excess(ground, "again", replace(last, day=told.first_day or last.day), *(r.code for r, _ in faults))
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
    step = ground.si("progressive-tempo.example-step") + 1 / MILE_M
    steep = replace(planned, paces_s_per_m=_even(planned.paces_s_per_m[0], step, len(planned.paces_s_per_m)))
    large = excess(ground, "steps", replace(steep, day=told.first_day or planned.day), "PT103")
    yield from (large,) if large else ()
