"""
What it looks for
-----------------
More reps in a return to speed than documented for their distance: 8 x 150 m, 6 x 200 m, 5 x 400 m, 6 x 500 m or
4 x 600 m.

Why it matters
--------------
Quality over quantity, as the source has it: the reps after the last good one train bad form and cost the next session.

What to do
----------
Stop at the documented number. If it was too easy, the next stage is the way to make it harder, not more reps.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import easy, speed_reps

_STAGES = ("stage-1-short", "stage-1", "stage-2", "stage-3-short", "stage-3")


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the number of reps against the figure for the nearest documented distance."""
    main = session.main_set
    if not session.is_stage or main is None:
        return
    slack = context.figures["house.rep-distance-tolerance"].si
    distances = {stage: context.figures[f"return-to-speed.{stage}-distance"].si for stage in _STAGES}
    nearest = min(_STAGES, key=lambda stage: abs(main.rep_m / distances[stage] - 1))
    place = place_of(session, main.span)
    if abs(main.rep_m / distances[nearest] - 1) > slack:
        yield Gap(place, f"no source gives a number for reps of {main.rep_m:.0f} m")
        return
    figure = context.figures[f"return-to-speed.{nearest}-reps"]
    yield compare(place, f"reps of {distances[nearest]:.0f} m", main.n_reps, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("six 200s are documented", "within", speed_reps(6, 200)),
        Example("eight 150s as well", "within", speed_reps(8, 150)),
        Example("six 500s are documented too", "within", speed_reps(6, 500)),
        Example("a GPS that reads 388 m still means 400 m", "within", speed_reps(5, 388)),
        Example("nine 400s are four too many", "beyond", speed_reps(9, 400)),
        Example("five 600s are one too many", "beyond", speed_reps(5, 600)),
        Example("no source gives a number for 300s", "not judged", speed_reps(5, 300, kind="speed-stage-2")),
        Example("without altitude the reps may have been downhill", "not judged", without_altitude(speed_reps(9, 400))),
        Example("track repeats outside a return are free", None, speed_reps(9, 400, kind="track-repeats")),
        Example("an easy run has no reps", None, easy()),
    )


RULE = Rule(
    code="SR103",
    name="too-many-speed-reps",
    holds="reps for their distance",
    figures=(
        *(f"return-to-speed.{stage}-distance" for stage in _STAGES),
        *(f"return-to-speed.{stage}-reps" for stage in _STAGES),
        "house.rep-distance-tolerance",
    ),
    frame=tuple(f"return-to-speed.{stage}-distance" for stage in _STAGES),
    reads=("reps",),
    about="speed",
    check_session=check,
    examples=examples,
)
