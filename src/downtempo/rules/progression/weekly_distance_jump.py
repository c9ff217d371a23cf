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
from dataclasses import replace

from ...model import USUAL_FIGURES, Answer, Context, Example, Note, Rule, Session, Week, usual
from ...model.altered import shifted, weeks_before, without_days
from ...model.sketch import easy, long, week

_CUT = Note("DQ101", "fit-truncated", "error", "cut off")


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the week's distance over the mean of the weeks before against the figure."""
    if subject.sessions:
        each = context.figures["house.distance-tolerance"].si
        yield usual(subject, context).rise(
            lambda w: w.distance_m,
            context.figures["return-to-speed.weekly-distance-rise-max"],
            "week's distance over the mean before",
            error=lambda _rise, before: each * math.sqrt(1 + 1 / len(before)),
            missing="the distance of a run is not known",
            nothing="the weeks before have no distance",
        )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    runs = (easy(0), easy(2), long(5))
    known = weeks_before(5, *runs)
    return (
        Example("the same week again", "within", week(*runs), known),
        Example("half as long again", "beyond", week(*runs, easy(3), easy(4)), known),
        Example("a lighter week does not lower the mean", "within", week(*runs, easy(3)),
                without_days(known, -19, -16)),
        Example("it turns on whether a week a quarter shorter was a lighter one", "not judged",
                week(*_longer(1.3, *runs)), (*_longer(0.75, *known[3:6]), *known[6:])),
        Example("after four weeks off nothing is left to compare with", "not judged", week(*runs),
                (shifted(easy(), -49),)),
        Example("one week off is a break", "beyond", week(*runs, easy(3), easy(4)), without_days(known, -14, -12, -9)),
        Example("two empty weeks may be missing runs", "not judged", week(*runs, easy(3), easy(4)),
                without_days(known, -14, -12, -9, -21, -19, -16)),
        Example("a damaged file of last week may have been longer", "not judged", week(*runs, easy(3), easy(4)),
                (*known[:-1], replace(known[-1], notes=(_CUT,)))),
        Example("a damaged file of this week may have been longer", "not judged",
                week(*runs[:-1], replace(runs[-1], notes=(_CUT,))), known),
        Example("two weeks of history make no mean of four", "not judged", week(*runs), weeks_before(2, *runs)),
        Example("a run of unknown length leaves it open", "not judged", week(*runs, easy(3, distance_m=None)), known),
        Example("a week without runs is no jump", None, week(), known),
    )  # fmt: skip


def _longer(times: float, *runs: Session) -> tuple[Session, ...]:
    return tuple(replace(run, distance_m=times * (run.distance_m or 0.0)) for run in runs)


RULE = Rule(
    code="PG103",
    name="weekly-distance-jump",
    holds="the week's distance over the mean of those before",
    figures=(
        "return-to-speed.weekly-distance-rise-max",
        *USUAL_FIGURES,
    ),
    frame=USUAL_FIGURES,
    reads=("week", "history"),
    check_week=check,
    examples=examples,
)
