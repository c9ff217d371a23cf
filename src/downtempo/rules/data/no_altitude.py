"""
What it looks for
-----------------
Recordings without any altitude. For information only.

Why it matters
--------------
Without altitude no descent can be told from the flat, so the rules about downhill sessions and most of those about fast
reps cannot judge the run.

What to do
----------
Record with a watch that has a barometer, or switch altitude on. An export as FIT keeps it where some others drop it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell a recording without altitude."""
    place, figure = place_of(session), context.figures["house.faults-max"]
    if not session.points:
        yield Gap(place, "the file holds no samples")
    elif session.elevation_source == "none":
        yield compare(place, "no altitude in the file: nothing is said about descents and grades", 1, figure)
    else:
        yield compare(place, "missing altitude", 0, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("a barometer gives altitude", "within", easy(elevation_source="barometer")),
        Example("so does GPS, if badly", "within", easy(elevation_source="gps")),
        Example("without altitude there is none", "beyond", easy(elevation_source="none")),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ102",
    name="no-altitude",
    holds="there is altitude",
    figures=("house.faults-max",),
    reads=("altitude",),
    severity="info",
    check_session=check,
    examples=examples,
)
