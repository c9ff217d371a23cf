"""The stage of a progressive tempo: how the last step was taken, and since when the one before it was run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from .history import History, stage_start
from .rule import Context
from .session import Session
from .verdict import Answer, Gap, compare, place_of, unless

#: Figures that a rule cites which holds a step of the progressive tempo against time.
STAGE_FIGURES = ("house.stage-window", "house.stage-slack", "progressive-tempo.stage-min")

Raised = tuple[bool, bool]
"""Whether the run became longer, and whether its range became wider."""


def time_at_stage(
    session: Session, context: Context, is_meant: Callable[[Raised], bool], words: str
) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, on a session that steps up as is meant."""
    if session.progressive is None or session.local_date is None:
        return
    window, slack, figure = (context.figures[name] for name in STAGE_FIGURES)
    step = progressive_step(context.history, session, window.si, slack.si)
    if step is None:
        yield Gap(place_of(session), f"no progressive tempo of the {window.value:g} {window.unit} before is known")
        return
    raised, began = step
    if is_meant(raised):
        is_shown = context.history.shows(session.local_date - timedelta(seconds=figure.si), began)
        passed_s = (session.local_date - began).total_seconds()
        answer = compare(place_of(session), words, passed_s, figure, sense="at least")
        yield unless("" if is_shown else "the history is shorter, or runs of it are missing", answer)


def progressive_step(history: History, session: Session, back_s: float, slack: float) -> tuple[Raised, date] | None:
    """Return how a progressive tempo was raised and since when the stage before it was run; None without one before.

    It may be longer than the last one, have a wider range, or both. A stage begins anew with every change: whoever went
    down to five miles a week ago has been there for a week.
    """
    before = history.before(session, timedelta(seconds=back_s).days)
    known = [s for s in before if s.progressive is not None]
    if not known:
        return None
    began = stage_start(known, lambda a, b: any(_stepped(a, b, slack)) or any(_stepped(b, a, slack)))
    return _stepped(known[-1], session, slack), began


def _stepped(before: Session, now: Session, slack: float) -> Raised:
    if before.progression is None or now.progression is None:
        return False, False
    return now.progression.raised_over(before.progression, slack)
