"""
What it looks for
-----------------
Recordings with missing, impossible or jumping times, and runs whose time zone is not known.

Why it matters
--------------
The week, the day before and the thirty days before hang on the date. A wrong clock puts a run into another week.

What to do
----------
Nothing, where points only share an instant: they were merged, and no time is lost. Else let the watch set its clock by
satellite before the run; if only the time zone is missing, set timezone in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what the reader noted."""
    yield from notes_told(session, RULE.code, context.figures["house.faults-max"], "faults of the clock")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    note = Note("DQ108", "clock-jump", "warning", "the clock jumps by two hours")
    return (
        Example("times that rise evenly are right", "within", easy()),
        Example("a clock that jumps is not", "beyond", easy(notes=(note,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ108",
    name="wrong-clock",
    holds="its times are right",
    figures=("house.faults-max",),
    reads=("notes",),
    check_session=check,
    examples=examples,
)
