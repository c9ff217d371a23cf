"""
What it looks for
-----------------
Weeks that lost more than 20 % more height than the mean of the four before, lighter weeks left out.

Why it matters
--------------
Every metre down is taken up by the thighs, in easy runs too. As a measure of muscle damage this is untested; it stands
for the sources' wish that downhill work grow gradually.

What to do
----------
Choose flatter routes for the easy runs of the next week. Let the height lost grow with the weeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy, long, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the energy that the week's descents put into the legs over the mean of the weeks before."""
    if not subject.sessions:
        return
    place, depth = Place(week=subject.label), context.figures["faster-track.deload-depth"].si
    back = timedelta(seconds=context.figures["house.base-weeks"].si)
    before = context.history.loaded_weeks_before(subject, back, depth)
    if not before:
        yield Gap(place, f"the history does not show the {back.days} days before")
        return
    now, *past = (_load(w) for w in (subject, *before))
    known = [load for load in past if load is not None]
    if now is None or len(known) < len(past):
        yield Gap(place, "the height lost in a run is not known")
    elif any(known):
        rise = now * len(known) / sum(known) - 1
        error = context.figures["house.drop-tolerance"].si
        figure, words = context.figures["downhill-tempo.descent-load-rise-max"], "week's descent over the mean before"
        yield compare(place, words, rise, figure, uncertainty=error)


def _load(week: Week) -> float | None:
    loads = [s.load.eccentric_j_per_kg if s.load else None for s in week.sessions]
    return None if None in loads else sum(load or 0 for load in loads)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    usual = (easy(0), easy(2), downhill_reps(day=3))
    known = weeks_before(5, *usual)
    hilly = week(*usual, long(5, km=20))
    return (
        Example("the same hills again", "within", week(*usual), known),
        Example("one long hilly run on top", "beyond", hilly, known),
        Example("a run without altitude leaves it open", "not judged", week(easy(0), without_altitude(easy(2))), known),
        Example("two weeks of history make no mean of four", "not judged", hilly, weeks_before(2, *usual)),
        Example("a week without runs is no jump", None, week(), known),
    )


RULE = Rule(
    code="PG106",
    name="descent-load-jump",
    holds="the week's descent over the mean of those before",
    figures=(
        "downhill-tempo.descent-load-rise-max",
        "faster-track.deload-depth",
        "house.base-weeks",
        "house.drop-tolerance",
    ),
    reads=("week", "height", "history"),
    check_week=check,
    examples=examples,
)
