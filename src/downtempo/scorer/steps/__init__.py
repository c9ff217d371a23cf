"""The next step of each progression, found by trying it on the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...model import Athlete, Catalogue, History, Rule, Session
from ...model.outlook import PROGRESSIONS, Offer, Outlook, Reason, Step
from ...model.state import States
from ..ahead import look_ahead
from ..ground import Ground, reason_from, rules_at_work
from ..judge import runs_only
from ..plans import Classify, paces_of
from ..state import states_of
from .downhill import next_downhill
from .long_run import next_long_run
from .progressive import next_progressive
from .speed import next_speed
from .week import next_week

__all__ = ["next_steps"]

#: What holds for all steps together, whatever each of them allows.
_TOGETHER = ("faster-track.easy-days-between-min", "house.hard-days-max")
_STEPS = (next_downhill, next_speed, next_progressive, next_long_run, next_week)


def next_steps(
    rules: Iterable[Rule], catalogue: Catalogue, athlete: Athlete, history: History, classify: Classify
) -> Outlook:
    """Return the next step of every progression as of `history.today`.

    Parameters
    ----------
    rules
        All rules: a proposal is held against every one that looks at runs or weeks, selected or not.
    history
        All runs; those behind `today` are left out.
    classify
        Names the kind of a drawn run in the light of the runs before it.

    Notes
    -----
    Nothing is proposed that the rules were not asked about: each proposal is drawn as a session, put behind the
    history on each day to come, and offered from the first day on which no rule finds fault with it.
    """
    known = _until_today(runs_only(history))
    paces = paces_of(known.sessions, athlete, known.today, catalogue)
    ground = Ground(rules_at_work(tuple(rules)), catalogue, athlete, known, paces, classify)
    states = states_of(ground)
    days = [s.local_date for s in known.sessions if s.local_date is not None]
    return Outlook(
        today=known.today,
        athlete=athlete,
        states=states,
        steps=tuple(_steps(ground, states)),
        n_runs=len(days),
        first_run=min(days, default=None),
        last_run=max(days, default=None),
        together=(*(reason_from(ground.figure(name)) for name in _TOGETHER), _warning(catalogue)),
    )


def _steps(ground: Ground, states: States) -> Iterator[Step]:
    """Yield the step of every progression; where nothing can be told of any, why."""
    if ground.pause:
        yield from (Step(progression=name, doubt=ground.pause) for name in PROGRESSIONS)
        return
    ahead = look_ahead(ground)
    yield from (_settled(step(ground, states, ahead)) for step in _STEPS)


def _settled(step: Step) -> Step:
    """Offer nothing that a rule could not tell of: what is missing becomes the doubt."""
    again = step.again
    told = [told.not_before for told in (again, *step.offers) if told is not None and told.first_day is None]
    missing = [reason for reason in (*told, *step.closed) if reason is not None and not reason.figure]
    doubts = (f"{reason.message} ({reason.code})" if reason.code else reason.message for reason in missing)
    return replace(
        step,
        again=None if again is not None and _is_untold(again) else again,
        offers=tuple(told for told in step.offers if not _is_untold(told)),
        closed=tuple(reason for reason in step.closed if reason.figure),
        doubt="; ".join(dict.fromkeys(filter(None, (step.doubt, *doubts)))),
    )


def _is_untold(told: Offer) -> bool:
    return told.first_day is None and told.not_before is not None and not told.not_before.figure


def _warning(catalogue: Catalogue) -> Reason:
    """Return when no step is one, which no track shows."""
    advice = catalogue.advice["downhill-tempo.soreness"]
    return Reason(advice.says, advice.id, advice.source.title, "advice")


def _until_today(history: History) -> History:
    kept: Sequence[Session] = [s for s in history.sessions if s.local_date and s.local_date <= history.today]
    return replace(history, sessions=tuple(kept))
