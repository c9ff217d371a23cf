"""
What it looks for
-----------------
Weeks more than 30 % longer than the mean of the four before, lighter weeks left out.

Why it matters
--------------
The sources warn of abrupt increases without a number. Studies disagree: Nielsen 2014 saw more injuries of some kinds in
novices who added more than 30 % a week, Frandsen 2025 saw none from week to week.

This is a week over the mean of the four before it, so an uncoupled acute:chronic ratio. Frandsen 2025 found no relation
of the week-to-week ratio to injuries, and a negative one of the acute:chronic ratio: take it as a hint, not as a risk.

What to do
----------
Add distance in smaller portions over the next weeks. A lighter week now is a good answer too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import shifted, weeks_before, without_days
from ...model.sketch import easy, long, week

_BASE = ("house.base-weeks", "faster-track.deload-depth")


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the week's distance over the mean of the weeks before against the figure."""
    if not subject.sessions:
        return
    place, (back, depth) = Place(week=subject.label), (context.figures[name].si for name in _BASE)
    before, unknown = context.history.loaded_weeks_before(subject, back, depth)
    if unknown or subject.distance_m is None:
        yield Gap(place, unknown or "the distance of a run is not known")
    else:
        mean_m = sum(w.distance_m or 0 for w in before) / len(before)
        error = context.figures["house.distance-tolerance"].si * math.sqrt(1 + 1 / len(before))
        figure, words = (
            context.figures["return-to-speed.weekly-distance-rise-max"],
            "week's distance over the mean before",
        )
        yield compare(place, words, subject.distance_m / mean_m - 1, figure, uncertainty=error)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    usual = (easy(0), easy(2), long(5))
    known = weeks_before(5, *usual)
    return (
        Example("the same week again", "within", week(*usual), known),
        Example("half as long again", "beyond", week(*usual, easy(3), easy(4)), known),
        Example("a lighter week does not lower the mean", "within", week(*usual, easy(3)),
                without_days(known, -19, -16)),
        Example("after four weeks off nothing is left to compare with", "not judged", week(*usual),
                (shifted(easy(), -49),)),
        Example("two weeks of history make no mean of four", "not judged", week(*usual), weeks_before(2, *usual)),
        Example("a run of unknown length leaves it open", "not judged", week(*usual, easy(3, distance_m=None)), known),
        Example("a week without runs is no jump", None, week(), known),
    )  # fmt: skip


RULE = Rule(
    code="PG103",
    name="weekly-distance-jump",
    holds="the week's distance over the mean of those before",
    figures=(
        "return-to-speed.weekly-distance-rise-max",
        *_BASE,
        "house.distance-tolerance",
    ),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
