"""
What it looks for
-----------------
One split of a progressive tempo that took more than half of the whole range, with smaller steps than the mean after it.

Why it matters
--------------
Whoever jumps ahead in one split pays in the next ones. The source puts it as a game: too fast in one mile and the end
is likely lost.

What to do
----------
Ease into each split and take no more than its share of the range. If a split turned out too fast, hold it, and let the
next one be small.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the largest step's share of the range against the figure, unless steps as large follow it."""
    run = session.progressive
    if run is None:
        return
    figure, steps = context.figures["progressive-tempo.step-share-max"], run.steps_s_per_m
    if run.range_s_per_m <= 0 or figure.si * len(steps) <= 1:
        return
    number = steps.index(max(steps)) + 1
    after = steps[number:]
    if not after or sum(after) / len(after) >= run.range_s_per_m / len(steps):
        return
    share, error = max(steps) / run.range_s_per_m, run.step_error_s_per_m / run.range_s_per_m
    subject, place = f"share of {run.unit} {number + 1} in the range", place_of(session, run.splits[number].span)
    yield unless(session.hill_doubt, compare(place, subject, share, figure, uncertainty=error))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("40 of 120 s are a third", "within", progressive(40, 30, 25, 25)),
        Example("a fast last mile is a finish, not a mistake", None, progressive(10, 10, 10, 40)),
        Example("of two steps one takes half at least", None, progressive(50, 20)),
        Example("80 s at once and next to nothing after it", "beyond", progressive(20, 80, 8, 6)),
        Example("without altitude the jump may have been a descent", "not judged",
                progressive(20, 80, 8, 6, elevation_source="none")),
        Example("an easy run has no range", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="PT106",
    name="overreached-split",
    holds="the largest step's share of the range",
    figures=("progressive-tempo.step-share-max",),
    reads=("splits", "grade"),
    about="progressive",
    check_session=check,
    examples=examples,
)
