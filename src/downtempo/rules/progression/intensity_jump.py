"""
What it looks for
-----------------
Weeks with more than 20 % more minutes of reps and tempo than the mean of the four before, lighter weeks left out.
Progressive tempos are left to their own rules: they begin easily.

Why it matters
--------------
Distance is only half of the load. The sources ask for no abrupt increase of intensity either, and give no number.

What to do
----------
Bring the hard minutes back to those of the weeks before. Raise them by a rep or two from week to week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import weeks_before
from ...model.sketch import easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the week's hard minutes over the mean of the weeks before against the figure."""
    if not subject.surge_s:
        return
    place, depth = Place(week=subject.label), context.figures["faster-track.deload-depth"].si
    back = timedelta(seconds=context.figures["house.base-weeks"].si)
    before = context.history.loaded_weeks_before(subject, back, depth)
    if not before:
        yield Gap(place, f"the history does not show the {back.days} days before")
        return
    mean_s = sum(w.surge_s for w in before) / len(before)
    if not mean_s:
        yield Gap(place, "no hard running in the weeks before to compare with")
        return
    error = context.figures["house.effort-tolerance"].si
    figure, words = context.figures["return-to-speed.effort-rise-max"], "week's hard minutes over the mean before"
    yield compare(place, words, subject.surge_s / mean_s - 1, figure, uncertainty=error)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    usual = (easy(0), easy(2), speed_reps(6, 200, day=3))
    known = weeks_before(5, *usual)
    return (
        Example("the same week again", "within", week(*usual), known),
        Example("one rep more is a sixth", "within", week(easy(0), easy(2), speed_reps(7, 200)), known),
        Example("twice the reps are twice the minutes", "beyond", week(easy(0), speed_reps(12, 200)), known),
        Example("two weeks of history make no mean of four", "not judged", week(*usual), weeks_before(2, *usual)),
        Example("the first hard week has nothing to compare with", "not judged", week(*usual),
                weeks_before(5, easy(0), easy(2))),
        Example("a week of easy runs is no jump", None, week(easy(0), easy(2)), known),
    )  # fmt: skip


RULE = Rule(
    code="PG105",
    name="intensity-jump",
    holds="the week's hard minutes over the mean of those before",
    figures=(
        "return-to-speed.effort-rise-max",
        "faster-track.deload-depth",
        "house.base-weeks",
        "house.effort-tolerance",
    ),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
