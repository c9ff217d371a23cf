"""
What it looks for
-----------------
Positions, speeds and heights that no runner reaches. They were left out before anything was measured.

Why it matters
--------------
A single wild position can make a rep out of a rest. Left out, it costs nothing, but many of them mean a bad fix.

What to do
----------
Nothing, as long as they are few. If they are many, look at the run on a map and judge its reps with care.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    yield from notes_told(session, RULE.code, context.figures["house.faults-max"], "samples that no runner reaches")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    note = Note("DQ105", "positions-removed", "info", "12 positions that no runner reaches were left out")
    return (
        Example("plain samples are all kept", "within", easy()),
        Example("a jump across the map was left out", "beyond", easy(notes=(note,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ105",
    name="impossible-samples",
    holds="every sample is one a runner can reach",
    figures=("house.faults-max",),
    reads=("notes",),
    check_session=check,
    examples=examples,
)
