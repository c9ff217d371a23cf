"""
What it looks for
-----------------
Weeks with more than 20 % more minutes of reps and tempo than the mean of the four before, lighter weeks left out.
Progressive tempos are left to their own rules: they begin easily.

Why it matters
--------------
Distance is only half of the load. The sources ask for no abrupt increase of intensity either, and give no number.

This is a week over the mean of the four before it, so an uncoupled acute:chronic ratio. Frandsen 2025 found no relation
of the week-to-week ratio to injuries, and a negative one of the acute:chronic ratio: take it as a hint, not as a risk.

What to do
----------
Bring the hard minutes back to those of the weeks before. Raise them by a rep or two from week to week.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import shifted, weeks_before
from ...model.sketch import easy, speed_reps, week

_BASE = ("house.base-weeks", "faster-track.deload-depth")


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the week's hard minutes over the mean of the weeks before against the figure."""
    if subject.surge_s == 0:
        return
    place, (back, depth) = Place(week=subject.label), (context.figures[name].si for name in _BASE)
    before, unknown = context.history.loaded_weeks_before(subject, back, depth)
    if unknown or subject.surge_s is None:
        yield Gap(place, unknown or "the hard minutes of a run are not known")
        return
    mean_s = sum(w.surge_s or 0 for w in before) / len(before)
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
        Example("after four weeks off nothing is left to compare with", "not judged", week(*usual),
                (shifted(easy(), -49),)),
        Example("two weeks of history make no mean of four", "not judged", week(*usual), weeks_before(2, *usual)),
        Example("the first hard week has nothing to compare with", "not judged", week(*usual),
                weeks_before(5, easy(0), easy(2))),
        Example("a run of which only heart rate is known may have been hard", "not judged",
                week(*usual, easy(5, kind=None, distance_m=None)), known),
        Example("a week of easy runs is no jump", None, week(easy(0), easy(2)), known),
    )  # fmt: skip


RULE = Rule(
    code="PG105",
    name="intensity-jump",
    holds="the week's hard minutes over the mean of those before",
    figures=(
        "return-to-speed.effort-rise-max",
        *_BASE,
        "house.effort-tolerance",
    ),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
