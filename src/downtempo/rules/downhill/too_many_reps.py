"""
What it looks for
-----------------
More downhill reps than documented: eight for the repeats that are walked back up, a few (read as five)
for a beginner's surges, eight for others.

Why it matters
--------------
The last reps of a long set are run on tired legs, and tired legs brake worse. What makes downhill work sore is its sum.

What to do
----------
Stop after the documented number next time, even if another rep feels possible. Raise the number one or two at a time, a
step every two to three weeks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Figure, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the number of reps against the figure for session and level."""
    if session.kind == "long-downhill":
        return
    if session.main_set is not None:
        place = place_of(session, session.main_set.span)
        yield compare(place, "downhill reps in the set", session.main_set.n_reps, _figure(session, context))


def _figure(session: Session, context: Context) -> Figure:
    if session.kind == "controlled-speed-repeats":
        return context.figures["downhill-dynamo.repeat-reps-max"]
    if context.athlete.level == "beginner":
        return context.figures["downhill-tempo.beginner-reps-max"]
    return context.figures["downhill-tempo.reps-max"]


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    beginner = Athlete(level="beginner")
    return (
        Example("eight repeats are documented", "within", downhill_reps(8)),
        Example("eleven repeats are three too many", "beyond", downhill_reps(11)),
        Example("six surges are more than a few", "beyond", downhill_surges(6), (), beginner),
        Example("six surges are fine with some experience", "within", downhill_surges(6)),
        Example("nine surges are more than any source gives", "beyond", downhill_surges(9)),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(downhill_reps(11))),
        Example("an easy run has no reps", None, easy()),
    )


RULE = Rule(
    code="DH103",
    name="too-many-reps",
    holds="reps in the set",
    figures=("downhill-dynamo.repeat-reps-max", "downhill-tempo.beginner-reps-max", "downhill-tempo.reps-max"),
    reads=("reps", "level"),
    about="downhill",
    check_session=check,
    examples=examples,
)
