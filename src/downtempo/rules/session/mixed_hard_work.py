"""
What it looks for
-----------------
Downhill reps and hard reps on other ground in one run. Strides on the flat do not count, nor does a single surge.

Why it matters
--------------
One thing done well is worth more than two done tired, says the source on the return to speed. Fast reps on legs that
have just braked down a hill, or the other way round, are run with worse form.

What to do
----------
Choose one of the two for a session, and put the other on another day. There is room for both in a week.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Rule, Session, compare_count, place_of
from ...model.altered import with_set, without_altitude
from ...model.sketch import downhill_reps, easy, reps, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count the kinds of hard work in the run."""
    n_known, n_maybe = session.n_stimuli(context.figures["house.stride-duration-max"].si)
    if n_known or n_maybe:
        figure, words = context.figures["return-to-speed.stimuli-max"], "kinds of hard work in one run"
        yield compare_count(place_of(session), words, n_known, n_maybe, figure, doubt=session.why_no_grade)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    mixed = with_set(downhill_reps(), speed_reps(4, 400))
    strides = reps("strides", 4, 20, speed_mps=5)
    return (
        Example("downhill reps alone are one kind", "within", downhill_reps()),
        Example("four 400s after them are a second", "beyond", mixed),
        Example("strides after them are none", "within", with_set(downhill_reps(), strides)),
        Example("without altitude both sets may have been flat", "not judged", without_altitude(mixed)),
        Example("an easy run holds no hard work", None, easy()),
    )


RULE = Rule(
    code="SE103",
    name="mixed-hard-work",
    holds="kinds of hard work in one run",
    figures=("return-to-speed.stimuli-max", "house.stride-duration-max"),
    frame=("house.stride-duration-max",),
    reads=("sets", "grade"),
    check_session=check,
    examples=examples,
)
