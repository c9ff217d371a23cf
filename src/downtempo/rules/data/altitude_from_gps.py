"""
What it looks for
-----------------
Recordings whose altitude comes from GPS alone. For information only.

Why it matters
--------------
GPS altitude wanders by metres within a minute. It shows a long descent, but not the grade of a short rep to a
percentage point, so no grade is given for reps.

What to do
----------
Use a watch with a barometer for downhill sessions. If yours has one, check that the export keeps its altitude.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell altitude that comes from GPS alone."""
    place, figure = place_of(session), context.figures["house.faults-max"]
    if session.elevation_source == "unknown":
        yield Gap(place, "the file does not say where its altitude comes from")
    elif session.elevation_source == "gps":
        yield compare(place, "altitude from GPS alone: no grade is given for reps", 1, figure)
    elif session.elevation_source == "barometer":
        yield compare(place, "altitude from GPS alone", 0, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("a barometer is as good as it gets", "within", easy(elevation_source="barometer")),
        Example("GPS altitude is coarse", "beyond", easy(elevation_source="gps")),
        Example("some files do not say", "not judged", easy(elevation_source="unknown")),
        Example("no altitude at all is another rule's", None, easy(elevation_source="none")),
    )


RULE = Rule(
    code="DQ103",
    name="altitude-from-gps",
    holds="altitude is good enough for grades",
    figures=("house.faults-max",),
    reads=("altitude",),
    severity="info",
    check_session=check,
    examples=examples,
)
