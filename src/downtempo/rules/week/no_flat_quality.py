"""
What it looks for
-----------------
Weeks with a downhill day and no quality workout on the flat: no fast reps, tempo, progressive tempo or race.

Why it matters
--------------
Speed from downhill running only carries over when the legs also run fast without the help of gravity. The source pairs
each downhill day with one such workout.

What to do
----------
Plan one workout on the flat in the same week, two days away from the downhill one. A tempo or a progressive tempo will
do.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Place, Rule, Session, Week, compare_count, unless
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, progressive, reps, speed_reps, tempo, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the flat workouts of a week with a downhill day."""
    is_certain = any(s.is_downhill for s in subject.sessions)
    if not is_certain and all(s.is_downhill is not None for s in subject.sessions):
        return
    flat = [_is_flat_quality(s) for s in subject.sessions]
    figure = context.figures["downhill-tempo.flat-quality-min"]
    answer = compare_count(
        Place(week=subject.label), "workouts on the flat in the week of a downhill day", flat.count(True),
        flat.count(None), figure, doubt="a run on ground that is not known may have been one", sense="at least",
    )  # fmt: skip
    doubt = "" if subject.is_over else "the week is not over"
    yield unless(doubt or ("" if is_certain else "reps without altitude may not have run downhill"), answer)


def _is_flat_quality(session: Session) -> bool | None:
    """Whether it was hard and on the flat; None where its ground or its kind is not known."""
    main = session.main_set
    if session.may_be_hard:
        return None
    if not session.is_hard or session.is_downhill:
        return False
    if session.is_progressive or session.is_speed or main is None:
        return True
    return None if main.terrain is None else main.terrain == "flat"


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    alone = week(easy(0), downhill_reps(day=1), easy(2), easy(5))
    return (
        Example("200s on Thursday are one", "within", week(easy(0), downhill_reps(day=1), speed_reps(day=3))),
        Example("so is a tempo", "within", week(downhill_reps(day=1), tempo(3))),
        Example("so is a progressive tempo", "within", week(downhill_reps(day=1), progressive(day=3))),
        Example("so are flat reps of no known kind", "within", week(downhill_reps(day=1), reps(None, 5, 70, day=3))),
        Example("easy runs are none", "beyond", alone),
        Example("nor is a tempo uphill", "beyond", week(downhill_reps(day=1), _drawn_uphill_tempo())),
        Example("without altitude a tempo may have been flat", "not judged",
                week(downhill_reps(day=1), without_altitude(tempo(3)))),
        Example("on Wednesday the week may still bring one", "not judged", week(easy(0), downhill_reps(1), over=False)),
        Example("without altitude other reps may have been flat", "not judged",
                week(downhill_reps(day=1), without_altitude(downhill_reps(day=3)))),
        Example("a week without a downhill day is free", None, week(easy(0), easy(2))),
    )  # fmt: skip


def _drawn_uphill_tempo() -> Session:
    return reps("tempo", 3, 240, day=3, speed_mps=3.6, grade_percent=-5.0)


RULE = Rule(
    code="WK103",
    name="no-flat-quality",
    holds="workouts on the flat beside the downhill day",
    figures=("downhill-tempo.flat-quality-min",),
    reads=("week", "grade"),
    check_week=check,
    examples=examples,
)
