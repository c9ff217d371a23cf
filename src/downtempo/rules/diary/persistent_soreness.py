"""
What it looks for
-----------------
Hard days that follow three days of soreness running, each of 4 of 10 or more in the diary.

Why it matters
--------------
Soreness from hard work, downhill work above all, comes on the second day and goes. Where it stays, the muscles have not
repaired, and two sources say to back off rather than to push through.

What to do
----------
Put the hard session off until soreness is below 4, and take the next one a step easier.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...model import Answer, Context, Diary, DiaryDay, Example, Gap, Place, Rule, Week, compare, place_of
from ...model.sketch import MONDAY, downhill_reps, easy, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count the sore days just before each hard day."""
    why = context.history.diary.why_without(_soreness, "soreness")
    if subject.hard_days and why:
        yield Gap(Place(week=subject.label), why)
        return
    for day in subject.hard_days:
        yield _answer(subject, day, context)


def _answer(subject: Week, day: date, context: Context) -> Answer:
    place = place_of(next(s for s in subject.on(day) if s.is_hard))
    figure, sore = context.figures["return-to-speed.sore-days-min"], context.figures["return-to-speed.soreness-min"].si
    one = timedelta(days=1)
    n = timedelta(seconds=figure.si) // one
    before = context.history.diary.up_to(day - one, n, _soreness)[::-1]
    known = next((k for k, felt in enumerate(before) if felt is None or felt < sore), n)
    at_most = next((k for k, felt in enumerate(before) if felt is not None and felt < sore), n)
    if known < n <= at_most:
        return Gap(place, f"soreness is not in the diary for each of the {n} days before a hard day")
    words, counted = f"sore days running before the hard day {day}", (known * one).total_seconds()
    return compare(place, words, counted, figure, limit=figure.si - one.total_seconds())


def _soreness(day: DiaryDay) -> float | None:
    return day.soreness


def _drawn(*felt: float | None) -> Diary:
    return Diary("diary.csv", {MONDAY + timedelta(days=k - 1): DiaryDay(soreness=x) for k, x in enumerate(felt)})


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    subject = week(easy(0), downhill_reps(day=2))
    return (
        Example("sore on one day before is what hard work does", "within", subject, diary=_drawn(2, 1, 6)),
        Example("three sore days and then hard reps", "beyond", subject, diary=_drawn(5, 6, 4)),
        Example("sorely enough, but gone by the morning before", "within", subject, diary=_drawn(5, 6, 2)),
        Example("a blank between them leaves it open", "not judged", subject, diary=_drawn(5, None, 4)),
        Example("a blank before a day without pain does not", "within", subject, diary=_drawn(None, None, 1)),
        Example("without a diary nothing is known of it", "not judged", subject),
        Example("an easy week may be sore", None, week(easy(0), easy(3)), diary=_drawn(5, 6, 4)),
    )


RULE = Rule(
    code="DI103",
    name="persistent-soreness",
    holds="sore days running before a hard day",
    figures=("return-to-speed.sore-days-min", "return-to-speed.soreness-min"),
    frame=("return-to-speed.soreness-min",),
    reads=("week", "diary"),
    check_week=check,
    examples=examples,
)
