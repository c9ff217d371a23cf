"""
What it looks for
-----------------
Fast reps that are longer, faster and less rested than last time, all at once.

Why it matters
--------------
The source escalates by small amounts of pace, distance or rest. Where all three move together the session is a new one,
and the legs have met none of it.

What to do
----------
Change one or two of the three, and leave the third as it was last time. Small amounts are enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Lever, Rule, Session, SurgeSet, compare_count, place_of
from ...model.altered import shifted, without_altitude
from ...model.sketch import easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count what was made harder since the last session of fast reps."""
    now = session.main_set
    if now is None:
        return
    last = context.history.latest(session, lambda s: s.is_speed or s.is_speed is None)
    if last is None or last.main_set is None:
        yield Gap(place_of(session), "no earlier session of fast reps is known")
    elif last.is_speed is None:
        yield Gap(place_of(session), f"the reps of {last.local_date} could not be told to be flat")
    else:
        moved = _levers(last.main_set, now, context)
        raised = [lever.name for lever in moved if lever.is_raised]
        maybe = sum(lever.is_raised is None for lever in moved)
        words = f"changes since {last.local_date} ({', '.join(raised) or 'none'})"
        figure, doubt = context.figures["faster-track.changes-at-once-max"], "a set of one rep has no rest"
        yield compare_count(place_of(session, now.span), words, len(raised), maybe, figure, doubt=doubt)


def _levers(before: SurgeSet, now: SurgeSet, context: Context) -> tuple[Lever, ...]:
    names = ("rep-distance-tolerance", "speed-slack", "rest-slack")
    distance, speed, rest = (context.figures[f"house.{name}"].si for name in names)
    rests = [None if g.recovery_s is None else -g.recovery_s / g.rep_s for g in (before, now)]
    return (
        Lever("longer reps", before.rep_m, now.rep_m, distance * before.rep_m),
        Lever("faster reps", before.speed_mps, now.speed_mps, speed * before.speed_mps),
        Lever("shorter rest", rests[0], rests[1], -rest * (rests[0] or 0)),
    )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    last_week = (shifted(speed_reps(6, 200, speed_mps=4.3), -7),)
    leap = speed_reps(5, 400, speed_mps=4.7, recovery_s=80)
    return (
        Example("the same again changes nothing", "within", speed_reps(6, 200, speed_mps=4.3), last_week),
        Example("longer and faster, but as well rested", "within", speed_reps(5, 400, speed_mps=4.5), last_week),
        Example("longer, faster and less rested", "beyond", leap, last_week),
        Example("nothing is known of the session before", "not judged", leap),
        Example("the set before has no altitude", "not judged", leap, tuple(map(without_altitude, last_week))),
        Example("an easy run changes nothing", None, easy(), last_week),
    )


RULE = Rule(
    code="SR107",
    name="abrupt-escalation",
    holds="pace, distance and rest against last time",
    figures=(
        "faster-track.changes-at-once-max",
        "house.rep-distance-tolerance",
        "house.speed-slack",
        "house.rest-slack",
    ),
    reads=("reps", "history"),
    needs_history=True,
    about="speed",
    check_session=check,
    examples=examples,
)
