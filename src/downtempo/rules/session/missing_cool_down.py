"""
What it looks for
-----------------
Hard sessions that end within 5 minutes of the last effort, without easy running or walking.

Why it matters
--------------
Easing out of hard work helps the legs to the next run. The sources count it as part of the session and give no length;
5 minutes are our reading.

What to do
----------
Jog or walk for 5 minutes after the last rep, with the watch still running. Stretching comes after that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ...model import Answer, Context, Example, Note, Rule, Session, hold_end
from ...model.sketch import downhill_reps, easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the easy time after the last effort against the figure."""
    if not session.is_hard or session.kind == "race" or not (session.surges or session.progression):
        return
    yield hold_end(session, context, "cool-down", context.figures["downhill-tempo.cool-down-min"])


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    abrupt = downhill_reps(cool_down_s=30)
    damaged = downhill_reps(cool_down_s=30, notes=(Note("DQ101", "fit-truncated", "error", "cut off"),))
    jog = easy(1, minutes=10, start_utc=datetime(2026, 9, 29, 17, 15, tzinfo=UTC))
    return (
        Example("ten minutes of jogging close the session", "within", speed_reps(cool_down_s=600)),
        Example("half a minute is the walk to the car", "beyond", abrupt),
        Example("a damaged file may have lost its end", "not judged", damaged),
        Example("the cool-down may be in a file of its own", "not judged", abrupt, (jog,)),
        Example("an easy run needs none", None, easy()),
    )


RULE = Rule(
    code="SE102",
    name="missing-cool-down",
    holds="easy running or walking after the last effort",
    figures=("downhill-tempo.cool-down-min", "house.duration-tolerance"),
    reads=("phases",),
    check_session=check,
    examples=examples,
)
