"""
What it looks for
-----------------
Sessions of long descents, a kilometre or more, run more often than documented.

Why it matters
--------------
A long descent braked all the way is the surest way to sore thighs. Two or three of them are documented, and no more.

What to do
----------
Leave it at two or three long descents. Spend the rest of the run on easier ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Descent, Example, Gap, Rule, Session, Span, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, easy, reps


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Count the long descents."""
    long_m = context.figures["downhill-dynamo.long-descent-min"].si
    if session.is_downhill is None and session.main_set is not None and session.main_set.rep_m >= long_m:
        yield Gap(place_of(session), session.why_no_grade)
    elif session.kind == "long-downhill":
        found = session.long_descents(long_m)
        figure = context.figures["downhill-dynamo.long-descent-reps-max"]
        yield compare(place_of(session), "descents of a kilometre or more", len(found), figure)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    return (
        Example("three long descents are documented", "within", _drawn_long_downhill(3)),
        Example("five are two too many", "beyond", _drawn_long_downhill(5)),
        Example(
            "without altitude long reps may have been descents", "not judged", without_altitude(reps(None, 3, 300))
        ),
        Example("short repeats are another session", None, downhill_reps()),
        Example("an easy run has no long descents", None, easy()),
    )


def _drawn_long_downhill(n: int) -> Session:
    spans = (Span(600 + 900 * i, 900 + 900 * i, 1800 + 2400 * i, 3000 + 2400 * i) for i in range(n))
    descents = tuple(Descent(span, -0.05, 0.002, 60.0, 4.0) for span in spans)
    return easy(minutes=15 + 15 * n, kind="long-downhill", descents=descents)


RULE = Rule(
    code="DH111",
    name="long-downhill-repeats",
    holds="repeats of long descents",
    figures=("downhill-dynamo.long-descent-reps-max", "downhill-dynamo.long-descent-min"),
    reads=("descents",),
    check_session=check,
    examples=examples,
)
