"""What may come next, told as it may be shown: no name of a file, no exact length of a run or grade of a hill."""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ..model.outlook import Amount, Excess, Outlook, Reason
from ..model.planned import Planned
from ..model.state import DownhillState, LongRunState, WeekState
from ..units import UNIT_M
from .files import names_of
from .redact import Shown, redacted_text

_LENGTH = re.compile(r"\d km\b|\d mi\b")
#: Rules whose measures tell how long a run was, or which hill it was run on.
_GRADE = "DH101"
_TELLING = frozenset({"PG103", "PG104", _GRADE})
_PERCENT = 0.01
_UNTOLD = "how much is not told"


def shown_outlook(outlook: Outlook) -> Outlook:
    """Return what may come next with lengths in whole units of the runner, grades in whole percent, and no names.

    What is offered is rounded down and what is too much up, so that both stay what they are.
    """
    files = {rejection.file for rejection in outlook.rejected} | {left.file for left in outlook.left_out}
    shown = Shown({}, {}, names_of((), files | {left.kept for left in outlook.left_out}))
    unit_m = UNIT_M[outlook.athlete.units]
    return replace(
        outlook,
        states=_walk(outlook.states, unit_m),
        steps=_walk(outlook.steps, unit_m),
        rejected=redacted_text(outlook.rejected, shown),
        left_out=redacted_text(outlook.left_out, shown),
    )


def _walk(value: Any, unit_m: float) -> Any:
    match value:
        case tuple():
            return tuple(_walk(item, unit_m) for item in value)
        case dict():
            return {key: _walk(item, unit_m) for key, item in value.items()}
        case Reason():
            return _reason(value)
        case Amount():
            return _amount(value, unit_m)
        case Planned():
            return replace(value, distance_m=_down(value.distance_m, unit_m), grade_ratio=_whole(value.grade_ratio))
        case LongRunState():
            return replace(value, distance_m=unit_m * round(value.distance_m / unit_m))
        case WeekState():
            return replace(value, distance_m=_down(value.distance_m, unit_m), mean_m=_down(value.mean_m, unit_m))
        case DownhillState():
            return replace(value, grade_ratio=_whole(value.grade_ratio), grade_error_ratio=None, drop_m=None)
        case Excess():
            plan = None if value.plan is None else _over(value.plan, value.reason.code, unit_m)
            amount_m, reason = _up(value.amount_m, unit_m), _reason(value.reason)
            return replace(value, plan=plan, session=None, reason=reason, amount_m=amount_m)
        case _ if is_dataclass(value) and not isinstance(value, type):
            told = {f.name: _walk(getattr(value, f.name), unit_m) for f in fields(value) if f.name != "session"}
            return replace(value, **told)
    return value


def _reason(reason: Reason) -> Reason:
    head, colon, _ = reason.message.rpartition(": ")
    if not colon or not (reason.code in _TELLING or _LENGTH.search(reason.message)):
        return reason
    return replace(reason, message=f"{_LENGTH.sub('', head).partition(', ')[0]}: {_UNTOLD}")


def _amount(amount: Amount, unit_m: float) -> Amount:
    if amount.unit == "%":
        before, least, most = (_PERCENT * round(x / _PERCENT) for x in (amount.before, amount.least, amount.most))
        return Amount(before, max(least, before), most, amount.unit)
    if amount.unit != "km":
        return amount
    least, most = (unit_m * math.floor(x / unit_m + 1e-9) for x in (amount.least, amount.most))
    return Amount(unit_m * round(amount.before / unit_m), least, most, amount.unit)


def _over(planned: Planned, code: str, unit_m: float) -> Planned:
    grade = _whole(planned.grade_ratio)
    if code == _GRADE and planned.grade_ratio is not None:
        grade = _PERCENT * math.floor(planned.grade_ratio / _PERCENT + 1e-9)
    return replace(planned, distance_m=_up(planned.distance_m, unit_m), grade_ratio=grade)


def _whole(ratio: float | None) -> float | None:
    return None if ratio is None else _PERCENT * round(ratio / _PERCENT)


def _down(metres: float | None, unit_m: float) -> float | None:
    return None if metres is None else unit_m * math.floor(metres / unit_m + 1e-9)


def _up(metres: float | None, unit_m: float) -> float | None:
    return None if metres is None else unit_m * math.ceil(metres / unit_m - 1e-9)
