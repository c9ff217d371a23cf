"""
What it looks for
-----------------
Fast descents that get away from the runner: a last third more than 15 % faster than the first, or a speed that scatters
by more than 10 % about its mean. The seconds in which the runner gets fast and slow do not count.

Why it matters
--------------
Who is pulled downhill lands ahead of the body and brakes with the thighs at every step. The sources ask for a descent
that is steady from its first second to its last.

What to do
----------
Start the next rep slower than feels right and hold that speed to the end. If it still runs away, the slope is too steep
for now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Control, Example, Gap, Place, Rule, Session, compare, place_of
from ...model.altered import held, without_altitude
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold gain and scatter of the speed within each rep against the figures."""
    if session.is_downhill is False or session.is_planned:  # how a rep is held shows only when it is run
        return
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    reps = session.reps
    for number, rep in enumerate(reps, 1):
        place, which = place_of(session, rep.span), f"rep {number} of {len(reps)}"
        if rep.control is None:
            yield Gap(place, "the rep is too short to part in thirds, or was not recorded throughout")
        else:
            yield from _answers(rep.control, place, which, context)


def _answers(control: Control, place: Place, which: str, context: Context) -> Iterator[Answer]:
    gain, scatter = (context.figures[f"downhill-tempo.speed-{name}-max"] for name in ("gain", "variation"))
    subject, error = f"gain in speed from the first to the last third of {which}", control.gain_error_ratio
    yield compare(place, subject, control.gain_ratio, gain, uncertainty=error)
    if control.speed_cv_ratio is None:
        yield Gap(place, "a speed from positions scatters by itself")
    else:
        subject, error = f"scatter of the speed within {which}", control.cv_error_ratio
        yield compare(place, subject, control.speed_cv_ratio, scatter, uncertainty=error)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    away = held(downhill_reps(), first_third_mps=3.9, last_third_mps=4.9)
    return (
        Example("every third as fast as the others", "within", held(downhill_reps())),
        Example("half a second a hundred metres faster at the end is nothing", "within",
                held(downhill_reps(), last_third_mps=4.6)),
        Example("a quarter faster at the end is gravity", "beyond", away),
        Example("fast and slow by turns is no control either", "beyond", held(downhill_reps(), speed_cv_ratio=0.18)),
        Example("a speed from positions tells no scatter", "not judged", held(downhill_reps(), speed_cv_ratio=None)),
        Example("reps too short for thirds tell nothing", "not judged", downhill_reps()),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(away)),
        Example("an easy run has no reps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH106",
    name="uncontrolled-descent",
    holds="gain and scatter of speed within a descent",
    figures=(
        "downhill-tempo.speed-gain-max",
        "downhill-tempo.speed-variation-max",
    ),
    reads=("reps", "speed"),
    check_session=check,
    examples=examples,
)
