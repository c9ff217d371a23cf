"""
What it looks for
-----------------
Hard days that stand closer together than an even spread over the week would have them. For information only.

Why it matters
--------------
The sources want intense sessions few and evenly spread, so that each finds rested legs.

What to do
----------
Move one of the hard days so that the easy days divide evenly. Two hard days have room for two easy ones between them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare, unless
from ...model.sketch import downhill_reps, easy, speed_reps, tempo, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the shortest distance of two hard days against that of an even spread."""
    days, maybe = subject.hard_days, subject.maybe_hard_days
    if len(days) + len(maybe) <= 1:
        return
    if maybe:
        yield Gap(Place(week=subject.label), "a run of no known kind may have been hard")
        return
    shortest = min((b - a).days for a, b in itertools.pairwise(days))
    even = timedelta(weeks=1).days // len(days)
    figure, words = context.figures["return-to-speed.even-share-min"], "distance of hard days, of an even spread"
    answer = compare(Place(week=subject.label), words, shortest / even, figure, sense="at least")
    yield unless("" if subject.is_over else "the week is not over", answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    bunched = (downhill_reps(day=1), speed_reps(day=2))
    return (
        Example("Tuesday and Friday are evenly spread", "within", week(downhill_reps(day=1), speed_reps(day=4))),
        Example("so are three with a day between", "within", week(downhill_reps(day=1), tempo(3), speed_reps(day=5))),
        Example("Tuesday and Wednesday are not", "beyond", week(*bunched)),
        Example("a run of no known kind may have been the second", "not judged", week(tempo(1), easy(2, kind=None))),
        Example("before the week is over nothing is spread yet", "not judged", week(*bunched, over=False)),
        Example("one hard day cannot bunch", None, week(easy(0), speed_reps(day=3))),
    )


RULE = Rule(
    code="WK107",
    name="hard-days-bunched",
    holds="how evenly hard days are spread",
    figures=("return-to-speed.even-share-min",),
    reads=("week",),
    severity="info",
    check_week=check,
    examples=examples,
)
