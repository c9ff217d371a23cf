"""
What it looks for
-----------------
Progressive tempos whose splits get faster by more, on the mean, than the source's example: 30 s a mile as it says, and
37.5 s as its first and last mile come to. A run that fits either reading is within.

Why it matters
--------------
Large steps turn the session into a race against the clock in its last third. It is meant to end comfortably hard.

What to do
----------
Plan 15 to 30 s a mile (9 to 19 s a kilometre) from split to split. On a tired day take the smaller step.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the mean step against the larger of the two readings."""
    run = session.progressive
    if run is None:
        return
    figure, error = context.figures["progressive-tempo.example-step"], run.mean_step_error_s_per_m
    answer = compare(place_of(session), "mean step", run.mean_step_s_per_m, figure, uncertainty=error)
    yield unless(session.hill_doubt, answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("30 s a mile is the documented step", "within", progressive(30, 30, 30, 30)),
        Example("15 s a mile is the step of a tired day", "within", progressive(15, 15, 15, 15)),
        Example("37.5 s a mile lead from 10:00 to 7:30, as printed", "within", progressive(37.5, 37.5, 37.5, 37.5)),
        Example("45 s a mile fit neither reading", "beyond", progressive(45, 45, 45, 45)),
        Example("without altitude it may have run downhill", "not judged",
                progressive(45, 45, 45, 45, elevation_source="none")),
        Example("an easy run has no steps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="PT103",
    name="step-too-big",
    holds="the mean step",
    figures=("progressive-tempo.example-step",),
    reads=("splits", "grade"),
    about="progressive",
    check_session=check,
    examples=examples,
)
