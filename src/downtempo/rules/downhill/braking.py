"""
What it looks for
-----------------
Hard slowings within downhill reps: seconds in which more than 0.7 m/s are lost, more than two of them a minute. They
are counted over all reps of the session together.

Why it matters
--------------
Who brakes by slamming the feet down puts each time a multiple of the body's weight on bent knees. The sources name it
as what ruins the thighs and makes runners fall.

What to do
----------
Choose a slope on which you need not brake, or run this one slower from the start. Let short, quick steps hold the
speed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Control, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import held, without_altitude
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the hard slowings a minute over all reps against the figure."""
    if session.is_downhill is False or session.is_planned:  # how a rep is held shows only when it is run
        return
    place = place_of(session, session.main_set.span if session.main_set else None)
    if session.is_downhill is None:
        yield Gap(place, session.why_no_grade)
        return
    reps = session.reps
    told = [r.control for r in reps if r.control is not None and r.control.slowings_mps2 is not None]
    if not told or len(told) < len(reps):
        yield Gap(place, "the speed in the file is too coarse, too late or too short to show a slowing")
    else:
        hard = context.figures["downhill-dynamo.braking-deceleration"].si
        rate, figure = _rate(told, hard), context.figures["downhill-dynamo.braking-max"]
        yield compare(place, "hard slowings within the reps", rate, figure)


def _rate(reps: list[Control], hard_mps2: float) -> float:
    """Return slowings harder than this a second."""
    return sum(rep.n_slowings(hard_mps2) or 0 for rep in reps) / sum(rep.seconds for rep in reps)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    braked = held(downhill_reps(), slowings_mps2=(0.9, 1.2))
    return (
        Example("no slowing at all", "within", held(downhill_reps())),
        Example("slowings of half a metre a second are none", "within",
                held(downhill_reps(), slowings_mps2=(0.5, 0.4))),
        Example("two hard ones in every rep are five a minute", "beyond", braked),
        Example("positions do not show a slowing", "not judged", held(downhill_reps(), slowings_mps2=None)),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(braked)),
        Example("an easy run has no reps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH110",
    name="braking",
    holds="hard slowings within a descent",
    figures=(
        "downhill-dynamo.braking-max",
        "downhill-dynamo.braking-deceleration",
    ),
    frame=("downhill-dynamo.braking-deceleration",),
    reads=("reps", "speed"),
    check_session=check,
    examples=examples,
)
