"""
What it looks for
-----------------
Downhill sessions made harder less than two weeks after the step before, or after downhill work began. A session is a
step up when it is steeper, longer or has more reps than any of the eight weeks before it: who takes a lighter week and
comes back to what was run before has raised nothing.

Why it matters
--------------
Legs get used to downhill running, but not from one session to the next. The source raises grade, distance or rep length
every two to three weeks.

What to do
----------
Repeat the present step until two weeks have passed since it began, then raise one thing. Three weeks are fine too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, unless
from ...model.altered import shifted, without_altitude
from ...model.lever import LEVER_FIGURES, downhill_before, raised_levers
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present step began against the figure, on a session that raises a lever."""
    if session.local_date is None:
        return
    if session.main_set is None:
        yield Gap(place_of(session), "the descents were not measured as reps")
        return
    figure = context.figures["downhill-tempo.step-interval-min"]
    first = session.local_date - timedelta(seconds=figure.si)
    earlier = downhill_before(context.history, session.local_date, context.figures)
    known = [s for s in earlier if s.is_downhill]
    if not known or earlier[-1] is not known[-1]:
        yield Gap(place_of(session), "the downhill session before is not known")
        return
    if not _is_step(context, known, session):
        return
    steps = [s for k, s in enumerate(known) if _is_step(context, known[:k], s)]
    began = steps[-1].local_date or first
    passed_s = (session.local_date - began).total_seconds()
    answer = compare(place_of(session), "time since the last downhill step", passed_s, figure, sense="at least")
    is_shown = context.history.shows(first, began)
    is_blind = any(s.is_downhill is None and s.local_date and s.local_date > first for s in earlier)
    if is_blind and not answer.is_beyond:
        yield Gap(place_of(session), "reps without altitude may have been a step in between")
    else:
        yield unless("" if is_shown else "the history is shorter than a step, or runs of it are missing", answer)


def _is_step(context: Context, known: Sequence[Session], now: Session) -> bool:
    """Whether a session is harder in some way than every one that it is held against; the first one is a beginning."""
    return raised_levers(known, now, context.figures) != ()


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base = tuple(shifted(easy(), -7 * k) for k in range(8))
    same = [shifted(downhill_reps(6), -7 * k) for k in (1, 2, 3)]
    stepped = (shifted(downhill_reps(5), -14), shifted(downhill_reps(6), -7))
    return (
        Example("three weeks at six reps allow for eight", "within", downhill_reps(8), (*base, *same)),
        Example("one rep more a week ago, two more today", "beyond", downhill_reps(8), (*base, *stepped)),
        Example("a history of a week does not tell since when", "not judged", downhill_reps(8), (same[0],)),
        Example("the set before has no altitude", "not judged", downhill_reps(8),
                (*base, *same[1:], without_altitude(same[0]))),
        Example("back to six reps after a lighter session is no step", None, downhill_reps(6),
                (*base, shifted(downhill_reps(6), -14), shifted(downhill_reps(4), -7))),
        Example("the same again is no step", None, downhill_reps(6), (*base, *same)),
        Example("an easy run is no step", None, easy(), (*base, *same)),
    )  # fmt: skip


RULE = Rule(
    code="PG101",
    name="downhill-step-too-soon",
    holds="time between two downhill steps",
    figures=("downhill-tempo.step-interval-min", *LEVER_FIGURES),
    frame=("house.stage-window",),
    reads=("reps", "grade", "history"),
    needs_history=True,
    about="downhill",
    check_session=check,
    examples=examples,
)
