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

from ...model import Answer, Context, Example, Note, Rule, Session, compare, place_of, unless
from ...model.sketch import downhill_reps, easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the easy time after the last effort against the figure."""
    if not session.is_hard or session.kind == "race" or not (session.surges or session.progression):
        return
    cool_down = session.phase("cool-down")
    error_s = max(context.figures["house.duration-tolerance"].si, session.effort_error_s)
    answer = compare(
        place_of(session, cool_down.span if cool_down else None),
        "easy running after the last effort",
        cool_down.easy_s if cool_down else 0,
        context.figures["downhill-tempo.cool-down-min"],
        uncertainty=error_s,
        sense="at least",
    )
    is_last = all(is_before for is_before in context.history.easy_beside(session))
    doubt = "" if is_last else "a later run of the day may have been the cool-down"
    yield unless(session.damage_doubt or doubt, answer)


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
