"""What may be proposed: a session that every rule finds within on its day, and that those which guard it can judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from ..model import Session
from ..model.outlook import Excess, Offer, Reason
from ..model.planned import Planned
from .ground import Ground, Trial, reason_of, try_out

#: Rules that look at the day of a run: what they forbid today, they may allow later.
WAITING = frozenset({"PG101", "PG103", "PG104", "PG105", "PG106", "PG107", "PG108", "PG110", "PT107", "SR101", "SR102"})
#: Those whose faults do not end with the week, so that nobody may take the end of what is known for their end.
_LASTING = WAITING - {"PG107"}
#: Rules that hold what would be too much. Where one of them cannot tell, nothing is proposed; the others look at what
#: would be too little, or at how a run is run.
_GUARDS = frozenset({
    "DH101", "DH102", "DH103", "DH104", "DH105", "PT103", "SR103", "SR104", "SR106", "PG104", "PG108", "PG109",
    "WK101", "WK104", "WK105", "WK106", "WK110",
})  # fmt: skip
#: Rules that hold a step against the one before it: where there is none, they have nothing to guard.
_OF_STEPS = frozenset({"PG101", "PG102", "PG110", "PT107", "SR101", "SR102", "SR107"})
#: Rules about what a whole week adds up to: the last that anybody wants to hear of.
_SUMS = frozenset({"PG103", "PG105", "PG106", "WK108"})
_DAY = timedelta(days=1)

Forbids = Callable[[Trial], Reason | None]


def offer(
    ground: Ground,
    what: str,
    planned: Planned | Callable[[date], Planned],
    *,
    shows: tuple[str, ...] = (),
    is_new: bool = False,
    is_first: bool = False,
    forbids: Forbids = lambda _trial: None,
) -> Offer:
    """Look for the first day on which a proposal is within every figure, and no rule that guards it cannot tell.

    Parameters
    ----------
    planned
        The proposal; where it depends on the day, how it follows from it.
    shows
        Rules of which the first that compared anything gives the reason.
    is_new
        It was not run like this before, so the weeks before have to be known.
    is_first
        There is none before it that it would be a step from.
    forbids
        What else may stand against it.
    """
    guards, faults = _GUARDS if is_first else _GUARDS | _OF_STEPS, []
    if (is_new or is_first) and ground.unknown_base:
        faults.append(Reason(ground.unknown_base))
    for day in () if faults else _days(ground):
        now = planned(day) if callable(planned) else replace(planned, day=day)
        trial = try_out(ground, now)
        # What stood against a day before does not fall because nobody can tell any more.
        stood = {fault.code for fault in faults} & _LASTING
        fault = _against(trial, guards | stood) or forbids(trial)
        if fault is None:
            return Offer(
                what=what, first_day=day, plan=now, session=trial.session,
                reason=trial.says(*shows), not_before=_most(faults), not_judged=trial.gaps,
            )  # fmt: skip
        if not _may_pass(fault):
            faults = [fault] if fault.figure or not faults else faults
            break
        faults.append(fault)
    now = planned(ground.first_day) if callable(planned) else planned
    return Offer(what=what, first_day=None, plan=now, not_before=_most(faults))


def _may_pass(fault: Reason) -> bool:
    return fault.code in WAITING or fault.code.startswith("WK")


def _most(faults: Sequence[Reason]) -> Reason | None:
    """Return what stood against most of the days, in its last words; who cannot tell only where nothing else did."""
    found = [fault for fault in faults if fault.figure] or faults
    days = Counter(fault.code for fault in found)
    return max(reversed(found), key=lambda fault: days[fault.code], default=None)


def _days(ground: Ground) -> Iterator[date]:
    for k in range(ground.span("house.return-window").days):
        yield ground.first_day + k * _DAY


def _against(trial: Trial, guards: Set[str]) -> Reason | None:
    """Return what stands against a proposal: what nobody will be able to tell, what is found, who cannot tell today.

    Of what is found, the rules of steps come first, and what a week adds up to last.
    """
    missing = [Reason(why, code=code) for code, why in (*trial.gaps, *trial.week_gaps) if code in guards]
    if trial.session.kind is None:  # then the rules about its kind were never asked
        missing.append(Reason(f"nobody knows what the session would count as: {trial.session.kind_reason}"))
    faults = sorted(trial.faults, key=lambda held: (held[0].code not in _OF_STEPS, held[0].code in _SUMS, held[0].code))
    found = [reason_of(*fault) for fault in faults]
    lasting = [gap for gap in missing if not _may_pass(gap)]
    return next(iter((*lasting, *found, *missing)), None)


def runs_compared(ground: Ground, day: date | None) -> tuple[Session, ...]:
    """Return the runs that the distance of a run of this day is held against."""
    return () if day is None else ground.history.between(day - ground.span("frandsen-2025.window"), day)


def excess(ground: Ground, what: str, planned: Planned, *codes: str) -> Excess | None:
    """Return a proposal that is beyond a figure of these rules on its day; None where none of them says so."""
    trial = try_out(ground, planned)
    found = next(((r, a) for code in codes for r, a in trial.beyond if r.code == code), None)
    if found is None:
        return None
    return Excess(what=what, day=planned.day, reason=reason_of(*found), plan=planned, session=trial.session)
