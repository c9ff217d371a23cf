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

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    yield from notes_told(session, RULE.code, context.figures["house.faults-max"], "gaps in the recording")


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
