"""
What it looks for
-----------------
Three like sessions in a row, within four weeks, each felt as harder than the one before although it was no faster. Like
are runs of one kind with reps of one length, or without reps over about one distance. An easy run is looked at where
its own effort was written down.

Why it matters
--------------
When the same pace costs more each time, load has run ahead of recovery. The source has the log of efforts looked
through every week for just that, since the pace itself gives way only later.

What to do
----------
Back off for a week: less of it, longer rests, or an easy run in the place of the next hard one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from ...model import Answer, Context, Diary, DiaryDay, Example, Gap, Place, Rule, Session, Week, compare, place_of
from ...model.alike import is_alike, work_speed_mps
from ...model.altered import shifted
from ...model.sketch import MONDAY, easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Count over how many like sessions effort rose and pace did not, up to each run of the week."""
    figure = context.figures["return-to-speed.effort-at-pace-sessions"]
    asked = [s for s in subject.sessions if s.is_hard or context.history.effort_of(s) is not None]
    rows = [(s, like) for s in asked if len(like := _like(s, context)) >= figure.si]
    if rows and (why := context.history.why_no_effort):
        yield Gap(Place(week=subject.label), why)
        return
    for session, like in rows:
        place, efforts = place_of(session), [context.history.effort_of(s) for s in like]
        speeds = [work_speed_mps(s) for s in like]
        if None in speeds or None in efforts:
            yield Gap(place, f"the effort, the speed or the ground of one of {len(like)} like sessions is not known")
            continue
        n = _n_rising([e or 0 for e in efforts], [v or 0 for v in speeds], context.figures["house.speed-slack"].si)
        words = f"like sessions over which effort rose and pace did not, up to {session.local_date}"
        yield compare(place, words, n, figure, limit=figure.si - 1)


def _like(session: Session, context: Context) -> list[Session]:
    """Return the last like sessions up to this one, as many as the figure names, oldest first."""
    figures, back = context.figures, timedelta(seconds=context.figures["house.base-weeks"].si).days
    slacks = figures["house.rep-length-slack"].si, figures["house.like-distance-slack"].si
    before = [] if session.is_planned else list(context.history.before(session, back))
    known = [s for s in before if is_alike(s, session, *slacks)]
    return [*known, session][-int(figures["return-to-speed.effort-at-pace-sessions"].si) :]


def _n_rising(efforts: list[float], speeds: list[float], slack: float) -> int:
    """Return how many sessions, the last among them, each felt harder than the one before and were no faster."""
    steps = [e < f and w <= (1 + slack) * v for (e, f), (v, w) in zip(pairwise(efforts), pairwise(speeds), strict=True)]
    return 1 + next((k for k, is_up in enumerate(reversed(steps)) if not is_up), len(steps))


def _drawn(*efforts: float | None, faster: float = 0.0) -> tuple[Session, ...]:
    return tuple(
        shifted(speed_reps(day=3, speed_mps=4.3 * (1 + faster * k), perceived_effort=effort), 7 * (k - len(efforts)))
        for k, effort in enumerate(efforts)
    )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    now, blank = week(speed_reps(day=3, perceived_effort=8.0)), week(speed_reps(day=3))
    wrote = Diary("diary.csv", {MONDAY + timedelta(days=3): DiaryDay(effort=8)})
    longer = week(speed_reps(day=3, distance_m=400, perceived_effort=8.0))
    return (
        Example("an effort of 6 each time is no trend", "within", now, _drawn(6, 6)),
        Example("6, 7 and 8 at one pace are one", "beyond", now, _drawn(6, 7)),
        Example("the last number may stand in the diary", "beyond", blank, _drawn(6, 7), diary=wrote),
        Example("whoever ran faster may feel it", "within", week(speed_reps(speed_mps=4.7, perceived_effort=8.0)),
                _drawn(6, 7, faster=0.045)),
        Example("easy runs tell it as well", "beyond", week(easy(3, perceived_effort=5.0)),
                (easy(-4, perceived_effort=4.0), easy(-11, perceived_effort=3.0))),
        Example("nobody has to write down easy runs", None, week(easy(3)),
                (easy(-4, perceived_effort=4.0), easy(-11, perceived_effort=3.0))),
        Example("one number is missing in between", "not judged", now, _drawn(6, None)),
        Example("nobody ever wrote one down", "not judged", blank, _drawn(None, None)),
        Example("two like sessions are no trend yet", None, now, _drawn(7)),
        Example("longer reps are another session", None, longer, _drawn(6, 7)),
    )  # fmt: skip


RULE = Rule(
    code="DI105",
    name="effort-rising-at-same-pace",
    holds="like sessions over which effort rises and pace does not",
    figures=(
        "return-to-speed.effort-at-pace-sessions", "house.base-weeks", "house.speed-slack", "house.rep-length-slack",
        "house.like-distance-slack",
    ),
    frame=("house.base-weeks",),
    reads=("history", "pace", "diary or the watch's perceived effort"),
    check_week=check,
    examples=examples,
)  # fmt: skip
