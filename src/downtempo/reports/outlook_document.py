"""The JSON document `downtempo/next/1`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ..model.outlook import Amount, Excess, Offer, Outlook, Reason, Step
from ..model.planned import Planned
from ..model.state import DownhillState, Lapse, LongRunState, ProgressiveState, SpeedState, States, WeekState
from ..units import MILE_M, Unit, from_si
from .documents import dump, percent, rounded
from .plans import plan_table

NEXT_SCHEMA = "downtempo/next/1"


def outlook_json(outlook: Outlook) -> str:
    """Write the state and the next step of every progression.

    The `plan` of a session is what `downtempo what-if` reads as a `[[session]]`, its date left out.
    """
    return dump(
        {
            "schema": NEXT_SCHEMA,
            "today": outlook.today.isoformat(),
            "athlete": {"level": outlook.athlete.level, "phase": outlook.athlete.phase},
            "history": {"runs": outlook.n_runs, "first": _day(outlook.first_run), "last": _day(outlook.last_run)},
            "progressions": [_step(step, outlook.states, outlook.athlete.units) for step in outlook.steps],
            "together": [_reason(reason) for reason in outlook.together],
            "rejected": [asdict(rejection) for rejection in outlook.rejected],
            "left_out": [asdict(left_out) for left_out in outlook.left_out],
        }
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _step(step: Step, states: States, unit: Unit) -> dict[str, Any]:
    return {
        "progression": step.progression,
        "state": _state(step, states),
        "lapsed": _lapse(states.lapsed.get(step.progression)),
        "again": _offer(step.again, unit) if step.again else None,
        "next": [_offer(told, unit) for told in step.offers],
        "no_further": [_reason(reason) for reason in step.closed],
        "too_much": [_excess(told, unit) for told in step.too_much],
        "cannot_tell": step.doubt or None,
    }


def _reason(reason: Reason | None) -> dict[str, Any] | None:
    if reason is None:
        return None
    known = asdict(reason)
    return {key: known[key] or None for key in ("code", "figure", "basis", "source", "message")}


def _offer(told: Offer, unit: Unit) -> dict[str, Any]:
    return {
        "what": told.what,
        "from": _day(told.first_day),
        "session": _plan(told.plan) if told.plan else None,
        "plan": plan_table(told.plan, unit) if told.plan else None,
        "amount": _amount(told.amount) if told.amount else None,
        "because": _reason(told.reason),
        "not_before": _reason(told.not_before),
        "fewer_reps_than_documented": _reason(told.fewer),
        "beside": [_reason(reason) for reason in told.beside],
        "not_judged": [{"code": code, "reason": reason} for code, reason in told.not_judged],
    }


def _amount(amount: Amount) -> dict[str, Any]:
    values = {name: round(from_si(getattr(amount, name), amount.unit), 3) for name in ("before", "least", "most")}
    return {**values, "unit": amount.unit}


def _excess(told: Excess, unit: Unit) -> dict[str, Any]:
    return {
        "what": told.what,
        "on": told.day.isoformat(),
        "session": _plan(told.plan) if told.plan else None,
        "plan": plan_table(told.plan, unit) if told.plan else None,
        "distance_m": rounded(told.amount_m, 1),
        "because": _reason(told.reason),
    }


def _plan(planned: Planned) -> dict[str, Any]:
    """Write what a session is made of; what it does not have is null."""
    return {
        "kind": planned.kind,
        "distance_m": rounded(planned.distance_m, 1),
        "reps": planned.n_reps or None,
        "rep_s": rounded(planned.rep_s, 1),
        "rep_m": rounded(planned.rep_m, 1),
        "grade_percent": percent(planned.grade_ratio),
        "speed_mps": rounded(planned.speed_mps, 3),
        "recovery": planned.way,
        "recovery_s": rounded(planned.recovery_s, 1),
        "warm_up_s": planned.warm_up_s,
        "cool_down_s": planned.cool_down_s,
        "unit": planned.unit if planned.paces_s_per_m else None,
        "pace_s_per_mile": [round(pace * MILE_M, 1) for pace in planned.paces_s_per_m] or None,
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
            return {"on": _day(known.day), "distance_m": round(known.distance_m, 1), "window_days": known.window_days}
        case WeekState():
            return _week(known)
    return None


def _lapse(lapse: Lapse | None) -> dict[str, Any] | None:
    return None if lapse is None else {"last": _day(lapse.day), "window_days": lapse.window_days}


def _downhill(state: DownhillState) -> dict[str, Any]:
    return {
        "kind": state.kind,
        "last": _day(state.day),
        "since": _day(state.since),
        "reps": state.n_reps,
        "rep_s": round(state.rep_s, 1),
        "rep_m": round(state.rep_m, 1),
        "distance_m": round(state.distance_m, 1),
        "grade_percent": percent(state.grade_ratio),
        "grade_error_percent": percent(state.grade_error_ratio),
        "recovery": state.way,
        "recovery_s": rounded(state.recovery_s, 1),
        "raised": [{"on": _day(one.day), "levers": list(one.levers)} for one in state.raised],
    }


def _speed(state: SpeedState) -> dict[str, Any]:
    return {
        "last": _day(state.day),
        "stage": state.stage or None,
        "since": _day(state.since),
        "reps": state.n_reps,
        "rep_m": round(state.rep_m, 1),
        "speed_mps": round(state.speed_mps, 3),
        "rest_s": rounded(state.rest_s, 1),
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
        "mean_step_s_per_mile": round(state.mean_step_s_per_m * MILE_M, 1),
        "range_s_per_mile": round(state.range_s_per_m * MILE_M, 1),
        **{f"{name}_offset_s_per_mile": None if x is None else round(x * MILE_M, 1) for name, x in offsets.items()},
    }


def _week(state: WeekState) -> dict[str, Any]:
    return {
        "start": _day(state.start),
        "distance_m": rounded(state.distance_m, 1),
        "hard_days": [_day(day) for day in state.hard_days],
        "mean_before_m": rounded(state.mean_m, 1),
        "loaded_weeks": state.n_loaded,
        "loaded_since": _day(state.since),
    }
