"""
What it looks for
-----------------
Rests between fast reps that are shorter than twice the rep, unless heart rate was back under 70 % of its maximum before
the next one. Outside a return to speed it is told for information: the track source wants generous recovery too.

Why it matters
--------------
The sources ask for full or generous recovery: each rep should be as good as the first. Short rests make it another
session, one for endurance.

What to do
----------
Rest at least twice as long as the rep took, walking or jogging. Waiting longer costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Gap, Recovery, Rule, Session, Surge, compare, place_of
from ...model.altered import with_heart_rate, without_altitude
from ...model.sketch import easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold each rest against the time of the rep before it, or the heart rate at its end against the figure."""
    if session.is_speed is None:
        yield Gap(place_of(session), session.why_no_grade)
    elif session.is_speed and session.main_set is not None:
        pairs = zip(session.main_set.surges, session.main_set.recoveries, strict=False)
        for number, (rep, rest) in enumerate(pairs, 1):
            yield _calm(session, context, number, rest) or _long(session, context, number, rep, rest)


def _calm(session: Session, context: Context, number: int, rest: Recovery) -> Answer | None:
    """Hold the heart rate at the end of a rest against the figure, where that is within."""
    highest = context.athlete.max_heart_rate_bpm
    if highest is None or rest.end_heart_rate_bpm is None:
        return None
    figure, share = context.figures["return-to-speed.recovered-heart-rate-max"], rest.end_heart_rate_bpm / highest
    answer = compare(place_of(session, rest.span), f"heart rate after rest {number}, of its maximum", share, figure)
    return None if answer.is_beyond else answer


def _long(session: Session, context: Context, number: int, rep: Surge, rest: Recovery) -> Answer:
    name = "return-to-speed.full-recovery-share-min" if session.is_stage else "faster-track.generous-recovery-share-min"
    figure, extra = context.figures[name], session.stage_words
    share, rep_s = rest.duration_s / rep.span.duration_s, rep.span.duration_s
    error = max(context.figures["house.duration-tolerance"].si, rest.span.duration_error_s) / rep_s
    subject = f"rest after rep {number}, of the rep's time"
    return compare(
        place_of(session, rest.span), subject, share, figure, uncertainty=error, sense="at least", extra=extra,
        severity=None if extra else "info",
    )  # fmt: skip


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    rushed = speed_reps(5, 400, recovery_s=60)
    known = Athlete(max_heart_rate_bpm=190)
    return (
        Example("110 s after 47 s are more than twice", "within", speed_reps(6, 200, recovery_s=110)),
        Example("60 s after 93 s are not", "beyond", rushed),
        Example(
            "outside a return short rests are told of for information",
            "beyond",
            speed_reps(5, 400, recovery_s=60, kind="track-repeats"),
        ),
        Example("a calm heart excuses a short rest", "within", with_heart_rate(rushed, 125), (), known),
        Example("a racing one does not", "beyond", with_heart_rate(rushed, 165), (), known),
        Example("without altitude the reps may have been downhill", "not judged", without_altitude(rushed)),
        Example("an easy run has no rests", None, easy()),
    )


RULE = Rule(
    code="SR104",
    name="incomplete-recovery",
    holds="rest between reps",
    figures=(
        "return-to-speed.full-recovery-share-min",
        "faster-track.generous-recovery-share-min",
        "return-to-speed.recovered-heart-rate-max",
        "house.duration-tolerance",
    ),
    reads=("recoveries", "heart rate"),
    check_session=check,
    examples=examples,
)
