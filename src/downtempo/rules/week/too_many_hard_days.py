"""
What it looks for
-----------------
More hard days in a week than documented: one in the first weeks of a return to speed, where the configuration says when
that began; else one track session, one tempo and one downhill day, so three.

Why it matters
--------------
Legs adapt on the days between. With more hard days than easy ones between them, each is run on what the last one left.

What to do
----------
Turn the least important hard day into an easy run. One session done well beats two done tired.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...model import Answer, Athlete, Context, Example, Place, Rule, Week, compare_count
from ...model.sketch import downhill_reps, easy, progressive, reps, speed_reps, tempo, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the hard days."""
    days = set(subject.hard_days)
    maybe = subject.maybe_hard_days
    if not days and not maybe:
        return
    is_early = _is_early(subject, context)
    figure = context.figures["return-to-speed.early-hard-days-max" if is_early else "house.hard-days-max"]
    subject_words = "hard days in an early week of a return to speed" if is_early else "hard days in the week"
    doubt = "a run of no known kind may have been hard"
    yield compare_count(Place(week=subject.label), subject_words, len(days), len(maybe), figure, doubt=doubt)


def _is_early(subject: Week, context: Context) -> bool:
    since = context.athlete.return_to_speed_from
    if since is None:
        return False
    phase = timedelta(seconds=context.figures["return-to-speed.early-phase"].si)
    return since <= subject.last_day and subject.start < since + phase


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    two = week(easy(0), downhill_reps(day=1), speed_reps(day=3), easy(5))
    four = week(downhill_reps(day=0), speed_reps(day=2), tempo(4), progressive(day=6))
    returning, long_back = (Athlete(return_to_speed_from=date(2026, m, 21)) for m in (9, 6))
    return (
        Example("a downhill and a track day are two", "within", two),
        Example("four hard days are more than one of each", "beyond", four),
        Example("early in a return to speed two are too many", "beyond", two, (), returning),
        Example("three months later they are not", "within", two, (), long_back),
        Example("a run of no known kind may make it four", "not judged",
                week(downhill_reps(day=0), speed_reps(day=2), tempo(4), easy(6, kind=None))),
        Example("reps of no known kind are hard", "beyond",
                week(downhill_reps(day=0), speed_reps(day=2), tempo(4), reps(None, 5, 70, day=6))),
        Example("a week of easy runs has none", None, week(easy(0), easy(2))),
    )  # fmt: skip


RULE = Rule(
    code="WK104",
    name="too-many-hard-days",
    holds="hard days",
    figures=("return-to-speed.early-hard-days-max", "return-to-speed.early-phase", "house.hard-days-max"),
    frame=("return-to-speed.early-phase",),
    reads=("week", "return to speed"),
    check_week=check,
    examples=examples,
)
