"""
What it looks for
-----------------
Hard days before which the mean night of a week was shorter than 8 hours. The diary tells the night before each day, and
half of the seven have to be in it.

Why it matters
--------------
The source calls sleep what may not be bargained with while speed comes back, and eight hours ideal. It is what the body
repairs in; a hard session after a short week of nights takes more than it gives.

What to do
----------
Sleep first: move the hard session behind a few long nights, or nap after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Diary, DiaryDay, Example, Gap, Place, Rule, Week, compare, place_of
from ...model.diary import mean_of
from ...model.sketch import MONDAY, downhill_reps, easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the mean night before each hard day against the figure."""
    diary, figures = context.history.diary, context.figures
    why = diary.why_without(_slept, "sleep")
    if subject.hard_days and why:
        yield Gap(Place(week=subject.label), why)
        return
    n = timedelta(seconds=figures["house.diary-week"].si).days
    figure, error = figures["return-to-speed.sleep-min"], figures["house.sleep-tolerance"].si
    for day in subject.hard_days:
        place = place_of(next(s for s in subject.on(day) if s.is_hard))
        slept = mean_of(diary.up_to(day, n, _slept), figures["house.diary-share-min"].si)
        if slept is None:
            yield Gap(place, f"sleep of too few of the {n} nights before a hard day is in the diary")
        else:
            words = f"mean of the {n} nights before the hard day {day}"
            yield compare(place, words, slept, figure, uncertainty=error, sense="at least")


def _slept(day: DiaryDay) -> float | None:
    return day.sleep_s


def _drawn(hours: float, *, n: int = 9) -> Diary:
    night = DiaryDay(sleep_s=timedelta(hours=hours).total_seconds())
    return Diary("diary.csv", {MONDAY + timedelta(days=1 - k): night for k in range(n)})


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    subject = week(easy(0), downhill_reps(day=1))
    return (
        Example("eight and a half hours are enough", "within", subject, diary=_drawn(8.5)),
        Example("six and a half hours are not", "beyond", subject, diary=_drawn(6.5)),
        Example("ten minutes less cannot be told from eight hours", "within", subject, diary=_drawn(7.85)),
        Example("three nights are no week of them", "not judged", subject, diary=_drawn(6.5, n=3)),
        Example("and nobody wrote down those before Thursday", "not judged",
                week(speed_reps(day=6)), diary=_drawn(8.5)),
        Example("without a diary nothing is known of nights", "not judged", subject),
        Example("short nights in an easy week break nothing", None, week(easy(0)), diary=_drawn(5)),
    )  # fmt: skip


RULE = Rule(
    code="DI104",
    name="short-sleep",
    holds="the mean night before a hard day",
    figures=(
        "return-to-speed.sleep-min", "house.diary-week", "house.diary-share-min", "house.sleep-tolerance",
    ),
    frame=("house.diary-week", "house.diary-share-min"),
    reads=("week", "diary"),
    check_week=check,
    examples=examples,
)  # fmt: skip
