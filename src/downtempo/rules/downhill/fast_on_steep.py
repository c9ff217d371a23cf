"""
What it looks for
-----------------
Steep descents, more than 8 %, on which the best ten seconds come within 5 % of the fastest that the runner is known to
run, or pass it. What is fastest is told by the runs that hold fast running on the flat.

Why it matters
--------------
At full speed on steep ground every landing is braked as hard as muscles can, and a stumble is a fall. The sources keep
maximal running off steep slopes altogether.

What to do
----------
Keep fast running for gentle slopes. Walk or jog down what is steeper.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Descent, Example, Gap, Rule, Session, Span, Surge, compare, place_of
from ...model.altered import held, weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the best ten seconds of each steep descent against the best of the runner."""
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    steep = [effort for effort in session.downhill_efforts if _is_steep(effort, context)]
    best_mps = _best(session, context)
    for effort in steep:
        place, control = place_of(session, effort.span), effort.control
        if control is None or control.top_10s_mps is None:
            yield Gap(place, "the descent was not recorded throughout, or is shorter than ten seconds")
        elif best_mps is None:
            yield Gap(place, "no fast running on the flat shows how fast the runner can be")
        else:
            subject = "best ten seconds on a steep descent, of the runner's best"
            figure = context.figures["downhill-tempo.fast-share-on-steep-max"]
            error = control.third_error_mps / best_mps
            yield compare(place, subject, control.top_10s_mps / best_mps, figure, uncertainty=error)


def _is_steep(effort: Surge | Descent, context: Context) -> bool:
    if effort.grade_ratio is None:
        return False
    error = max(context.figures["house.grade-tolerance"].si, effort.grade_error_ratio or 0)
    return -effort.grade_ratio - error > context.figures["downhill-tempo.steep-grade"].si


def _best(session: Session, context: Context) -> float | None:
    """Return the best ten seconds of the runs up to this one that hold fast running on the flat [m/s]."""
    runs = (*context.history.before(session), session)
    known = [run.best_10s_mps for run in runs if any(surge.terrain == "flat" for surge in run.surges)]
    return max((speed for speed in known if speed is not None), default=None)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    known = weeks_before(2, speed_reps(speed_mps=4.6, best_10s_mps=5.0))
    fast = held(downhill_reps(grade_percent=11.0), top_10s_mps=5.1)
    slope = Descent(Span(600, 660, 1700, 1850), -0.12, 0.003, 18.0, 2.6)
    return (
        Example("steep, but well below the fastest", "within", held(downhill_reps(grade_percent=11.0)), known),
        Example("as fast as ever, down 11 %", "beyond", fast, known),
        Example("a gentle slope is another matter", None, held(downhill_reps(), top_10s_mps=5.1), known),
        Example("a steep path jogged in an easy run", "within", held(easy(descents=(slope,)), top_10s_mps=2.9), known),
        Example("a runner never seen fast on the flat", "not judged", fast),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(fast), known),
        Example("a flat run has no descents", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH107",
    name="fast-on-steep",
    holds="top speed on a steep slope",
    figures=("downhill-tempo.fast-share-on-steep-max", "downhill-tempo.steep-grade", "house.grade-tolerance"),
    reads=("descents", "speed", "history"),
    check_session=check,
    examples=examples,
)
