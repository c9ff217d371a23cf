"""
What it looks for
-----------------
Laps, splits or workout steps that the watch calls work and that are no faster than what lies beside them. They are left
aside, and the surges are those of the pace; with `--intervals device` they are taken all the same.

Why it matters
--------------
A lap key pressed at a traffic light, or a workout that was started and not run, would make reps that nobody ran. Then
the finding about them would be wrong, however exact its number.

What to do
----------
Look at the laps of the run. Where they are right, take them with `--intervals device`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Note, Rule, Session, notes_told
from ...model.sketch import easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Tell what was noted when the watch's intervals were held against the pace."""
    yield from notes_told(session, RULE.code, context.figures["house.faults-max"], "intervals at odds with the pace")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    odd = Note(
        "DQ110", "intervals-disagree", "info", "the watch's 6 laps of work are not faster than what lies beside them"
    )
    return (
        Example("a run whose laps agree with its pace", "within", easy()),
        Example("work that is no faster than the rest of it", "beyond", easy(notes=(odd,))),
        Example("a file without samples shows nothing", "not judged", easy(points=0)),
    )


RULE = Rule(
    code="DQ110",
    name="intervals-disagree",
    holds="the watch's intervals agree with the pace",
    figures=("house.faults-max",),
    reads=("notes",),
    severity="info",
    check_session=check,
    examples=examples,
)
