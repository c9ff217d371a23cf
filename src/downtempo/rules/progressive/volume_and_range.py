"""
What it looks for
-----------------
Progressive tempos with a mile more and a wider range at once, before two weeks at the present stage are over.

Why it matters
--------------
The source's own second stage adds a mile and half a minute of range, but only after a couple of weeks. Both at once and
early is the step that costs the next session.

What to do
----------
Add the mile first and keep the range, or the other way round. Both together can wait until two weeks have passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, raised, stage_start, unless
from ...model.altered import shifted
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, where both go up."""
    if not session.is_progressive or session.progression is None or session.local_date is None:
        return
    known = [s for s in context.history.before(session) if s.is_progressive and s.progression]
    if not known:
        yield Gap(place_of(session), "no earlier progressive tempo is known")
        return
    if not all(_raised(context, known[-1], session)):
        return
    figure = context.figures["progressive-tempo.stage-min"]
    began = stage_start(known, lambda before, now: any(_raised(context, before, now)))
    passed_s = (session.local_date - began).total_seconds()
    doubt = (
        "" if context.history.reaches(session.local_date - timedelta(seconds=figure.si)) else "the history is shorter"
    )
    words = "time at the stage before distance and range went up together"
    yield unless(doubt, compare(place_of(session), words, passed_s, figure, sense="at least"))


def _raised(context: Context, before: Session, now: Session) -> tuple[bool, bool]:
    """Return whether the distance went up, and whether the range did."""
    slack = context.figures["house.stage-slack"].si
    if before.progression is None or now.progression is None:
        return False, False
    return raised(before.progression, now.progression, slack)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base, usual = (shifted(easy(), -42),), progressive(30, 30, 30, 30)
    both = progressive(36, 36, 36, 36, 36, start_s_per_mile=615)
    return (
        Example("two weeks allow for the documented second stage", "within", both, (*base, shifted(usual, -14))),
        Example("one week does not", "beyond", both, (*base, shifted(usual, -7))),
        Example("a history of a week does not tell since when", "not judged", both, (shifted(usual, -7),)),
        Example("the first one has none before it", "not judged", usual, base),
        Example(
            "a wider range alone is another rule's", None, progressive(37, 37, 37, 37), (*base, shifted(usual, -7))
        ),
        Example("an easy run has no range", None, easy(), base),
    )


RULE = Rule(
    code="PT107",
    name="volume-and-range-at-once",
    holds="time at the stage before both go up",
    figures=("progressive-tempo.stage-min", "house.stage-slack"),
    reads=("splits", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
