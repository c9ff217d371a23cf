"""The next step of each progression, found by trying it on the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...model import Athlete, Catalogue, History, Rule, Session
from ...model.outlook import Outlook, Reason
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
    states, ahead = states_of(ground), look_ahead(ground)
    days = [s.local_date for s in known.sessions if s.local_date is not None]
    return Outlook(
        today=known.today,
        athlete=athlete,
        states=states,
        steps=tuple(step(ground, states, ahead) for step in _STEPS),
        n_runs=len(days),
        first_run=min(days, default=None),
        last_run=max(days, default=None),
        together=(*(reason_from(ground.figure(name)) for name in _TOGETHER), _warning(catalogue)),
    )


def _warning(catalogue: Catalogue) -> Reason:
    """Return when no step is one, which no track shows."""
    advice = catalogue.advice["downhill-tempo.soreness"]
    return Reason(advice.says, advice.id, advice.source.title, "advice")


def _until_today(history: History) -> History:
    kept: Sequence[Session] = [s for s in history.sessions if s.local_date and s.local_date <= history.today]
    return replace(history, sessions=tuple(kept))
