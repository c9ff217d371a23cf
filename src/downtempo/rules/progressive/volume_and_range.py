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

from ...model import STAGE_FIGURES, Answer, Context, Example, Rule, Session, time_at_stage
from ...model.altered import shifted, weeks_before
from ...model.sketch import easy, progressive

_WORDS = "time at the stage before distance and range went up together"


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, where both go up."""
    yield from time_at_stage(session, context, all, _WORDS)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base, usual = weeks_before(6, easy()), progressive(30, 30, 30, 30)
    both = progressive(36, 36, 36, 36, 36, start_s_per_mile=615)
    return (
        Example("two weeks allow for the documented second stage", "within", both, (*base, shifted(usual, -14))),
        Example("one week does not", "beyond", both, (*base, shifted(usual, -7))),
        Example("a greater one of last year does not count", "beyond", both,
                (*base, shifted(both, -360), shifted(usual, -7))),
        Example("an old run and one of last week show no stage", "not judged", both,
                (base[0], shifted(usual, -7))),
        Example("a history of a week does not tell since when", "not judged", both, (shifted(usual, -7),)),
        Example("the first one has none before it", "not judged", usual, base),
        Example(
            "a wider range alone is another rule's", None, progressive(37, 37, 37, 37), (*base, shifted(usual, -7))
        ),
        Example("an easy run has no range", None, easy(), base),
    )  # fmt: skip


RULE = Rule(
    code="PT107",
    name="volume-and-range-at-once",
    holds="time at the stage before both go up",
    figures=STAGE_FIGURES,
    frame=("house.stage-window",),
    reads=("splits", "history"),
    needs_history=True,
    about="progressive",
    check_session=check,
    examples=examples,
)
