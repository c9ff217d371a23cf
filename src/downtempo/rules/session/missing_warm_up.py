"""
What it looks for
-----------------
Hard sessions whose first effort comes before 5 minutes of easy running. A progressive tempo warms up by itself, and
before a race people warm up without a watch; both are left out.

Why it matters
--------------
Cold muscles take the first reps badly, most of all downhill. The source opens every downhill session with 5 to 10
minutes of easy running; for reps on the flat and tempos the same five are our reading.

What to do
----------
Run easily for 5 to 10 minutes before the first rep. If the warm-up is in a recording of its own, keep both in one
folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ...model import Answer, Context, Example, Note, Rule, Session, hold_end
from ...model.sketch import downhill_reps, easy, progressive, reps, speed_reps, tempo


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the easy time before the first effort against the figure."""
    if not session.is_hard or session.is_progressive or session.kind == "race" or not session.surges:
        return
    figure = context.figures["downhill-tempo.warm-up-min" if session.is_downhill else "house.warm-up-min"]
    yield hold_end(session, context, "warm-up", figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    cold = downhill_reps(warm_up_s=60)
    damaged = downhill_reps(warm_up_s=60, notes=(Note("DQ101", "fit-truncated", "error", "cut off"),))
    jog = easy(1, minutes=10, start_utc=datetime(2026, 9, 29, 15, 45, tzinfo=UTC))
    return (
        Example("ten minutes of easy running come first", "within", downhill_reps(warm_up_s=600)),
        Example("one minute is no warm-up", "beyond", cold),
        Example("the same holds on the track", "beyond", speed_reps(warm_up_s=60)),
        Example("reps of no known kind are hard all the same", "beyond", reps(None, 5, 70, warm_up_s=60)),
        Example("a tempo block needs one too, and has one", "within", tempo()),
        Example("a damaged file may have lost its start", "not judged", damaged),
        Example("the warm-up may be in a file of its own", "not judged", cold, (jog,)),
        Example("a progressive tempo warms up by itself", None, progressive()),
        Example("an easy run is a warm-up throughout", None, easy()),
    )


RULE = Rule(
    code="SE101",
    name="missing-warm-up",
    holds="easy running before the first effort",
    figures=("downhill-tempo.warm-up-min", "house.warm-up-min", "house.duration-tolerance"),
    reads=("phases",),
    check_session=check,
    examples=examples,
)
