"""
What it looks for
-----------------
Recordings that say they are a run and hardly can be, with half of the time faster than any runner. Files that name
another sport, courses and workouts are left out before any rule, and told among the files left out or not read.

Why it matters
--------------
Rules about running say nothing about a ride, and a course was never run.

What to do
----------
Leave such files out of the folder, or set the sport right on the watch or in your log.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    yield from notes_told(session, RULE.code, context.figures["house.faults-max"], "signs of another sport")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    fast = Note("DQ107", "too-fast-for-a-run", "info", "half of the time faster than 7.2 m/s, so hardly a run")
    return (
        Example("a run is a run", "within", easy()),
        Example("what no runner keeps up is none", "beyond", easy(notes=(fast,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ107",
    name="not-a-run",
    holds="the file is a run",
    figures=("house.faults-max",),
    reads=("notes",),
    severity="info",
    check_session=check,
    examples=examples,
)
