"""
What it looks for
-----------------
Weeks that lost more than 20 % more height than the mean of the four before, lighter weeks left out.

Why it matters
--------------
Every metre down is taken up by the thighs, in easy runs too. As a measure of muscle damage this is untested; it stands
for the sources' wish that downhill work grow gradually.

This is a week over the mean of the four before it, so an uncoupled acute:chronic ratio. Frandsen 2025 found no relation
of the week-to-week ratio to injuries, and a negative one of the acute:chronic ratio: take it as a hint, not as a risk.

The figure is the height lost times gravity, in J/kg. Bouts that leave muscles sore in the laboratory take up some
9 kJ/kg (the median in Bontemps 2020, Sports Medicine); eight reps of 30 s at 4 % take up .4. One bout protects from the
next for weeks (Byrnes 1985, Journal of Applied Physiology). Altitude that a watch smooths from GPS adds height that
nobody ran; weeks of such runs are held with the error that it has.

What to do
----------
Choose flatter routes for the easy runs of the next week. Let the height lost grow with the weeks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Place, Rule, Week, compare
from ...model.altered import shifted, weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy, long, week

_BASE = ("house.base-weeks", "faster-track.deload-depth")


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the energy that the week's descents put into the legs over the mean of the weeks before."""
    if not subject.sessions:
        return
    place, (back, depth) = Place(week=subject.label), (context.figures[name].si for name in _BASE)
    before, unknown = context.history.loaded_weeks_before(subject, back, depth)
    if unknown:
        yield Gap(place, unknown)
        return
    now, *past = (_load(w) for w in (subject, *before))
    known = [load for load in past if load is not None]
    if now is None or len(known) < len(past):
        yield Gap(place, "the height lost in a run is not known")
    elif any(known):
        rise = now * len(known) / sum(known) - 1
        error = max(context.figures["house.drop-tolerance"].si, *(_error(w) for w in (subject, *before)))
        figure, words = context.figures["downhill-tempo.descent-load-rise-max"], "week's descent over the mean before"
        yield compare(place, words, rise, figure, uncertainty=error)


def _load(week: Week) -> float | None:
    loads = [s.load.eccentric_j_per_kg if s.load else None for s in week.sessions]
    return None if None in loads else sum(load or 0 for load in loads)


def _error(week: Week) -> float:
    """Return how well a week's load is known, as a share of it: one altimeter errs alike in all of its runs."""
    loads = [s.load for s in week.sessions if s.load and s.load.drop_m]
    total = sum(load.drop_m or 0 for load in loads)
    return sum(load.drop_error_m or 0 for load in loads) / total if total else 0


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    usual = (easy(0), easy(2), downhill_reps(day=3))
    known = weeks_before(5, *usual)
    hilly = week(*usual, long(5, km=20))
    return (
        Example("the same hills again", "within", week(*usual), known),
        Example("one long hilly run on top", "beyond", hilly, known),
        Example("a run without altitude leaves it open", "not judged", week(easy(0), without_altitude(easy(2))), known),
        Example(
            "after four weeks off nothing is left to compare with", "not judged", week(*usual), (shifted(easy(), -49),)
        ),
        Example("two weeks of history make no mean of four", "not judged", hilly, weeks_before(2, *usual)),
        Example("a week without runs is no jump", None, week(), known),
    )


RULE = Rule(
    code="PG106",
    name="descent-load-jump",
    holds="the week's descent over the mean of those before",
    figures=(
        "downhill-tempo.descent-load-rise-max",
        *_BASE,
        "house.drop-tolerance",
    ),
    reads=("week", "height", "history"),
    check_week=check,
    examples=examples,
)
