"""
What it looks for
-----------------
Reps longer than the stage that is open in a return to speed: 150-200 m first, then 400 m, then 500-600 m. A stage is
open when the one before it has been run in the six weeks before, or since the return began where the configuration says
when.

Why it matters
--------------
Each stage prepares tendons and form for the next. Whoever leaves one out meets the longer reps with legs that have not
been fast for a while.

What to do
----------
Go back to the stage that was left out and stay there for two weeks. If you ran it without a watch, tell the
configuration when the return began.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Rule, Session, compare, place_of, unless
from ...model.altered import shifted, weeks_before, without_altitude
from ...model.sketch import easy, speed_reps
from ...model.speed_stage import SHORTEST_FIGURES, SPEED_STAGE_FIGURES, speed_stage

_LONGEST = tuple(f"return-to-speed.{name}" for name in ("stage-1-distance", "stage-2-distance", "stage-3-distance"))


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the distance of a rep against the longest of the stage that is open."""
    if not session.is_stage or session.main_set is None or session.local_date is None:
        return
    slack = context.figures["house.rep-distance-tolerance"].si
    window = timedelta(seconds=context.figures["house.return-window"].si)
    since = max(context.athlete.return_to_speed_from or session.local_date - window, session.local_date - window)
    earlier = [s for s in context.history.before(session, window.days) if s.local_date and s.local_date >= since]
    reached = max((speed_stage(s, context.figures) for s in earlier), default=0)
    figure = context.figures[_LONGEST[min(reached, len(_LONGEST) - 1)]]
    doubt = "" if context.history.reaches(since) else "the history does not reach back to the stages before"
    if any(s.is_speed is None for s in earlier):
        doubt = "an earlier set of reps could not be told to be flat"
    place = place_of(session, session.main_set.span)
    error_m = slack * figure.si
    yield unless(doubt, compare(place, "distance of a rep", session.main_set.rep_m, figure, uncertainty=error_m))


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base = weeks_before(8, easy(0), easy(5))
    stage_1, stage_2 = weeks_before(3, speed_reps(6, 200)), weeks_before(1, speed_reps(5, 400))
    return (
        Example("200 m open a return", "within", speed_reps(6, 200), base),
        Example("400 m follow 200 m", "within", speed_reps(5, 400), (*base, *stage_1)),
        Example("600 m follow 400 m", "within", speed_reps(4, 600), (*base, *stage_1, *stage_2)),
        Example("600 m right after 200 m leave the 400s out", "beyond", speed_reps(4, 600), (*base, *stage_1)),
        Example("400 m without any stage before", "beyond", speed_reps(5, 400), base),
        Example("a short history may not show the stage before", "not judged", speed_reps(5, 400),
                (shifted(easy(), -7),)),
        Example("an earlier set without altitude may have been it", "not judged", speed_reps(5, 400),
                (*base, *map(without_altitude, stage_1))),
        Example("track repeats outside a return are free", None, speed_reps(5, 400, kind="track-repeats"), base),
    )  # fmt: skip


RULE = Rule(
    code="SR101",
    name="stage-skipped",
    holds="the rep distance against the stage reached",
    figures=(
        *dict.fromkeys((*_LONGEST, *SPEED_STAGE_FIGURES)),
        "house.return-window",
    ),
    frame=(*(f for f in SHORTEST_FIGURES if f not in _LONGEST), "house.return-window"),
    reads=("reps", "history"),
    needs_history=True,
    about="speed",
    check_session=check,
    examples=examples,
)
