"""
What it looks for
-----------------
The first session of a stage in a return to speed that comes less than two weeks after the stage before began.

Why it matters
--------------
Two weeks of 200s are what the source gives legs and tendons before the 400s. The 600s belong to its next block, which
we read as two weeks more. Muscles feel ready long before tendons are.

What to do
----------
Repeat the stage before until two weeks have passed since its first session. Then make the step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, unless
from ...model.altered import shifted, weeks_before, without_altitude
from ...model.sketch import easy, speed_reps
from ...model.speed_stage import SHORTEST_FIGURES, SPEED_STAGE_FIGURES, speed_stage


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the days since the stage before began against the figure, on the first session of a stage."""
    stage, day = speed_stage(session, context.figures), session.local_date
    if not session.is_stage or stage <= 1 or day is None:
        return
    window = timedelta(seconds=context.figures["house.return-window"].si)
    earlier = context.history.before(session, window.days)
    stages = [speed_stage(s, context.figures) for s in earlier]
    if stage in stages:
        return
    doubt = "" if context.history.reaches(day - window) else "the history does not reach back to the stage before"
    if any(s.is_speed is None for s in earlier):
        doubt = "an earlier set of reps could not be told to be flat"
    days = [s.local_date for s, at in zip(earlier, stages, strict=True) if at == stage - 1 and s.local_date]
    if days:
        since = f"time since stage {stage - 1} began"
        is_last = stage == len(SHORTEST_FIGURES)
        figure = context.figures["return-to-speed.next-block-min" if is_last else "return-to-speed.stage-min"]
        passed_s = (day - days[0]).total_seconds()
        yield unless(doubt, compare(place_of(session), since, passed_s, figure, sense="at least"))
    elif doubt:
        yield Gap(place_of(session), doubt)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base = weeks_before(8, easy(0), easy(5))
    once, twice = weeks_before(1, speed_reps(6, 200)), weeks_before(2, speed_reps(6, 200))
    return (
        Example("two weeks of 200s come first", "within", speed_reps(5, 400), (*base, *twice)),
        Example("one week is too soon", "beyond", speed_reps(5, 400), (*base, *once)),
        Example("the 600s too wait for two weeks, in our reading", "beyond", speed_reps(4, 600),
                (*base, *weeks_before(1, speed_reps(5, 400)))),
        Example("a history of a week cannot tell", "not judged", speed_reps(5, 400), (shifted(easy(), -8), *once)),
        Example("nor can sets without altitude", "not judged", speed_reps(5, 400),
                (*base, *map(without_altitude, twice))),
        Example("the second session of a stage is no step", None, speed_reps(5, 400),
                (*base, *once, *weeks_before(1, speed_reps(5, 400, day=5)))),
        Example("the first stage has none before it", None, speed_reps(6, 200), base),
    )  # fmt: skip


RULE = Rule(
    code="SR102",
    name="stage-too-soon",
    holds="time since the stage before began",
    figures=(
        "return-to-speed.stage-min",
        "return-to-speed.next-block-min",
        *SPEED_STAGE_FIGURES,
        "house.return-window",
    ),
    frame=(*SHORTEST_FIGURES, "house.return-window"),
    reads=("reps", "history"),
    needs_history=True,
    about="speed",
    check_session=check,
    examples=examples,
)
