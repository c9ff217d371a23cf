"""
What it looks for
-----------------
A resting heart rate whose mean of the last seven days lies more than 5 beats over that of the last 28. Half of the
seven days, and half of those before them, have to be in the diary.

Why it matters
--------------
The source calls a rising morning heart rate an objective sign of fatigue. It also rises before an illness, after bad
nights and in the heat; the diary does not know which of them it is, and neither does this rule.

What to do
----------
Run easily until it is back where it was, and let hard sessions wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Diary, DiaryDay, Example, Gap, Place, Rule, Week, compare
from ...model.diary import mean_of
from ...model.sketch import MONDAY, easy, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the mean of the week up to its last day, or to today, over that of the month against the figure."""
    if not subject.sessions:
        return
    place, diary, figures = Place(week=subject.label), context.history.diary, context.figures
    last = min(subject.last_day, context.history.today)
    n_week, n_month = (timedelta(seconds=figures[f"house.diary-{name}"].si).days for name in ("week", "month"))
    month = diary.up_to(last, n_month, _resting)
    least = figures["house.diary-share-min"].si
    recent, before, usual = mean_of(month[-n_week:], least), mean_of(month[:-n_week], least), mean_of(month, least)
    if recent is None or before is None or usual is None:
        days = f"the {n_week} days up to {last}" if recent is None else f"the {n_month - n_week} days before that week"
        why = diary.why_without(_resting, "resting heart rate")
        yield Gap(place, why or f"resting heart rate is in the diary for too few of {days}")
        return
    words = f"mean resting heart rate of the week up to {last}, {recent:.0f} bpm, over that of the month"
    error = figures["house.resting-heart-rate-tolerance"].si
    figure = figures["return-to-speed.resting-heart-rate-rise-max"]
    yield compare(place, words, recent - usual, figure, uncertainty=error)


def _resting(day: DiaryDay) -> float | None:
    return day.resting_bpm


def _drawn(last_week_bpm: float, *, before: int = 21, written: int = 7) -> Diary:
    days = {MONDAY - timedelta(days=k): DiaryDay(resting_bpm=50) for k in range(1, before + 1)}
    days |= {MONDAY + timedelta(days=k): DiaryDay(resting_bpm=last_week_bpm) for k in range(written)}
    return Diary("diary.csv", days)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    subject = week(easy(0), easy(5))
    return (
        Example("two beats more are the weather", "within", subject, diary=_drawn(52)),
        Example("ten beats more are a sign", "beyond", subject, diary=_drawn(60)),
        Example("seven and a half cannot be told from the limit", "within", subject, diary=_drawn(57.5)),
        Example("a week alone shows no rise", "not judged", subject, diary=_drawn(60, before=6)),
        Example("three mornings are no week", "not judged", subject, diary=_drawn(60, written=3)),
        Example("without a diary nothing is known", "not judged", subject),
        Example("a week without runs leaves nothing to back off from", None, week(), diary=_drawn(60)),
    )


RULE = Rule(
    code="DI102",
    name="resting-heart-rate-rising",
    holds="resting heart rate of the week over that of the month",
    figures=(
        "return-to-speed.resting-heart-rate-rise-max", "house.diary-week", "house.diary-month",
        "house.diary-share-min", "house.resting-heart-rate-tolerance",
    ),
    frame=("house.diary-week", "house.diary-month", "house.diary-share-min"),
    reads=("diary",),
    check_week=check,
    examples=examples,
)  # fmt: skip
