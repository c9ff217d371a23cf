"""
What it looks for
-----------------
Hard sessions for which nobody wrote down how hard they felt, from 1 to 10: neither in the diary nor, after the run, on
the watch. How well the watch was told that it felt is no effort.

Why it matters
--------------
The same pace on a tired day is another session. Two sources ask for the effort of each workout, since its trend shows
that load is too much before any pace does, and no track holds it.

What to do
----------
Put down how hard it felt, from 1 to 10, on the evening of every hard day.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Diary, DiaryDay, Example, Gap, Place, Rule, Session, Week, compare, place_of
from ...model.kinds import kind_words
from ...model.sketch import MONDAY, downhill_reps, easy, speed_reps, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Tell each hard session without a perceived effort."""
    hard = [s for s in subject.sessions if s.is_hard and not s.is_planned]
    if hard and context.history.why_no_effort:
        yield Gap(Place(week=subject.label), context.history.why_no_effort)
        return
    figure = context.figures["return-to-speed.unlogged-max"]
    for session in hard:
        told = f"nobody wrote down how hard this felt ({_named(session)})"
        yield compare(place_of(session), told, int(context.history.effort_of(session) is None), figure)


def _named(session: Session) -> str:
    felt = f", though the watch was told that it felt {session.feel_words}" if session.feel is not None else ""
    return f"{kind_words(session.kind)}{felt}"


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    tuesday, thursday = downhill_reps(day=1), speed_reps(day=3)
    told = week(easy(0), downhill_reps(day=1, perceived_effort=6.0))
    wrote = Diary("diary.csv", {MONDAY.replace(day=29): DiaryDay(effort=7)})
    slept = Diary("diary.csv", {MONDAY: DiaryDay(sleep_s=28_800)})
    return (
        Example("the watch was told after the reps", "within", told),
        Example("the diary has a number for Tuesday", "within", week(easy(0), tuesday), diary=wrote),
        Example("and none for Thursday", "beyond", week(tuesday, thursday), diary=wrote),
        Example("that it felt strong is no effort", "beyond", week(tuesday, speed_reps(day=3, feel=75.0)), diary=wrote),
        Example("an easy run needs no number", None, week(easy(0), easy(2)), diary=wrote),
        Example("without a diary nobody could write anything", "not judged", week(tuesday)),
        Example("a diary of sleep alone is none of effort", "not judged", week(tuesday), diary=slept),
    )


RULE = Rule(
    code="DI101",
    name="effort-not-logged",
    holds="perceived effort of each hard session",
    figures=("return-to-speed.unlogged-max",),
    reads=("week", "diary or the watch's perceived effort"),
    severity="info",
    check_week=check,
    examples=examples,
)
