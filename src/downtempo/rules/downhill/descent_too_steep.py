"""
What it looks for
-----------------
Reps on a descent that are steeper, on average, than documented for the session and the runner. Repeats that are walked
back up are held against 5 %, and so are a beginner's surges; for anyone else only a steep slope counts.

The grade of a rep is the mean between its own ends, known to half a percentage point at best. The whole descent that it
lies on, and the middle of all reps of the set, have grades of their own.

Why it matters
--------------
The steeper the slope, the harder the thighs brake at every step, and the sorer they are two days later. The sources ask
for moderate and gentle slopes, where speed comes without braking.

What to do
----------
Take a gentler side of the hill next time, or walk down this one. A slope of 3-5 % falls three to five metres in a
hundred; it hardly looks steep.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Figure, Gap, Rule, Session, compare, error_of_one, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy, long_downhill


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the mean grade of each rep against the figure for the session."""
    figure, least = _figure(session, context), context.figures["house.grade-tolerance"].si
    reps = session.reps
    if not reps:
        yield Gap(place_of(session), "the descents were not measured as reps")
    alone = context.figures["house.lone-slack"].si
    grades = [-rep.grade_ratio for rep in reps if rep.grade_ratio is not None]
    for number, rep in enumerate(reps, 1):
        place = place_of(session, rep.span)
        if rep.grade_ratio is None:
            yield Gap(place, session.why_no_grade)
            continue
        error = error_of_one(max(least, rep.grade_error_ratio or 0), grades, figure.si, alone)
        yield compare(place, f"grade of rep {number} of {len(reps)}", -rep.grade_ratio, figure, uncertainty=error)


def _figure(session: Session, context: Context) -> Figure:
    if session.kind == "controlled-speed-repeats":
        return context.figures["downhill-dynamo.repeat-grade"]
    if context.athlete.level == "beginner":
        return context.figures["downhill-tempo.beginner-grade-max"]
    return context.figures["downhill-tempo.steep-grade"]


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    beginner = Athlete(level="beginner")
    return (
        Example("repeats at 4 % lie between the documented 3 and 5 %", "within", downhill_reps(grade_percent=4.0)),
        Example("5.3 % measured to half a point may well be 5 %", "within", downhill_reps(grade_percent=5.3)),
        Example("repeats at 8.4 % are steeper than any reading of 5 %", "beyond", downhill_reps(grade_percent=8.4)),
        Example("a beginner's surges want a gentle slope", "beyond", downhill_surges(grade_percent=7.0), (), beginner),
        Example("others may take 7 %, which is not steep", "within", downhill_surges(grade_percent=7.0)),
        Example("long descents at 11 % are steep for anyone", "beyond", long_downhill(grade_percent=11.0)),
        Example(
            "without altitude nobody can tell how steep it was", "not judged",
            without_altitude(downhill_reps(grade_percent=8.4)),
        ),
        Example("an easy run has no reps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH101",
    name="descent-too-steep",
    holds="a rep's mean grade",
    figures=(
        "downhill-dynamo.repeat-grade",
        "downhill-tempo.beginner-grade-max",
        "downhill-tempo.steep-grade",
        "house.grade-tolerance",
        "house.lone-slack",
    ),
    reads=("reps", "grade"),
    about="downhill",
    check_session=check,
    examples=examples,
)
