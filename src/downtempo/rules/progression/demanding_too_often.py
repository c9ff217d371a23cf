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
    is_demanding = _is_demanding(session, context)
    if is_demanding is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    if session.local_date is None or not is_demanding:
        return
    figure, place, history = (
        context.figures["return-to-speed.demanding-interval-min"],
        place_of(session),
        context.history,
    )
    last = history.latest(session, lambda s: _is_demanding(s, context) is not False)
    since = last or history.sessions[0]
    if since.local_date is None or (last is None and not history.starts_before(session, timedelta(0, figure.si).days)):
        yield Gap(place, f"the history does not reach back {figure.value:g} {figure.unit}")
        return
    weeks = [history.week_of(day).start for day in (since.local_date, session.local_date)]
    words = f"weeks since the demanding session of {since.local_date}" if last else "weeks without a demanding session"
    answer = compare(place, words, (weeks[1] - weeks[0]).total_seconds(), figure, sense="at least")
    is_certain = last is None or _is_demanding(last, context)
    yield unless("" if is_certain else "earlier reps without altitude may have been easier", answer)


def _is_demanding(session: Session, context: Context) -> bool | None:
    """Whether it is one of the most demanding; None where its slopes, and so its kind, are not known."""
    known, maybe = session.n_stimuli(context.figures["house.stride-duration-max"].si)
    most = context.figures["return-to-speed.stimuli-max"].si
    if session.kind in _DEMANDING or known > most:
        return True
    return None if session.is_speed is None or known + maybe > most else False


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    stage_3, mixed = speed_reps(4, 600), with_set(downhill_reps(), speed_reps(4, 400))
    base = (shifted(easy(), -28),)
    return (
        Example("every other week is documented", "within", stage_3, (*base, shifted(stage_3, -14))),
        Example("600s in two weeks running are too often", "beyond", stage_3, (*base, shifted(stage_3, -7))),
        Example("so is a race on the weekend before", "beyond", stage_3, (*base, easy(-1, kind="race"))),
        Example("so is hard work of two kinds", "beyond", stage_3, (*base, shifted(mixed, -7))),
        Example("four weeks without one are enough", "within", stage_3, base),
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
    frame=("return-to-speed.stimuli-max", "house.stride-duration-max"),
    reads=("kind", "sets", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
