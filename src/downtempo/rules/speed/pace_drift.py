"""
What it looks for
-----------------
Sets of fast reps that slow down by more than 3 % from the first to the last, on a straight line through all of them.
Outside a return to speed it is told for information: the track source wants repeats that could be repeated.

Why it matters
--------------
Reps that fade were begun too fast or rested too short. The source wants each of them alike, in good form and far from
failure.

What to do
----------
Begin at a pace that you can repeat to the end, or rest longer. The last rep should be one that you could run again.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the fitted slowdown from first to last rep against the figure."""
    main = session.main_set
    if session.is_speed is None:
        yield Gap(place_of(session), session.why_no_grade)
    elif session.is_speed and main is not None:
        slowdown, error, place = main.slowdown_ratio, main.slowdown_error_ratio, place_of(session, main.span)
        if slowdown is None or error is None:
            yield Gap(place, "fewer than three reps show no drift")
            return
        figure = context.figures["return-to-speed.drift-max" if session.is_stage else "faster-track.drift-max"]
        words, extra = f"slowing from rep 1 to rep {main.n_reps}", session.stage_words
        yield compare(
            place, words, slowdown, figure, uncertainty=error, extra=extra, severity=None if extra else "info"
        )


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("even reps do not drift", "within", speed_reps(6, 200)),
        Example("2 % are within what a runner can hold", "within", speed_reps(6, 200, slowing=0.02)),
        Example("getting faster is no drift", "within", speed_reps(6, 200, slowing=-0.05)),
        Example("7 % slower at the end is one", "beyond", speed_reps(6, 200, slowing=0.07)),
        Example("reps on the track outside a return are told of for information", "beyond",
                speed_reps(6, 200, slowing=0.07, kind="track-repeats")),
        Example("two reps make no line", "not judged", speed_reps(2, 400, slowing=0.07)),
        Example("without altitude the last may have been uphill", "not judged",
                without_altitude(speed_reps(6, 200, slowing=0.07))),
        Example("an easy run has no reps", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="SR105",
    name="pace-drift",
    holds="the reps' speeds, first to last",
    figures=("return-to-speed.drift-max", "faster-track.drift-max"),
    reads=("reps",),
    check_session=check,
    examples=examples,
)
