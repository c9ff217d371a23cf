"""
What it looks for
-----------------
Progressive tempos that had little left to add: less than 15 s a mile from split to split, or a last split slower than
the one before.

Why it matters
--------------
The source reads it as news about the day's fitness: whoever cannot get much faster than the start began too fast for
it.

What to do
----------
Begin slower next time, at a pace that allows for whole sentences. The last split should be the fastest.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the range for each step, and the last step, against the figures."""
    run = session.progressive
    if run is None:
        return
    n_steps = len(run.splits) - 1
    little, finish = (context.figures[f"progressive-tempo.{x}-min"] for x in ("little-range-step", "finish-gain"))
    error, each = run.step_error_s_per_m, run.range_s_per_m / n_steps
    start, end = place_of(session), place_of(session, run.splits[-1].span)
    for answer in (
        compare(start, "gain of each split", each, little, uncertainty=error / n_steps, sense="at least"),
        compare(end, "gain of the last split", run.steps_s_per_m[-1], finish, uncertainty=error, sense="at least"),
    ):
        yield unless(session.hill_doubt, answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    faded = progressive(30, 35, 30, -25)
    return (
        Example("two minutes from first to last mile are plenty", "within", progressive(30, 30, 30, 30)),
        Example("the step of a tired day is enough", "within", progressive(15, 15, 15, 15)),
        Example("8 s a mile are little", "beyond", progressive(8, 8, 8, 8)),
        Example("a last mile that fades tells the same", "beyond", faded),
        Example("without altitude the last mile may have been uphill", "not judged",
                progressive(30, 35, 30, -25, elevation_source="none")),
        Example("an easy run is not meant to get faster", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="PT104",
    name="started-too-fast",
    holds="range and finish",
    figures=("progressive-tempo.little-range-step-min", "progressive-tempo.finish-gain-min"),
    reads=("splits", "grade"),
    about="progressive",
    check_session=check,
    examples=examples,
)
