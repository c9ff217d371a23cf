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

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import USUAL_FIGURES, Answer, Context, Example, Rule, Week, usual
from ...model.altered import shifted, weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy, long, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the energy that the week's descents put into the legs over the mean of the weeks before."""
    if not subject.sessions:
        return
    least, own = context.figures["house.drop-tolerance"].si, _error_share([subject])
    yield usual(subject, context).rise(
        _load,
        context.figures["downhill-tempo.descent-load-rise-max"],
        "week's descent over the mean before",
        error=lambda rise, before: max(least, (1 + rise) * math.hypot(own, _error_share(before))),
        missing="the height lost in a run is not known",
        nothing="no height was lost in the weeks before",
    )


def _load(week: Week) -> float | None:
    loads = [s.load.eccentric_j_per_kg if s.load else None for s in week.sessions]
    return None if None in loads else sum(load or 0 for load in loads)


def _error_share(weeks: Sequence[Week]) -> float:
    """Return the error of the height lost in some weeks as a share of it: one altimeter errs alike in all runs."""
    loads = [s.load for w in weeks for s in w.sessions if s.load is not None]
    total_m = sum(load.drop_m or 0 for load in loads)
    return sum(load.drop_error_m or 0 for load in loads) / total_m if total_m else 0


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    runs = (easy(0), easy(2), downhill_reps(day=3))
    known = weeks_before(5, *runs)
    hilly, a_third_more = week(*runs, long(5, km=20)), week(*runs, long(5, km=6))
    return (
        Example("the same hills again", "within", week(*runs), known),
        Example("one long hilly run on top", "beyond", hilly, known),
        Example("a third more than before", "beyond", a_third_more, known),
        Example(
            "which altitude that errs by a tenth cannot tell", "not judged", _drawn_doubtful(a_third_more, 0.1), known
        ),
        Example(
            "an altitude as wrong as the hills are high tells nothing", "not judged", _drawn_doubtful(hilly, 1.0), known
        ),
        Example("a run without altitude leaves it open", "not judged", week(easy(0), without_altitude(easy(2))), known),
        Example(
            "after four weeks off nothing is left to compare with", "not judged", week(*runs), (shifted(easy(), -49),)
        ),
        Example("two weeks of history make no mean of four", "not judged", hilly, weeks_before(2, *runs)),
        Example("a week without runs is no jump", None, week(), known),
    )


def _drawn_doubtful(drawn: Week, share: float) -> Week:
    known = (s.load for s in drawn.sessions if s.load)
    loads = (replace(load, drop_error_m=share * (load.drop_m or 0)) for load in known)
    return replace(drawn, sessions=tuple(replace(s, load=load) for s, load in zip(drawn.sessions, loads, strict=True)))


RULE = Rule(
    code="PG106",
    name="descent-load-jump",
    holds="the week's descent over the mean of those before",
    figures=(
        "downhill-tempo.descent-load-rise-max",
        *USUAL_FIGURES,
        "house.drop-tolerance",
    ),
    frame=USUAL_FIGURES,
    reads=("week", "height", "history"),
    check_week=check,
    examples=examples,
)
