"""
What it looks for
-----------------
Efforts that were recorded with fewer than one point in 4 s. For information only.

Why it matters
--------------
Smart recording saves memory by leaving out samples. The start and stop of a rep of half a minute are then uncertain by
a tenth of it or more.

What to do
----------
Set the watch to record every second. It costs some memory and no accuracy.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of
from ...model.sketch import downhill_reps, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time between samples, in the effort that has the fewest, against the figure."""
    if not session.surges:
        return
    figure, sampling_s = context.figures["house.sampling-max"], session.effort_sampling_s
    if sampling_s is None:
        yield Gap(place_of(session), "the time between samples is not known")
    else:
        subject = "time between samples in the sparsest effort"
        error_s = context.figures["house.sampling-tolerance"].si
        yield compare(place_of(session), subject, sampling_s, figure, uncertainty=error_s)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("one sample a second is best", "within", downhill_reps(effort_sampling_s=1.0)),
        Example("a point more or less in the effort cannot be told", "within", downhill_reps(effort_sampling_s=4.01)),
        Example("one in 7 s blurs the edges of reps", "beyond", downhill_reps(effort_sampling_s=7.0)),
        Example("without times nobody can tell", "not judged", downhill_reps(effort_sampling_s=None)),
        Example("an easy run has no edges to blur", None, easy(sampling_s=7.0)),
    )


RULE = Rule(
    code="DQ109",
    name="sparse-recording",
    holds="points over an effort",
    figures=("house.sampling-max", "house.sampling-tolerance"),
    reads=("samples",),
    severity="info",
    check_session=check,
    examples=examples,
)
