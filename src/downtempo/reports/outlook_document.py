"""The JSON document `downtempo/next/1`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ..model.outlook import Amount, Excess, Offer, Outlook, Reason, Step
from ..model.planned import Planned
from ..model.signature import signature
from ..model.state import DownhillState, LongRunState, ProgressiveState, SpeedState, States, WeekState
from ..units import MILE_M, from_si
from .documents import dump

NEXT_SCHEMA = "downtempo/next/1"


def outlook_json(outlook: Outlook) -> str:
    """Write the state and the next step of every progression."""
    return dump(
        {
            "schema": NEXT_SCHEMA,
            "today": outlook.today.isoformat(),
            "athlete": {"level": outlook.athlete.level, "phase": outlook.athlete.phase},
            "history": {"runs": outlook.n_runs, "first": _day(outlook.first_run), "last": _day(outlook.last_run)},
            "progressions": [_step(step, outlook.states) for step in outlook.steps],
            "together": [_reason(reason) for reason in outlook.together],
            "rejected": [asdict(rejection) for rejection in outlook.rejected],
            "left_out": [asdict(left_out) for left_out in outlook.left_out],
        }
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _step(step: Step, states: States) -> dict[str, Any]:
    return {
        "progression": step.progression,
        "state": _state(step, states),
        "again": _offer(step.again) if step.again else None,
        "next": [_offer(told) for told in step.offers],
        "at_its_end": [_reason(reason) for reason in step.closed],
        "too_much": [_excess(told) for told in step.too_much],
        "cannot_tell": step.doubt or step.limit_doubt or None,
    }


def _reason(reason: Reason | None) -> dict[str, Any] | None:
    if reason is None:
        return None
    known = asdict(reason)
    return {key: known[key] or None for key in ("code", "figure", "basis", "source", "message")}


def _offer(told: Offer) -> dict[str, Any]:
    return {
        "what": told.what,
        "from": _day(told.first_day),
        "session": _plan(told.plan) if told.plan else None,
        "signature": signature(told.session) if told.session else None,
        "amount": _amount(told.amount) if told.amount else None,
        "because": _reason(told.reason),
        "not_before": _reason(told.not_before),
        "beside": [_reason(reason) for reason in told.beside],
        "not_judged": [{"code": code, "reason": reason} for code, reason in told.not_judged],
    }


def _amount(amount: Amount) -> dict[str, Any]:
    values = {name: from_si(getattr(amount, name), amount.unit) for name in ("before", "least", "most")}
    return {**values, "unit": amount.unit}


def _excess(told: Excess) -> dict[str, Any]:
    return {
        "what": told.what,
        "on": told.day.isoformat(),
        "session": _plan(told.plan) if told.plan else None,
        "signature": signature(told.session) if told.session else None,
        "distance_m": told.amount_m,
        "because": _reason(told.reason),
    }


def _plan(planned: Planned) -> dict[str, Any]:
    """Write what a session is made of; what it does not have is null."""
    return {
        "kind": planned.kind,
        "distance_m": planned.distance_m,
        "reps": planned.n_reps or None,
        "rep_s": planned.rep_s,
        "rep_m": planned.rep_m,
        "grade_percent": None if planned.grade_ratio is None else 100 * planned.grade_ratio,
        "speed_mps": planned.speed_mps,
        "recovery": planned.way,
        "recovery_s": planned.recovery_s,
        "warm_up_s": planned.warm_up_s,
        "cool_down_s": planned.cool_down_s,
        "unit": planned.unit if planned.paces_s_per_m else None,
        "pace_s_per_mile": [pace * MILE_M for pace in planned.paces_s_per_m] or None,
    }


def _state(step: Step, states: States) -> dict[str, Any] | None:
    known = {
        "downhill": states.downhill, "speed": states.speed, "progressive": states.progressive,
        "long-run": states.long_run, "week": states.week,
    }[step.progression]  # fmt: skip
    match known:
        case DownhillState():
            return _downhill(known)
        case SpeedState():
            return _speed(known)
        case ProgressiveState():
            return _progressive(known)
        case LongRunState():
            return {"on": _day(known.day), "distance_m": known.distance_m, "window_days": known.window_days}
        case WeekState():
            return _week(known)
    return None


def _downhill(state: DownhillState) -> dict[str, Any]:
    return {
        "kind": state.kind,
        "last": _day(state.day),
        "since": _day(state.since),
        "reps": state.n_reps,
        "rep_s": state.rep_s,
        "rep_m": state.rep_m,
        "distance_m": state.distance_m,
        "grade_percent": None if state.grade_ratio is None else 100 * state.grade_ratio,
        "grade_error_percent": None if state.grade_error_ratio is None else 100 * state.grade_error_ratio,
        "recovery": state.way,
        "recovery_s": state.recovery_s,
        "raised": [{"on": _day(one.day), "levers": list(one.levers)} for one in state.raised],
    }


def _speed(state: SpeedState) -> dict[str, Any]:
    return {
        "last": _day(state.day),
        "stage": state.stage or None,
        "since": _day(state.since),
        "reps": state.n_reps,
        "rep_m": state.rep_m,
        "speed_mps": state.speed_mps,
        "rest_s": state.rest_s,
        "return_from": _day(state.return_from),
        "return_told_by": state.return_told_by or None,
    }


def _progressive(state: ProgressiveState) -> dict[str, Any]:
    offsets = {"first": state.first_offset_s_per_m, "last": state.last_offset_s_per_m}
    return {
        "last": _day(state.day),
        "since": _day(state.since),
        "splits": state.n_splits,
        "unit": state.unit,
        "mean_step_s_per_mile": state.mean_step_s_per_m * MILE_M,
        "range_s_per_mile": state.range_s_per_m * MILE_M,
        **{f"{name}_offset_s_per_mile": None if x is None else x * MILE_M for name, x in offsets.items()},
    }


def _week(state: WeekState) -> dict[str, Any]:
    return {
        "start": _day(state.start),
        "distance_m": state.distance_m,
        "hard_days": [_day(day) for day in state.hard_days],
        "mean_before_m": state.mean_m,
        "loaded_weeks": state.n_loaded,
        "loaded_since": _day(state.since),
    }
