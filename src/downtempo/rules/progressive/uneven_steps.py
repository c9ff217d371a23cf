"""
What it looks for
-----------------
Steps between the splits of a progressive tempo that differ from their mean by more than 10 s a mile.

Why it matters
--------------
Equal steps are the skill that the session teaches. One large step costs the next ones, one small step leaves too much
to make up.

What to do
----------
Give each split its own target pace beforehand, one equal step apart, and look at the watch early in the split.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the distance of each step from the mean step against the figure."""
    run = session.progressive
    if run is None:
        return
    figure = context.figures["progressive-tempo.step-spread-max"]
    mean = sum(run.steps_s_per_m) / len(run.steps_s_per_m)
    for number, (split, step) in enumerate(zip(run.splits[1:], run.steps_s_per_m, strict=True), 1):
        subject = f"step to {run.unit} {number + 1}, off the mean step"
        place, error = place_of(session, split.span), run.step_error_s_per_m
        yield unless(session.hill_doubt, compare(place, subject, abs(step - mean), figure, uncertainty=error))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("equal steps are even", "within", progressive(30, 30, 30, 30)),
        Example("a few seconds are nobody's fault", "within", progressive(33, 26, 31, 29)),
        Example("10, 50, 12 and 48 s are not equal", "beyond", progressive(10, 50, 12, 48)),
        Example("without altitude the uneven steps may be hills", "not judged",
                progressive(10, 50, 12, 48, elevation_source="none")),
        Example("an easy run has no steps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="PT102",
    name="uneven-steps",
    holds="the steps are equal",
    figures=("progressive-tempo.step-spread-max",),
    reads=("splits", "grade"),
    about="progressive",
    check_session=check,
    examples=examples,
)
