"""
What it looks for
-----------------
Weeks with more than 20 % more minutes of reps and tempo than the mean of the four before, lighter weeks and weeks
without a hard day left out. A week that is short but as hard as the others is no lighter one. Progressive tempos are
left to their own rules: they begin easily. Weeks before with next to no hard minutes count as weeks without any: a
share of one minute would forbid what a share of none allows.

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
from datetime import timedelta

from ...model import USUAL_FIGURES, Answer, Context, Example, Rule, Week, usual
from ...model.altered import shifted, weeks_before
from ...model.sketch import MONDAY, easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the week's hard minutes over the mean of the weeks before against the figure."""
    each, least = (context.figures[f"house.{name}"].si for name in ("effort-tolerance", "hard-minutes-least"))

    def hard_s(of: Week) -> float | None:
        return 0.0 if of is not subject and of.surge_s is not None and of.surge_s <= least else of.surge_s

    if subject.surge_s != 0:
        yield usual(subject, context).rise(
            hard_s,
            context.figures["return-to-speed.effort-rise-max"],
            "week's hard minutes over the mean before",
            error=lambda _rise, _before: each,
            missing="the hard minutes of a run are not known",
            nothing="no hard running in the weeks before to compare with",
            is_like=lambda w: bool(w.hard_days and hard_s(w)),
        )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    runs = (easy(0), easy(2), speed_reps(6, 200, day=3))
    known, few = weeks_before(5, *runs), (easy(0), easy(2), speed_reps(4, 200, day=3))
    return (
        Example("the same week again", "within", week(*runs), known),
        Example("one rep more is a sixth", "within", week(easy(0), easy(2), speed_reps(7, 200)), known),
        Example("a week of easy runs in between does not lower the mean", "within", week(*runs),
                tuple(s for s in known if not (s.is_speed and s.local_date == MONDAY - timedelta(days=11)))),
        Example("a short week of many reps is no lighter one", "within", week(*runs),
                (*weeks_before(1, speed_reps(8, 200, day=3)), *(shifted(s, -7) for s in weeks_before(4, *few)))),
        Example("twice the reps are twice the minutes", "beyond", week(easy(0), speed_reps(12, 200)), known),
        Example("after four weeks off nothing is left to compare with", "not judged", week(*runs),
                (shifted(easy(), -49),)),
        Example("two weeks of history make no mean of four", "not judged", week(*runs), weeks_before(2, *runs)),
        Example("weeks with one short rep hold nothing to compare with", "not judged", week(*runs),
                weeks_before(5, easy(0), easy(2), speed_reps(1, 200, day=3))),
        Example("the first hard week has nothing to compare with", "not judged", week(*runs),
                weeks_before(5, easy(0), easy(2))),
        Example("a run of which only heart rate is known may have been hard", "not judged",
                week(*runs, easy(5, kind=None, distance_m=None)), known),
        Example("a week of easy runs is no jump", None, week(easy(0), easy(2)), known),
    )  # fmt: skip


RULE = Rule(
    code="PG105",
    name="intensity-jump",
    holds="the week's hard minutes over the mean of those before",
    figures=(
        "return-to-speed.effort-rise-max",
        *USUAL_FIGURES,
        "house.hard-minutes-least",
        "house.effort-tolerance",
    ),
    frame=(*USUAL_FIGURES, "house.hard-minutes-least"),
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
