"""
What it looks for
-----------------
Two hard days in a row on the runner's own calendar, across the week's edge too.

Why it matters
--------------
The day after a hard one is when muscles repair. Hard work on that day falls on damaged fibres; the sources leave ample
time before anything fast is run again.

What to do
----------
Put at least one easy day or a rest day between two hard ones. Moving one of them by a day is enough.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare, place_of
from ...model.altered import shifted, weeks_before
from ...model.sketch import downhill_reps, easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the easy days before each hard day against the figure."""
    figure, day = context.figures["faster-track.easy-days-between-min"], timedelta(days=1)
    last_hard = context.history.latest_before(subject.start, lambda s: s.is_hard)
    before = last_hard.local_date if last_hard else None
    if before is None and subject.hard_days and not context.history.reaches(subject.hard_days[0] - day):
        yield Gap(Place(week=subject.label), "the history does not reach back to the day before")
    yield from _doubts(subject, context, day)
    for last, now in itertools.pairwise(([before] if before else []) + list(subject.hard_days)):
        run = next(s for s in subject.on(now) if s.is_hard)
        words = f"easy days between hard days, {last} and {now}"
        yield compare(place_of(run), words, (now - last - day).total_seconds(), figure, sense="at least")


def _doubts(subject: Week, context: Context, day: timedelta) -> Iterator[Gap]:
    """Yield a gap for each day that may have been hard beside one that was, or may have been, too."""
    eve = context.history.on(subject.start - day)
    maybe = [*(s.local_date for s in eve if s.may_be_hard and s.local_date), *subject.maybe_hard_days]
    hard = {*subject.hard_days, *maybe, *(s.local_date for s in eve if s.is_hard)}
    for each in maybe:
        if hard & ({each + day} if each < subject.start else {each - day, each + day}):
            yield Gap(Place(week=subject.label), f"the run of {each}, of no known kind, may have been hard")


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    monday = week(speed_reps(day=0), easy(2), easy(4))
    known = weeks_before(2, easy(0), easy(2))
    return (
        Example("Tuesday and Thursday leave a day between", "within",
                week(easy(0), downhill_reps(day=1), speed_reps(day=3))),
        Example("Tuesday and Wednesday do not", "beyond", week(easy(0), downhill_reps(day=1), speed_reps(day=2))),
        Example("nor do Sunday and Monday", "beyond", monday, (*known, shifted(downhill_reps(day=6), -7))),
        Example("an easy Sunday does", "within", monday, (*known, shifted(downhill_reps(day=5), -7))),
        Example("a run of no known kind on Wednesday may have been hard", "not judged",
                week(easy(0), downhill_reps(day=1), easy(2, kind=None))),
        Example("nobody knows what was run on that Sunday", "not judged", monday),
        Example("two hard runs of one day are one hard day", None,
                week(easy(0), downhill_reps(day=1), speed_reps(day=1))),
        Example("a week of easy runs has no hard days", None, week(easy(0), easy(1))),
    )  # fmt: skip


RULE = Rule(
    code="WK106",
    name="back-to-back-hard-days",
    holds="easy days between hard days",
    figures=("faster-track.easy-days-between-min",),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
