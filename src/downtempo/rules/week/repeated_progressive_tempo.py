"""
What it looks for
-----------------
More than one progressive tempo in a week.

Why it matters
--------------
The source makes it part of the weekly routine, once. Its hard end asks for the same recovery as any other hard session.

What to do
----------
Keep one progressive tempo a week and run the other day easily. To do more, make the one a mile longer after two weeks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Place, Rule, Week, compare_count
from ...model.sketch import easy, progressive, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the progressive tempos."""
    known = [s for s in subject.sessions if s.is_progressive]
    maybe = [s for s in subject.sessions if s.may_be_hard]
    if known:
        figure, words = context.figures["progressive-tempo.sessions-per-week-max"], "progressive tempos in the week"
        doubt = "a run of no known kind may have been one"
        yield compare_count(Place(week=subject.label), words, len(known), len(maybe), figure, doubt=doubt)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("one is the weekly routine", "within", week(easy(0), progressive(day=3))),
        Example("two are one too many", "beyond", week(progressive(day=1), progressive(day=4))),
        Example("a run of no known kind may be the second", "not judged", week(progressive(day=1), easy(4, kind=None))),
        Example("a week of easy runs has none", None, week(easy(0), easy(2))),
    )


RULE = Rule(
    code="WK110",
    name="repeated-progressive-tempo",
    holds="progressive tempos",
    figures=("progressive-tempo.sessions-per-week-max",),
    reads=("week",),
    check_week=check,
    examples=examples,
)
