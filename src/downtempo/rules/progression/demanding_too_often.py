"""
What it looks for
-----------------
The most demanding sessions in two weeks running: reps of the third stage, races, progressions closed by accelerations,
and runs with hard work of two kinds.

Why it matters
--------------
The source allows for a more demanding session every other week, once the others sit well. The week between is for
absorbing it.

What to do
----------
Let a week with simpler sessions follow each demanding one. A tempo or the shorter reps keep the rhythm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, unless
from ...model.altered import shifted, with_set, without_altitude
from ...model.sketch import downhill_reps, easy, speed_reps

_DEMANDING = frozenset({"speed-stage-3", "race", "progression-with-accelerations"})


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the weeks since the last demanding session against the figure."""
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    if session.local_date is None or not _is_demanding(session, context):
        return
    figure = context.figures["return-to-speed.demanding-interval-min"]
    last = context.history.latest(session, lambda s: s.is_downhill is None or _is_demanding(s, context))
    if last is None or last.local_date is None:
        if not context.history.starts_before(session, timedelta(seconds=figure.si).days):
            yield Gap(place_of(session), "the history does not reach back two weeks")
        return
    weeks = [context.history.week_of(day).start for day in (last.local_date, session.local_date)]
    words = f"weeks since the demanding session of {last.local_date}"
    answer = compare(place_of(session), words, (weeks[1] - weeks[0]).total_seconds(), figure, sense="at least")
    yield unless("earlier reps without altitude may have been easier" if last.is_downhill is None else "", answer)


def _is_demanding(session: Session, context: Context) -> bool:
    sets = session.hard_sets(context.figures["house.stride-duration-max"].si)
    kinds = {group.terrain == "downhill" for group in sets if group.terrain is not None}
    return session.kind in _DEMANDING or len(kinds) > context.figures["return-to-speed.stimuli-max"].si


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    stage_3, mixed = speed_reps(4, 600), with_set(downhill_reps(), speed_reps(4, 400))
    base = (shifted(easy(), -28),)
    return (
        Example("every other week is documented", "within", stage_3, (*base, shifted(stage_3, -14))),
        Example("600s in two weeks running are too often", "beyond", stage_3, (*base, shifted(stage_3, -7))),
        Example("so is a race on the weekend before", "beyond", stage_3, (*base, easy(-1, kind="race"))),
        Example("so is hard work of two kinds", "beyond", stage_3, (*base, shifted(mixed, -7))),
        Example("reps without altitude may have been any", "not judged", stage_3,
                (*base, without_altitude(shifted(stage_3, -7)))),
        Example("without a history nobody can tell", "not judged", stage_3),
        Example("200s are not that demanding", None, speed_reps(6, 200), base),
    )  # fmt: skip


RULE = Rule(
    code="PG108",
    name="demanding-session-too-often",
    holds="weeks between demanding sessions",
    figures=(
        "return-to-speed.demanding-interval-min",
        "return-to-speed.stimuli-max",
        "house.stride-duration-max",
    ),
    reads=("kind", "sets", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
