"""
What it looks for
-----------------
Splits of a progressive tempo that are no faster than the one before, by pace, or by grade-adjusted pace where the
course is hilly.

Why it matters
--------------
The session is one long rise from easy to comfortably hard. A slower split in between is mostly the price of a faster
one before it.

What to do
----------
Start a little slower next time and add the same small step with every split. Hold back in the second one, where most
runners lose the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the gain of each split over the one before against nothing."""
    run = session.progressive
    if run is None:
        return
    figure = context.figures["progressive-tempo.split-gain-min"]
    for number, (split, step) in enumerate(zip(run.splits[1:], run.steps_s_per_m, strict=True), 1):
        subject = f"gain of {run.unit} {number + 1} over the one before"
        place, error = place_of(session, split.span), run.step_error_s_per_m
        yield unless(session.hill_doubt, compare(place, subject, step, figure, uncertainty=error, sense="at least"))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    broken = progressive(30, 30, -20, 40)
    return (
        Example("every mile is faster than the last", "within", progressive(30, 30, 30, 30)),
        Example("small steps are steps", "within", progressive(15, 12, 16, 14)),
        Example("a mile that is 20 s slower breaks it", "beyond", broken),
        Example("without altitude the slow mile may have been uphill", "not judged",
                progressive(30, 30, -20, 40, elevation_source="none")),
        Example("an easy run does not have to progress", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="PT101",
    name="not-progressive",
    holds="each split faster than the last",
    figures=("progressive-tempo.split-gain-min",),
    reads=("splits", "grade"),
    about="progressive",
    check_session=check,
    examples=examples,
)
