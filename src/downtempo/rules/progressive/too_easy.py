"""
What it looks for
-----------------
Progressive tempos whose last split stays below comfortably hard: slower than threshold pace and a tenth.

Why it matters
--------------
The hard end is what makes the session one. Without it the run was an easy run that got a little quicker, which is fine,
but trains something else.

What to do
----------
Let the last split reach a pace that you could just hold for an hour. Begin as easily as before and make the steps
larger.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Athlete, Context, Example, Gap, Rule, Session, compare, place_of, unless
from ...model.sketch import easy, progressive


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the last split's pace against threshold pace."""
    run, threshold_mps = session.progressive, context.athlete.threshold_speed_mps
    if run is None:
        return
    if threshold_mps is None:
        yield Gap(place_of(session), "no threshold pace: configure threshold-pace")
    else:
        place, pace = place_of(session, run.splits[-1].span), run.paces_s_per_m[-1]
        figure = context.figures["progressive-tempo.finish-slack-max"]
        slower = pace * threshold_mps - 1
        error = run.pace_error_s_per_m * threshold_mps
        answer = compare(place, "last split, slower than threshold pace by", slower, figure, uncertainty=error)
        yield unless(session.hill_doubt, answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    known = Athlete(threshold_speed_mps=3.64)
    return (
        Example(
            "8:00 a mile is hard enough with a threshold of 7:22", "within", progressive(30, 30, 30, 30), (), known
        ),
        Example("9:00 a mile is not", "beyond", progressive(15, 15, 15, 15), (), known),
        Example("without a threshold pace nobody can tell", "not judged", progressive(15, 15, 15, 15)),
        Example("an easy run should be easy", None, easy(), (), known),
    )


RULE = Rule(
    code="PT105",
    name="too-easy",
    holds="the last split's pace",
    figures=("progressive-tempo.finish-slack-max",),
    reads=("splits", "threshold pace"),
    about="progressive",
    check_session=check,
    examples=examples,
)
