"""
What it looks for
-----------------
The 600 m reps of the third stage, run faster than 5K pace by more than 3 %. The 500s of that stage are given at a quick
tempo, without a pace to hold them against.

Why it matters
--------------
The source gives these reps at 5K pace. Faster ones at that length are a race effort in training, and the form that the
stage is about goes first.

What to do
----------
Run the first rep at 5K pace by the watch and the others like it. If 5K pace has become easy, tell the configuration.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the reps' speed against 5K speed."""
    main, five_k_mps = session.main_set, context.athlete.five_k_speed_mps
    if session.kind == "speed-stage-3" and main is not None:
        place = place_of(session, main.span)
        shorter, longer = (
            context.figures[f"return-to-speed.stage-3-{name}"].si for name in ("short-distance", "distance")
        )
        if abs(main.rep_m - shorter) < abs(main.rep_m - longer):
            return
        if five_k_mps is None:
            yield Gap(place, "no 5K pace: configure five-k-pace")
            return
        figure, excess = context.figures["return-to-speed.five-k-excess-max"], main.speed_mps / five_k_mps - 1
        error = math.hypot(context.figures["house.distance-tolerance"].si, session.effort_error_s / main.rep_s)
        yield compare(place, "reps, faster than 5K speed by", excess, figure, uncertainty=error)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    known = Athlete(five_k_speed_mps=3.9)
    return (
        Example("600s at 5K pace are documented", "within", speed_reps(4, 600, speed_mps=3.9), (), known),
        Example("8 % faster is another race", "beyond", speed_reps(4, 600, speed_mps=4.2), (), known),
        Example("without a 5K pace nobody can tell", "not judged", speed_reps(4, 600, speed_mps=4.2)),
        Example("without altitude the reps may have been downhill", "not judged",
                without_altitude(speed_reps(4, 600, speed_mps=4.2)), (), known),
        Example("4 % may be the GPS", "not judged", speed_reps(4, 600, speed_mps=4.07), (), known),
        Example("500s are run at a quick tempo", None, speed_reps(6, 500, speed_mps=4.2), (), known),
        Example("the first stage is free to be faster", None, speed_reps(6, 200, speed_mps=4.2), (), known),
    )  # fmt: skip


RULE = Rule(
    code="SR106",
    name="too-fast",
    holds="stage 3 reps against 5K pace",
    figures=(
        "return-to-speed.five-k-excess-max",
        "return-to-speed.stage-3-short-distance",
        "return-to-speed.stage-3-distance",
        "house.distance-tolerance",
    ),
    frame=("return-to-speed.stage-3-short-distance", "return-to-speed.stage-3-distance"),
    reads=("reps", "5K pace"),
    about="speed",
    check_session=check,
    examples=examples,
)
