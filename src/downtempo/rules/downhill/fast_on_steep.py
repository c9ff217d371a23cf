"""
What it looks for
-----------------
Steep descents, more than 8 %, on which the best ten seconds come within 5 % of the fastest that the runner is known to
run, or pass it. What is fastest is told by strides, by reps on the flat and by races.

Why it matters
--------------
At full speed on steep ground every landing is braked as hard as muscles can, and a stumble is a fall. The sources keep
maximal running off steep slopes altogether.

What to do
----------
Keep fast running for gentle slopes. Walk or jog down what is steeper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...model import (
    Answer,
    Comparison,
    Context,
    Descent,
    Example,
    Gap,
    Place,
    Rule,
    Session,
    Span,
    Surge,
    compare,
    place_of,
    unless,
)
from ...model.altered import held, weeks_before, without_altitude
from ...model.sketch import downhill_reps, easy, speed_reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the best ten seconds of each steep descent against the best of the runner."""
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
        return
    efforts = [(effort, _is_steep(effort, context)) for effort in session.downhill_efforts]
    is_asked = any(is_steep for _, is_steep in efforts)
    runs = (*context.history.before(session), session) if is_asked else ()
    best_mps = _best(run for run in runs if run.is_speed or run.kind in ("strides", "race"))
    seen_mps = best_mps or _best(runs)
    for effort, is_steep in efforts:
        place, control = place_of(session, effort.span), effort.control
        if is_steep is None:
            yield Gap(place, session.why_no_grade)
        if not is_steep:
            continue
        if control is None or control.top_10s_mps is None or not seen_mps:
            yield Gap(place, "the descent was not recorded throughout, or is shorter than ten seconds")
            continue
        answer = _compare(place, control.top_10s_mps, control.third_error_mps, seen_mps, context)
        yield unless("" if best_mps else "no strides, reps on the flat or race show how fast the runner is", answer)


def _compare(place: Place, top_mps: float, error_mps: float, best_mps: float, context: Context) -> Comparison:
    figure = context.figures["downhill-tempo.fast-share-on-steep-max"]
    subject = "best ten seconds on a steep descent, of the runner's best"
    return compare(place, subject, top_mps / best_mps, figure, uncertainty=error_mps / best_mps)


def _is_steep(effort: Surge | Descent, context: Context) -> bool | None:
    if effort.grade_ratio is None:
        return None
    error = max(context.figures["house.grade-tolerance"].si, effort.grade_error_ratio or 0)
    return -effort.grade_ratio - error > context.figures["downhill-tempo.steep-grade"].si


def _best(runs: Iterable[Session]) -> float:
    """Return the best ten seconds of some runs [m/s], 0 for none."""
    return max((run.best_10s_mps or 0 for run in runs), default=0)


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
        Example("a path of unknown grade may have been steep", "not judged",
                easy(descents=(replace(slope, grade_ratio=None),), elevation_source="gps"), known),
        Example("a flat run has no descents", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH107",
    name="fast-on-steep",
    holds="top speed on a steep slope",
    figures=("downhill-tempo.fast-share-on-steep-max", "downhill-tempo.steep-grade", "house.grade-tolerance"),
    frame=("downhill-tempo.steep-grade",),
    reads=("descents", "speed", "history"),
    check_session=check,
    examples=examples,
)
