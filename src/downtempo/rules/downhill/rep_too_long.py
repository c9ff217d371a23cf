"""
What it looks for
-----------------
Downhill reps that last longer than documented for the runner's level: 30 s for beginners, 90 s for experienced runners,
and 60 s in between. Long descents of a kilometre or more are another session and are not held against this.

Why it matters
--------------
Every second of fast descent adds braking steps, and form goes before the lungs do. The sources start with shorter reps
and lengthen them as comfort grows.

What to do
----------
Stop the next reps earlier, at the length for your level. If the level in the configuration is no longer yours, change
it there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Rule, Session, compare, error_of_one, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the length of each rep against the figure for the level."""
    if session.kind == "long-downhill":
        return
    figure = context.figures[f"downhill-tempo.{context.athlete.level}-rep-duration-max"]
    least_s = context.figures["house.duration-tolerance"].si
    alone = context.figures["house.lone-slack"].si
    lengths_s = [rep.span.duration_s for rep in session.reps]
    for number, rep in enumerate(session.reps, 1):
        subject = f"length of rep {number} of {len(session.reps)}"
        error_s = error_of_one(max(least_s, rep.span.duration_error_s), lengths_s, figure.si, alone)
        yield compare(place_of(session, rep.span), subject, rep.span.duration_s, figure, uncertainty=error_s)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    beginner, experienced = Athlete(level="beginner"), Athlete(level="experienced")
    return (
        Example("a beginner may go for 30 s", "within", downhill_surges(rep_s=30), (), beginner),
        Example("31 s cannot be told from 30 s", "within", downhill_surges(rep_s=31), (), beginner),
        Example("60 s are twice what a beginner should run", "beyond", downhill_surges(rep_s=60), (), beginner),
        Example("60 s are fine with some experience", "within", downhill_reps(rep_s=60)),
        Example("90 s are for experienced runners", "within", downhill_surges(rep_s=90), (), experienced),
        Example("90 s are too long for others", "beyond", downhill_surges(rep_s=90)),
        Example(
            "without altitude the reps may have been flat", "not judged",
            without_altitude(downhill_surges(rep_s=90)),
        ),
        Example("an easy run has no reps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH102",
    name="rep-too-long",
    holds="a rep's duration",
    figures=(
        "downhill-tempo.beginner-rep-duration-max",
        "downhill-tempo.intermediate-rep-duration-max",
        "downhill-tempo.experienced-rep-duration-max",
        "house.duration-tolerance",
        "house.lone-slack",
    ),
    reads=("reps", "level"),
    about="downhill",
    check_session=check,
    examples=examples,
)
