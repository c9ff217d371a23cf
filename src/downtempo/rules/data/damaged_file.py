"""
What it looks for
-----------------
Files that end too soon, fail their own checksum or hold records that are none. What could be read was read, and the
message says how much. Where something may be missing that is an error; where all was read and only nobody can vouch for
it, a warning.

Why it matters
--------------
What a file lost cannot be judged: reps may be missing, and so may the cool-down. Rules that would have needed it say
so.

What to do
----------
Copy the file from the watch again, or export it anew. If that gives the same file, judge with care what stands at its
end.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    yield from notes_told(
        session, RULE.code, context.figures["house.faults-max"], "damage in the file", with_reason=True
    )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    note = Note("DQ101", "fit-truncated", "error", "the file ends in mid-record; 5312 points kept")
    return (
        Example("a whole file has no damage", "within", easy()),
        Example("a file cut off is damaged", "beyond", easy(notes=(note,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ101",
    name="damaged-file",
    holds="the file is whole",
    figures=("house.faults-max",),
    reads=("notes",),
    check_session=check,
    examples=examples,
)
