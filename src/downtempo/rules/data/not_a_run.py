"""
What it looks for
-----------------
Files that say they are something else than a run: a ride, a course, a workout.

Why it matters
--------------
Rules about running say nothing about a ride, and a course was never run.

What to do
----------
Leave such files out of the folder, or set the sport right on the watch or in your log.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Note, Rule, Session, compare, place_of
from ...model.sketch import easy
from ...text import safe


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
    elif not session.is_run:
        yield compare(place, f"the file says {safe(session.sport)}", 1, figure)
    else:
        yield compare(place, "signs of another sport", 0, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    note = Note("DQ107", "not-activity", "info", "the file is a course, not an activity")
    return (
        Example("a run is a run", "within", easy()),
        Example("a course was never run", "beyond", easy(notes=(note,))),
        Example("a ride is none", "beyond", easy(sport="cycling")),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ107",
    name="not-a-run",
    holds="the file is a run",
    figures=("house.faults-max",),
    reads=("notes", "sport"),
    severity="info",
    check_session=check,
    examples=examples,
)
