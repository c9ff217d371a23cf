"""
What it looks for
-----------------
Progressive tempos with more splits or a wider range than last time, less than two weeks after the present stage began.
A stage begins with every change, up or down. Where both go up at once, PT107 says so too.

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

from ...model import STAGE_FIGURES, Answer, Context, Example, Rule, Session, time_at_stage
from ...model.altered import shifted, weeks_before
from ...model.sketch import easy, progressive

_WORDS = "time since the present stage of the progressive tempo began"


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, on a session that goes up in any way."""
    yield from time_at_stage(session, context, any, _WORDS)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base, usual = weeks_before(6, easy()), progressive(30, 30, 30, 30)
    longer = progressive(24, 24, 24, 24, 24)
    return (
        Example("two weeks at five miles allow for six", "within", longer, (*base, shifted(usual, -14))),
        Example("one week does not", "beyond", longer, (*base, shifted(usual, -7))),
        Example("nor does it for a wider range", "beyond", progressive(37, 37, 37, 37), (*base, shifted(usual, -7))),
        Example("six miles a year ago do not count for today", "beyond", longer,
                (*base, shifted(longer, -360), shifted(usual, -7))),
        Example("a step down begins a stage too", "beyond", longer,
                (*base, shifted(longer, -21), shifted(usual, -7))),
        Example("still less for both at once", "beyond", progressive(36, 36, 36, 36, 36), (*base, shifted(usual, -7))),
        Example("an old run and one of last week show no stage", "not judged", longer,
                (base[0], shifted(usual, -7))),
        Example("a history of a week does not tell since when", "not judged", longer, (shifted(usual, -7),)),
        Example("the first one has none before it", "not judged", usual, base),
        Example("the same again is no step", None, usual, (*base, shifted(usual, -7))),
    )  # fmt: skip


RULE = Rule(
    code="PG110",
    name="progressive-stage-too-soon",
    holds="time since the last progressive step",
    figures=STAGE_FIGURES,
    frame=("house.stage-window",),
    reads=("splits", "history"),
    needs_history=True,
    about="progressive",
    check_session=check,
    examples=examples,
)
