"""
What it looks for
-----------------
Downhill reps on a slope that no earlier run led down at an easier speed. A slope is recognised by its way, to within
25 m.

Why it matters
--------------
On a slope that is new, nobody knows where it is rutted, where it gets steep or who comes round the bend. The sources
keep fast running for slopes that are known.

What to do
----------
Run down easily once, and look, before running down fast. If the watch was not along that day, ignore this rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ...model import Answer, Context, Descent, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Ask of each slope that reps were run down whether it was known."""
    back = timedelta(seconds=context.figures["house.base-weeks"].si)
    figure = context.figures["downhill-tempo.known-slope-passes-min"]
    for slope in _run_fast(session):
        place = place_of(session, slope.span)
        if slope.seen_before:
            yield compare(place, "earlier runs down this slope", 1, figure, sense="at least")
        elif slope.seen_before is None:
            yield Gap(place, "without positions a slope cannot be recognised")
        elif not context.history.starts_before(session, back.days):
            yield Gap(place, f"the history does not show the {back.days} days before")
        else:
            yield compare(place, "earlier runs down this slope, no faster", 0, figure, sense="at least")


def _run_fast(session: Session) -> tuple[Descent, ...]:
    """Return the descents with a rep on them; all of a session that is about long ones."""
    is_about = session.kind == "long-downhill"
    return tuple(d for d in session.descents if is_about or any(d.span.overlaps(rep.span) for rep in session.reps))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    known = weeks_before(5, easy(0), easy(2))
    new, old = _drawn_slopes(False), _drawn_slopes(True)
    return (
        Example("a slope that easy runs led down", "within", old, known),
        Example("reps down a slope never run before", "beyond", new, known),
        Example("a history of a week shows little", "not judged", new, weeks_before(1, easy(0))),
        Example("a watch without positions knows no slopes", "not judged", _drawn_slopes(None), known),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(new), known),
        Example("an easy run may lead anywhere", None, easy(), known),
    )  # fmt: skip


def _drawn_slopes(seen: bool | None) -> Session:
    reps = downhill_reps()
    return replace(
        reps, descents=tuple(Descent(s.span, s.grade_ratio, 0.003, 5.0, 4.4, seen_before=seen) for s in reps.reps)
    )  # fmt: skip


RULE = Rule(
    code="DH108",
    name="unfamiliar-slope",
    holds="earlier runs down a slope that is run down fast",
    figures=("downhill-tempo.known-slope-passes-min", "house.base-weeks"),
    frame=("house.base-weeks",),
    reads=("descents", "positions", "history"),
    needs_history=True,
    about="downhill",
    check_session=check,
    examples=examples,
)
