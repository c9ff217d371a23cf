"""
What it looks for
-----------------
Sessions of long descents, a kilometre or more, run more often than documented.

Why it matters
--------------
A long descent braked all the way is the surest way to sore thighs. Two or three of them are documented, and no more.

What to do
----------
Leave it at two or three long descents. Spend the rest of the run on easier ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, long_downhill


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count the reps that are long descents."""
    long = context.figures["downhill-dynamo.long-descent-min"]
    least_m = long.si * (1 - context.figures["house.rep-distance-tolerance"].si)
    n_long = sum(rep.span.distance_m >= least_m for rep in session.reps)
    if session.is_downhill is None and n_long:
        yield Gap(place_of(session), session.why_no_grade)
    elif session.kind == "long-downhill" and session.main_set is None:
        yield Gap(place_of(session), "the descents were not measured as reps")
    elif session.kind == "long-downhill":
        figure, words = context.figures["downhill-dynamo.long-descent-reps-max"], "long descents in the run"
        extra = f"Long is {long.value:g} {long.unit} or more."
        yield compare(place_of(session), words, n_long, figure, extra=extra)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("three long descents are documented", "within", long_downhill(3)),
        Example("five are two too many", "beyond", long_downhill(5)),
        Example("without altitude long reps may have been descents", "not judged", without_altitude(long_downhill(5))),
        Example("short repeats are another session", None, downhill_reps()),
        Example("an easy run has no long descents", None, easy()),
    )


RULE = Rule(
    code="DH111",
    name="long-downhill-repeats",
    holds="repeats of long descents",
    figures=(
        "downhill-dynamo.long-descent-reps-max",
        "downhill-dynamo.long-descent-min",
        "house.rep-distance-tolerance",
    ),
    frame=("downhill-dynamo.long-descent-min",),
    reads=("reps",),
    check_session=check,
    examples=examples,
)
