"""
What it looks for
-----------------
Downhill reps with a cadence more than 5 % below that of easy running on the flat in the same run.

Why it matters
--------------
Fewer steps at a higher speed are longer steps: the foot lands far ahead of the body and brakes. The sources ask for
shorter steps downhill, not longer ones.

What to do
----------
Take quicker, shorter steps on the next descent; count them for ten seconds if it helps. Speed follows by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, Surge, compare, place_of
from ...model.altered import held, without_altitude, without_cadence
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the cadence of each rep against that on the flat."""
    if session.is_downhill is False or session.is_planned:  # how a rep is held shows only when it is run
        return
    if session.is_downhill is None:
        yield Gap(place_of(session), session.why_no_grade)
    elif not session.has_cadence:
        yield Gap(place_of(session), "no cadence in the file")
    elif session.flat_cadence_spm is None:
        yield Gap(place_of(session), "too little running on the flat to compare with")
    else:
        yield from _answers(session, session.reps, session.flat_cadence_spm, context)


def _answers(session: Session, reps: tuple[Surge, ...], flat_spm: float, context: Context) -> Iterator[Answer]:
    figure = context.figures["downhill-tempo.cadence-drop-max"]
    for number, rep in enumerate(reps, 1):
        place, subject = place_of(session, rep.span), f"drop in cadence on rep {number} of {len(reps)}"
        if rep.cadence_spm is None:
            yield Gap(place, "the cadence of the rep was not recorded")
        else:
            yield compare(place, subject, 1 - rep.cadence_spm / flat_spm, figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    quick, slow = (held(downhill_reps(flat_cadence_spm=168.0), cadence_spm=steps) for steps in (176.0, 152.0))
    return (
        Example("quicker steps than on the flat", "within", quick),
        Example("a tenth fewer steps at a higher speed are long ones", "beyond", slow),
        Example("without cadence nobody counts the steps", "not judged", without_cadence(slow)),
        Example("a run without flat ground gives no measure", "not judged", held(downhill_reps(), cadence_spm=152.0)),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(slow)),
        Example("an easy run has no reps", None, easy()),
    )


RULE = Rule(
    code="DH109",
    name="cadence-drop",
    holds="cadence on descents against that on the flat",
    figures=("downhill-tempo.cadence-drop-max",),
    reads=("reps", "cadence"),
    check_session=check,
    examples=examples,
)
