"""
What it looks for
-----------------
Stretches of a run for which nothing was recorded, from dropouts or a lost fix.

Why it matters
--------------
Speeds and distances inside a gap are guesses. A rep that lies over one has uncertain edges.

What to do
----------
Wait for a fix before you start, and switch smart recording off for sessions with reps. Pausing the watch during
recoveries makes gaps too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Note, Rule, Session, compare, place_of
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    place, figure = place_of(session), context.figures["house.faults-max"]
    notes = session.notes_of(RULE.code)
    for note in notes:
        yield compare(place, note.message, 1, figure, severity=note.severity)
    if notes:
        return
    if not session.points:
        yield Gap(place, "the file holds no samples")
    else:
        yield compare(place, "gaps in the recording", 0, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    note = Note("DQ104", "gaps", "info", "nothing was recorded for 40 s, in 2 gaps")
    return (
        Example("a recording without gaps is complete", "within", easy()),
        Example("40 s without samples are missing", "beyond", easy(notes=(note,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ104",
    name="gaps",
    holds="nothing is missing in the recording",
    figures=("house.faults-max",),
    reads=("notes",),
    check_session=check,
    examples=examples,
)
