"""
What it looks for
-----------------
Weeks in which less than three quarters of the running time was easy. Reps, tempo blocks, progressive splits and races
count as hard.

Why it matters
--------------
All five sources set their hard minutes into mostly easy running, and none gives a share. Three quarters is the lenient
end of what is commonly advised.

What to do
----------
Add easy minutes or take away hard ones until three of four are easy. An easy day run easily is the simplest change.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Place, Rule, Session, Week, compare, unless
from ...model.sketch import easy, speed_reps, tempo, week


def check(subject: Week, context: Context) -> Iterator[Answer]:
    """Hold the share of easy time against the figure."""
    if not subject.sessions:
        return
    if len(subject.sessions) == 1:
        yield Gap(Place(week=subject.label), "one run is no week: how easy a week was shows over several")
        return
    place, moving = Place(week=subject.label), [s.moving_s for s in subject.sessions]
    if None in moving or not any(moving):
        yield Gap(place, "the time of a run is not known")
        return
    slack = context.figures["house.easy-speed-tolerance"].si
    hard_s, total_s = sum(_hard_s(s, slack) for s in subject.sessions), sum(s or 0 for s in moving)
    figure, share = context.figures["house.easy-share-min"], hard_s / total_s
    error = context.figures["house.effort-tolerance"].si * share
    words = "easy share of the week's running time"
    answer = compare(place, words, 1 - share, figure, uncertainty=error, sense="at least")
    is_open = "" if subject.is_over else "the week is not over; easy runs may still come"
    yield unless(is_open, unless(_doubt(subject), answer, outcome="within"))


def _doubt(week: Week) -> str:
    return "a run of no known kind may have been hard" if any(s.may_be_hard for s in week.sessions) else ""


def _hard_s(session: Session, slack: float) -> float:
    """Return the seconds of effort: all of a race, the splits of a progressive tempo that are faster than easy."""
    if session.kind == "race":
        return session.moving_s or 0
    if session.progressive is None:
        return session.effort_s
    easy = (session.easy_speed_mps or 0) * (1 + slack)
    return sum(split.span.duration_s for split in session.progressive.splits if split.speed_mps > easy)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("four minutes of reps in a week are little", "within", week(easy(0), speed_reps(day=3), easy(5))),
        Example("two tempos and nothing else are a lot", "beyond", week(tempo(1, minutes=40), tempo(4, minutes=40))),
        Example("27 % hard cannot be told from a quarter", "within", week(easy(0, minutes=53), tempo(1, minutes=27))),
        Example("a race is hard from start to finish", "beyond", week(easy(0), easy(6, kind="race", minutes=90))),
        Example(
            "on Tuesday evening the easy runs are still to come", "not judged", week(tempo(1, minutes=40), over=False)
        ),
        Example("a tempo alone is one session and no week", "not judged", week(tempo(1, minutes=40))),
        Example("a run of unknown length leaves it open", "not judged", week(tempo(1), easy(5, moving_s=None))),
        Example("a week without runs has no share", None, week()),
    )


RULE = Rule(
    code="WK108",
    name="low-easy-share",
    holds="time at easy effort",
    figures=("house.easy-share-min", "house.effort-tolerance", "house.easy-speed-tolerance"),
    reads=("week",),
    check_week=check,
    examples=examples,
)
