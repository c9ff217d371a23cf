"""
What it looks for
-----------------
Progressive tempos with more splits or a wider range than last time, less than two weeks after the present stage began.

Why it matters
--------------
The source stays at one level for a couple of weeks, until it has become comfortable, before volume or intensity goes
up.

What to do
----------
Run the same progressive tempo again until two weeks have passed. Then add a mile, or a little range.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, raised, stage_start, unless
from ...model.altered import shifted
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, on a session that goes up."""
    if not session.is_progressive or session.progression is None or session.local_date is None:
        return
    known = [s for s in context.history.before(session) if s.is_progressive and s.progression]
    if not known:
        yield Gap(place_of(session), "no earlier progressive tempo is known")
        return
    if not _is_raised(context, known[-1], session):
        return
    figure = context.figures["progressive-tempo.stage-min"]
    began = stage_start(known, lambda before, now: _is_raised(context, before, now))
    passed_s = (session.local_date - began).total_seconds()
    doubt = (
        "" if context.history.reaches(session.local_date - timedelta(seconds=figure.si)) else "the history is shorter"
    )
    words = "time since the present stage of the progressive tempo began"
    yield unless(doubt, compare(place_of(session), words, passed_s, figure, sense="at least"))


def _is_raised(context: Context, before: Session, now: Session) -> bool:
    slack = context.figures["house.stage-slack"].si
    if before.progression is None or now.progression is None:
        return False
    return any(raised(before.progression, now.progression, slack))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base, usual = (shifted(easy(), -42),), progressive(30, 30, 30, 30)
    longer = progressive(30, 30, 30, 30, 30)
    return (
        Example("two weeks at five miles allow for six", "within", longer, (*base, shifted(usual, -14))),
        Example("one week does not", "beyond", longer, (*base, shifted(usual, -7))),
        Example("nor does it for a wider range", "beyond", progressive(37, 37, 37, 37), (*base, shifted(usual, -7))),
        Example("a history of a week does not tell since when", "not judged", longer, (shifted(usual, -7),)),
        Example("the first one has none before it", "not judged", usual, base),
        Example("the same again is no step", None, usual, (*base, shifted(usual, -7))),
    )


RULE = Rule(
    code="PG110",
    name="progressive-stage-too-soon",
    holds="time since the last progressive step",
    figures=("progressive-tempo.stage-min", "house.stage-slack"),
    reads=("splits", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
