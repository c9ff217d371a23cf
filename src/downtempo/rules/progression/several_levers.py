"""
What it looks for
-----------------
Downhill sessions that are harder in more than one way at once than any of the eight weeks before: steeper, longer reps,
more reps. A lever counts as raised only when it moved by more than two equal sessions differ.

Why it matters
--------------
When soreness comes, only one change tells where it came from. The source lists the ways to make downhill work harder as
alternatives.

What to do
----------
Raise one thing and put the others back to where they were last time. Two to three weeks later the next one may rise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Answer, Context, Example, Gap, Lever, Rule, Session, compare_count, place_of
from ...model.altered import shifted, without_altitude
from ...model.lever import LEVER_FIGURES, compared, downhill_before
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count the levers raised over the session of the weeks before over which least was raised."""
    now = session.main_set
    if now is None:
        yield Gap(place_of(session), "the descents were not measured as reps")
        return
    if session.local_date is None:
        return
    earlier = downhill_before(context.history, session.local_date, context.figures)
    if not earlier:
        yield Gap(place_of(session), "no earlier downhill session is known")
    elif earlier[-1].is_downhill is None:
        yield Gap(place_of(session), f"the reps of {earlier[-1].local_date} could not be told to be downhill")
    else:
        known = [s for s in earlier if s.is_downhill]
        before, moved = min(compared(known, session, context.figures), key=lambda pair: _n_moved(pair[1]))
        raised = [lever.name for lever in moved if lever.is_raised]
        unknown = [lever.name for lever in moved if lever.is_raised is None]
        words = f"levers raised since {before.local_date} ({', '.join(raised) or 'none'})"
        doubt = f"{', '.join(unknown)}: not known for both sessions"
        figure = context.figures["downhill-tempo.levers-at-once-max"]
        yield compare_count(place_of(session, now.span), words, len(raised), len(unknown), figure, doubt=doubt)


def _n_moved(moved: Iterable[Lever]) -> int:
    return sum(lever.is_raised is not False for lever in moved)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    last_week = (shifted(downhill_reps(6, 30, 4.0), -7),)
    unknown = tuple(map(without_altitude, last_week))
    return (
        Example("the same again raises nothing", "within", downhill_reps(6, 30, 4.0), last_week),
        Example("two more reps are one lever", "within", downhill_reps(8, 30, 4.0), last_week),
        Example("a third of a percent cannot be told apart", "within", downhill_reps(8, 30, 4.3), last_week),
        Example("longer and steeper are two", "beyond", downhill_reps(6, 45, 5.0), last_week),
        Example("shorter reps do not make up for steeper and more", "beyond", downhill_reps(8, 20, 5.0), last_week),
        Example("back to the usual after a lighter session raises nothing", "within", downhill_reps(6, 45, 4.0),
                (shifted(downhill_reps(6, 45, 4.0), -14), shifted(downhill_reps(4, 25, 4.0), -7))),
        Example("nothing is known of the session before", "not judged", downhill_reps(6, 45, 5.0)),
        Example("the set before has no altitude", "not judged", downhill_reps(6, 45, 5.0), unknown),
        Example("an easy run pulls no lever", None, easy(), last_week),
    )  # fmt: skip


RULE = Rule(
    code="PG102",
    name="several-levers-at-once",
    holds="levers raised in one step",
    figures=("downhill-tempo.levers-at-once-max", *LEVER_FIGURES),
    frame=("house.stage-window",),
    reads=("reps", "grade", "history"),
    needs_history=True,
    about="downhill",
    check_session=check,
    examples=examples,
)
