"""
What it looks for
-----------------
Weeks with a downhill day and fewer than two easy runs. Long runs and runs with strides are easy runs here.

Why it matters
--------------
Easy runs bring blood to sore legs without adding damage. The source backs every downhill day with two of them.

What to do
----------
Add an easy run on the day after the downhill session, and another one in the same week. Slow is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Place, Rule, Week, compare_count, unless
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, long, speed_reps, week

_EASY = frozenset({"easy", "long", "strides"})


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the easy runs of a week with a downhill day."""
    is_certain = any(s.is_downhill for s in subject.sessions)
    if not is_certain and all(s.is_downhill is not None for s in subject.sessions):
        return
    known = [s for s in subject.sessions if s.kind in _EASY]
    maybe = [s for s in subject.sessions if s.may_be_hard]
    figure = context.figures["downhill-tempo.easy-runs-min"]
    answer = compare_count(
        Place(week=subject.label), "easy runs in the week of a downhill day", len(known), len(maybe), figure,
        doubt="a run of no known kind may have been easy", sense="at least",
    )  # fmt: skip
    yield unless("" if is_certain else "reps without altitude may not have run downhill", _in_time(subject, answer))


def _in_time(subject: Week, answer: Answer) -> Answer:
    return unless("" if subject.is_over else "the week is not over", answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    alone = week(easy(0), downhill_reps(day=1), speed_reps(day=3))
    return (
        Example("an easy and a long run back it up", "within", week(easy(0), downhill_reps(day=1), long(5))),
        Example("one easy run is one too few", "beyond", alone),
        Example("on Wednesday the week may still bring one", "not judged", week(easy(0), downhill_reps(1), over=False)),
        Example("a run of no known kind may have been easy", "not judged",
                week(easy(0), downhill_reps(day=1), easy(2, kind=None))),
        Example("without altitude it may have been no downhill day", "not judged",
                week(easy(0), without_altitude(downhill_reps(day=1)))),
        Example("a week without a downhill day needs no backing", None, week(easy(0), speed_reps(day=3))),
    )  # fmt: skip


RULE = Rule(
    code="WK102",
    name="unsupported-downhill-day",
    holds="easy runs around the downhill day",
    figures=("downhill-tempo.easy-runs-min",),
    reads=("week",),
    check_week=check,
    examples=examples,
)
