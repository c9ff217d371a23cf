"""
What it looks for
-----------------
Runs more than 10 % longer than the longest of the 30 days before.

Why it matters
--------------
In 5,205 runners injuries came at 1.64 times the rate after a run 10-30 % longer, 1.52 times after 30-100 %, and 2.28
times beyond that (Frandsen 2025). The same study found no such relation from week to week, and a negative one for the
acute:chronic ratio; PG103, PG105 and PG106, which hold a week over the mean of four, have no support from it.

What to do
----------
Let the longest run grow by a tenth at most. After a break, the longest run of the last month counts, not the one before
it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Note, Rule, Session, compare, damage_among, place_of, unless
from ...model.altered import shifted, weeks_before
from ...model.sketch import easy, long
from ...units import length

_CUT = Note("DQ101", "fit-truncated", "error", "cut off")


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the run's distance over the longest before against the figure."""
    if session.local_date is None or session.distance_m is None:
        yield Gap(place_of(session), "the day or the distance of the run is not known")
        return
    days = timedelta(seconds=context.figures["frandsen-2025.window"].si).days
    before = context.history.before(session, days)
    longest = max(before, key=lambda s: s.distance_m or 0, default=None)
    if longest is None or not longest.distance_m:
        yield Gap(place_of(session), f"no earlier run of the {days} days before is known")
        return
    doubt = _doubt(session, context, before, days)
    each = context.figures["house.distance-tolerance"].si
    words = f"distance over the longest of the {days} days before, {length(longest.distance_m, context.athlete.units)}"
    rise = session.distance_m / longest.distance_m - 1
    figure = context.figures["frandsen-2025.long-run-rise-max"]
    answer = compare(place_of(session), words, rise, figure, uncertainty=math.hypot(each, each))
    yield unless(damage_among([session]), unless(doubt, answer), outcome="within")


def _doubt(session: Session, context: Context, before: tuple[Session, ...], days: int) -> str:
    """Return why a longer run may be missing among those before; empty where none is."""
    if session.local_date is None or not context.history.starts_before(session, days):
        return f"the history does not reach back {days} days"
    if any(s.distance_m is None for s in before):
        return "the distance of an earlier run is not known"
    n_run, n = context.history.weeks_run(session.local_date, timedelta(days=days))
    if timedelta(weeks=n_run).total_seconds() < context.figures["house.base-weeks-run-min"].si:
        return f"only {n_run} of the {n} weeks before hold runs: a break, or runs that are missing"
    return damage_among(before)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    known = weeks_before(5, easy(0), long(5, km=10))
    return (
        Example("10.5 km after 10 km is a small step", "within", long(5, km=10.5), known),
        Example("13 km after 10 km is a third more", "beyond", long(5, km=13), known),
        Example("one longer run within the month is enough", "within", long(5, km=13), (*known, long(-9, km=13))),
        Example("any shorter run is within", "within", easy(), known),
        Example("a history of a week may lack the longest", "not judged", long(5, km=13), weeks_before(1, easy())),
        Example(
            "an old run and one of last week show no month",
            "not judged",
            long(5, km=13),
            (*weeks_before(1, easy(0)), shifted(easy(), -60)),
        ),
        Example(
            "a damaged file may have been the longest",
            "not judged",
            long(5, km=13),
            (*known[:-1], replace(known[-1], notes=(_CUT,))),
        ),
        Example("without a history nobody can tell", "not judged", long(5, km=13)),
    )


RULE = Rule(
    code="PG104",
    name="long-run-jump",
    holds="the longest run against the 30 days before",
    figures=(
        "frandsen-2025.long-run-rise-max",
        "frandsen-2025.window",
        "house.distance-tolerance",
        "house.base-weeks-run-min",
    ),
    frame=("frandsen-2025.window", "house.base-weeks-run-min"),
    reads=("distance", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
