"""
What it looks for
-----------------
Two recordings of one run: two watches, or one recording exported twice. They start and last alike, or share nearly
all of their time and their place, also with a clock in the wrong zone. And recordings that overlap in part.

Why it matters
--------------
A run that counts twice doubles the week, and turns up as two hard days' worth of work. So the better recording
counts alone, and the other is named here. Of recordings that overlap only in part both count.

What to do
----------
Keep the better recording and move the other one out of the folder. Prefer the one with the watch's own speed and a
barometer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.sketch import easy
from ...text import safe


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Name the recordings that were left out, and hold the overlap with other runs of the day against the figure."""
    place = place_of(session)
    for name in session.duplicates:
        told = f"the same run as {safe(name)}, which was left out"
        yield compare(place, told, 1, context.figures["house.faults-max"], severity="info")
    if session.local_date is None or session.start_utc is None or not session.duration_s:
        yield Gap(place, "the time of the run is not known")
        return
    figure = context.figures["house.overlap-max"]
    others = (s for s in context.history.on(session.local_date) if (s.file, s.sha256) < (session.file, session.sha256))
    for other in sorted(others, key=lambda s: (s.file, s.sha256)):
        share = _overlap(session, other)
        if share is not None:
            yield compare(place, f"overlap in time with {safe(other.file)}, though both count", share, figure)


def _overlap(one: Session, other: Session) -> float | None:
    """Return the share of the shorter run that lies in the other, None where times are missing."""
    if one.start_utc is None or other.start_utc is None or not one.duration_s or not other.duration_s:
        return None
    late_s = (other.start_utc - one.start_utc).total_seconds()
    common_s = min(one.duration_s, late_s + other.duration_s) - max(0, late_s)
    return max(0, common_s) / min(one.duration_s, other.duration_s)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    evening = datetime(2026, 9, 28, 19, tzinfo=UTC)
    return (
        Example("morning and evening are two runs", "within", easy(), (easy(file="a.fit", start_utc=evening),)),
        Example("what was recorded twice and left out is named", "beyond", easy(duplicates=("b.gpx",))),
        Example("half of a run under another name overlaps", "beyond", easy(), (easy(file="a.fit", minutes=25),)),
        Example("a run without a time may overlap with any", "not judged", easy(start_utc=None)),
        Example("one run a day has no twin", None, easy()),
    )


RULE = Rule(
    code="DQ106",
    name="duplicate-run",
    holds="no run counts twice",
    figures=("house.faults-max", "house.overlap-max"),
    reads=("history", "the files that were left out"),
    check_session=check,
    examples=examples,
)
