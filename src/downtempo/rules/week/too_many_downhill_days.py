"""
What it looks for
-----------------
More days with downhill reps in a week than documented: one, or two for experienced runners in their build or peak
phase.

Why it matters
--------------
Sore thighs take two to three days, and a second downhill day falls right onto them. The source starts with one day a
week and backs it with easy runs.

What to do
----------
Keep the better of the downhill days and run the other one easily. A second day is for later, when one leaves no
soreness.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Place, Rule, Week, compare_count
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the days with downhill reps."""
    known = {s.local_date for s in subject.sessions if s.is_downhill}
    maybe = {s.local_date for s in subject.sessions if s.is_downhill is None} - known
    if not known and not maybe:
        return
    is_ready = context.athlete.level == "experienced" and context.athlete.phase != "base"
    name = "experienced-downhill-days-max" if is_ready else "downhill-days-max"
    yield compare_count(
        Place(week=subject.label), "downhill days in the week", len(known), len(maybe),
        context.figures[f"downhill-tempo.{name}"], doubt="reps without altitude may have run downhill",
    )  # fmt: skip


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    two = week(easy(0), downhill_reps(day=1), easy(2), downhill_reps(day=4), easy(5))
    experienced, base = Athlete(level="experienced"), Athlete(level="experienced", phase="base")
    return (
        Example("one downhill day is documented", "within", week(easy(0), downhill_reps(day=1), easy(2))),
        Example("two are one too many", "beyond", two),
        Example("two are for experienced runners", "within", two, (), experienced),
        Example("and not in their base phase", "beyond", two, (), base),
        Example("two runs of one day are one day", "within",
                week(downhill_reps(day=1), downhill_reps(day=1, file="evening.fit"))),
        Example("without altitude a second set may have been one", "not judged",
                week(downhill_reps(day=1), without_altitude(downhill_reps(day=4)))),
        Example("a week of easy runs has none", None, week(easy(0), easy(2))),
    )  # fmt: skip


RULE = Rule(
    code="WK101",
    name="too-many-downhill-days",
    holds="downhill days",
    figures=("downhill-tempo.downhill-days-max", "downhill-tempo.experienced-downhill-days-max"),
    reads=("week", "level", "phase"),
    check_week=check,
    examples=examples,
)
