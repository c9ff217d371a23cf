"""
What it looks for
-----------------
More than two sessions of fast reps on the flat in a week.

Why it matters
--------------
One or two a week, week after week, is what the source calls a rhythm that lasts. A third one adds soreness rather than
speed.

What to do
----------
Keep two at most, and make the third a tempo another week. Strides in an easy run keep the feel for speed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Place, Rule, Week, compare_count
from ...model.altered import without_altitude
from ...model.sketch import easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the sessions of fast reps."""
    known = [s for s in subject.sessions if s.is_speed]
    maybe = [s for s in subject.sessions if s.is_speed is None]
    if known or maybe:
        figure, doubt = context.figures["faster-track.track-sessions-max"], "reps without altitude may have been flat"
        place, words = Place(week=subject.label), "sessions of fast reps in the week"
        yield compare_count(place, words, len(known), len(maybe), figure, doubt=doubt)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    three = (speed_reps(day=0), speed_reps(day=2), speed_reps(day=4))
    return (
        Example("two of them are documented", "within", week(speed_reps(day=1), speed_reps(day=4))),
        Example("a third is one too many", "beyond", week(*three)),
        Example("without altitude the third may have been downhill", "not judged",
                week(*three[:-1], without_altitude(three[-1]))),
        Example("a week of easy runs has none", None, week(easy(0), easy(2))),
    )  # fmt: skip


RULE = Rule(
    code="WK105",
    name="too-many-track-sessions",
    holds="sessions of fast reps",
    figures=("faster-track.track-sessions-max",),
    reads=("week",),
    check_week=check,
    examples=examples,
)
