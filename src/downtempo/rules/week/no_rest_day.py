"""
What it looks for
-----------------
Weeks with a run on every day, so that none is left for rest.

Why it matters
--------------
The source's template of a week keeps a day for rest or for another sport. Soreness and fatigue that build up unseen
show on such days.

What to do
----------
Leave one day of the week without a run. Walking, cycling or mobility work are fine on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.sketch import easy, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the days without a run against the figure."""
    if not subject.sessions:
        return
    rest_s = timedelta(days=subject.rest_days).total_seconds()
    place, figure = Place(week=subject.label), context.figures["faster-track.rest-days-min"]
    if rest_s and not subject.is_over:
        yield Gap(place, "the week is not over")
    else:
        yield compare(place, "days without a run", rest_s, figure, sense="at least")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("six days of running leave one", "within", week(*map(easy, range(6)))),
        Example("seven days leave none", "beyond", week(*map(easy, range(7)))),
        Example("before Sunday every day may still be run on", "not judged", week(easy(0), easy(1), over=False)),
        Example("a week without runs is no concern here", None, week()),
    )


RULE = Rule(
    code="WK109",
    name="no-rest-day",
    holds="days without a run",
    figures=("faster-track.rest-days-min",),
    reads=("week",),
    check_week=check,
    examples=examples,
)
