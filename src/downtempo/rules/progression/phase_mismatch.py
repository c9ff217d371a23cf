"""
What it looks for
-----------------
Downhill reps in the base phase, as the configuration names it. Build and peak have room for them.

Why it matters
--------------
The base phase is for technique and many easy miles, with mild descents now and then. Downhill blocks come as fitness
builds, on legs that are ready for them.

What to do
----------
Leave the reps for the build phase and run down a mild hill in an easy run now and then. If base is over, set the phase
in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count downhill reps in the base phase."""
    main = session.main_set
    if context.athlete.phase != "base" or (main is None and not session.is_downhill):
        return
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    n_reps = len(session.reps or session.descents) if session.is_downhill else 0
    figure = context.figures["downhill-tempo.base-reps-max"]
    yield compare(place_of(session, main.span if main else None), "downhill reps in the base phase", n_reps, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base = Athlete(phase="base")
    return (
        Example("reps on the flat are no downhill reps", "within", speed_reps(6, 200), (), base),
        Example("six downhill reps are six too many", "beyond", downhill_reps(6), (), base),
        Example("without altitude they may have been flat", "not judged", without_altitude(downhill_reps(6)), (), base),
        Example("the build phase has room for them", None, downhill_reps(6)),
        Example("an easy run fits every phase", None, easy(), (), base),
    )


RULE = Rule(
    code="PG109",
    name="phase-mismatch",
    holds="downhill reps against the phase",
    figures=("downhill-tempo.base-reps-max",),
    reads=("reps", "phase"),
    check_session=check,
    examples=examples,
)
