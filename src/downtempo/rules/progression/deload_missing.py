"""
What it looks for
-----------------
A fourth week with hard days in a row, none of them lighter than the others by a fifth.

Why it matters
--------------
Training is absorbed in the lighter weeks. The source follows three weeks of tempo and speed with a recovery week.

What to do
----------
Make the next week a lighter one: a fifth less distance at least, and less intensity. Then take up where you were.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import weeks_before, without_days
from ...model.sketch import MONDAY, easy, long, speed_reps, week

_OPEN = "one of the weeks holds no run at all, or one of unknown length or kind; it may have been a lighter one"


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the number of loaded weeks, this one included, against the figure."""
    if not subject.hard_days and not subject.maybe_hard_days:
        return
    place, figure = Place(week=subject.label), context.figures["faster-track.loaded-weeks-max"]
    n = timedelta(seconds=figure.si) // timedelta(weeks=1)
    window = (*context.history.weeks_before(subject, n), subject)
    if not subject.is_over:
        yield Gap(place, "the week is not over")
    elif not context.history.reaches(window[0].last_day):
        yield Gap(place, f"the history does not show the {n} weeks before")
    else:
        depth, error = (context.figures[name].si for name in ("faster-track.deload-depth", "house.distance-tolerance"))
        light = [_is_light(week, window, depth, error) for week in reversed(window)]
        surely, perhaps = (timedelta(weeks=_first(light, values)) for values in ((True, None), (True,)))
        words = "loaded weeks since the last lighter one"
        least, most = (compare(place, words, loaded.total_seconds(), figure) for loaded in (surely, perhaps))
        yield most if least.is_beyond == most.is_beyond else Gap(place, _OPEN)


def _first(light: Sequence[bool | None], values: tuple[bool | None, ...]) -> int:
    return next((k for k, each in enumerate(light) if each in values), len(light))


def _is_light(week: Week, window: Sequence[Week], depth: float, error: float) -> bool | None:
    """Whether it is a lighter week, as far as distances are known; None where that cannot be told."""
    others = [w.distance_m for w in window if w is not week and w.distance_m is not None]
    if week.distance_m is None or not week.sessions or (week.maybe_hard_days and not week.hard_days):
        return None
    if not week.hard_days:
        return True
    if len(others) < len(window) - 1:
        return None
    mean_m = sum(others) / len(others)
    return week.distance_m <= (1 - depth + error * math.hypot(1, 1 / math.sqrt(len(others)))) * mean_m


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    usual = (easy(0), speed_reps(day=3), long(5))
    known = weeks_before(6, *usual)
    with_deload = without_days(known, -14, -9)
    return (
        Example("the week before last was lighter", "within", week(*usual), with_deload),
        Example("this week is lighter itself", "within", week(easy(0, minutes=20), speed_reps(day=3)), known),
        Example(
            "a week that is lighter but for what distances err",
            "within",
            week(*usual),
            tuple(
                replace(s, distance_m=0.805 * (s.distance_m or 0))
                if s.local_date and 7 < (MONDAY - s.local_date).days <= 14
                else s
                for s in known
            ),
        ),
        Example("four loaded weeks in a row", "beyond", week(*usual), known),
        Example(
            "a past run of unknown length leaves it open",
            "not judged",
            week(*usual),
            tuple(
                replace(s, distance_m=None) if s.kind == "long" and s.local_date == MONDAY - timedelta(days=9) else s
                for s in known
            ),
        ),
        Example(
            "an empty week is a break, or runs that are missing",
            "not judged",
            week(*usual),
            without_days(known, -14, -11, -9),
        ),
        Example("on Thursday it may still become a lighter one", "not judged", week(*usual, over=False), known),
        Example("two weeks of history do not show four", "not judged", week(*usual), weeks_before(2, *usual)),
        Example("weeks without hard days are light by themselves", None, week(easy(0), long(5)), known),
    )


RULE = Rule(
    code="PG107",
    name="deload-missing",
    holds="loaded weeks in a row",
    figures=("faster-track.loaded-weeks-max", "faster-track.deload-depth", "house.distance-tolerance"),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
