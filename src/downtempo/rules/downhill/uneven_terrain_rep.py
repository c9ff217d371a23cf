"""
What it looks for
-----------------
Downhill reps longer than those for the runner's level, run on a trail, as the file says. A rep no longer than that
passes on any ground; where the file says nothing of the ground, a longer one is not judged.

Why it matters
--------------
On stones and roots every landing is another one, and each costs more to balance. The sources shorten the interval on
such ground.

What to do
----------
Cut the reps short on a trail, or take the session to a smooth path.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Rule, Session, compare, place_of, unless
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the length of reps on a trail against the figure for the level."""
    if session.kind == "long-downhill":
        return
    level_s = context.figures[f"downhill-tempo.{context.athlete.level}-rep-duration-max"].si
    figure = context.figures["downhill-tempo.uneven-terrain-share-max"]
    least_s = context.figures["house.duration-tolerance"].si
    for number, rep in enumerate(session.reps, 1):
        subject = f"length of rep {number} of {len(session.reps)}, of that for the level"
        error = max(least_s, rep.span.duration_error_s) / level_s
        answer = compare(
            place_of(session, rep.span), subject, rep.span.duration_s / level_s, figure, uncertainty=error
        )  # fmt: skip
        yield unless("" if session.is_trail else "the file does not say what the footing was", answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    long, forty = (downhill_surges(rep_s=seconds, is_trail=True) for seconds in (90.0, 40.0))
    return (
        Example("short reps pass on any ground", "within", downhill_reps(is_trail=True)),
        Example("90 s on a trail are too long for most", "beyond", long),
        Example("40 s on a trail are too long for a beginner", "beyond", forty, (), Athlete(level="beginner")),
        Example("and not for a runner of experience", "within", forty, (), Athlete(level="experienced")),
        Example("90 s on ground that nobody told of", "not judged", downhill_surges(rep_s=90.0)),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(long)),
        Example("an easy run has no reps", None, easy()),
    )


RULE = Rule(
    code="DH112",
    name="uneven-terrain-rep",
    holds="a rep's duration on a trail",
    figures=(
        "downhill-tempo.uneven-terrain-share-max",
        "downhill-tempo.beginner-rep-duration-max",
        "downhill-tempo.intermediate-rep-duration-max",
        "downhill-tempo.experienced-rep-duration-max",
        "house.duration-tolerance",
    ),
    reads=("reps", "level", "trail tag"),
    about="downhill",
    check_session=check,
    examples=examples,
)
