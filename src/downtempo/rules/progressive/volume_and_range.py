"""
What it looks for
-----------------
Progressive tempos with a mile more and a wider range at once, before two weeks at the present stage are over.

Why it matters
--------------
The source's own second stage adds a mile and half a minute of range, but only after a couple of weeks. Both at once and
early is the step that costs the next session.

What to do
----------
Add the mile first and keep the range, or the other way round. Both together can wait until two weeks have passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...model import Answer, Context, Example, Gap, Rule, Session, compare, place_of, progressive_step, unless
from ...model.altered import shifted
from ...model.sketch import easy, progressive

_FIGURES = ("house.stage-window", "house.stage-slack", "progressive-tempo.stage-min")


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the time since the present stage began against the figure, where both go up."""
    if session.progressive is None or session.local_date is None:
        return
    window, slack, figure = (context.figures[name] for name in _FIGURES)
    step = progressive_step(context.history, session, window.si, slack.si)
    if step is None:
        yield Gap(place_of(session), f"no progressive tempo of the {window.value:g} {window.unit} before is known")
        return
    raised, began = step
    if not all(raised):
        return
    is_reached = context.history.reaches(session.local_date - timedelta(seconds=figure.si))
    passed_s, words = (
        (session.local_date - began).total_seconds(),
        "time at the stage before distance and range went up together",
    )
    answer = compare(place_of(session), words, passed_s, figure, sense="at least")
    yield unless("" if is_reached else "the history is shorter", answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    base, usual = (shifted(easy(), -42),), progressive(30, 30, 30, 30)
    both = progressive(36, 36, 36, 36, 36, start_s_per_mile=615)
    return (
        Example("two weeks allow for the documented second stage", "within", both, (*base, shifted(usual, -14))),
        Example("one week does not", "beyond", both, (*base, shifted(usual, -7))),
        Example("a greater one of last year does not count", "beyond", both,
                (*base, shifted(both, -360), shifted(usual, -7))),
        Example("a history of a week does not tell since when", "not judged", both, (shifted(usual, -7),)),
        Example("the first one has none before it", "not judged", usual, base),
        Example(
            "a wider range alone is another rule's", None, progressive(37, 37, 37, 37), (*base, shifted(usual, -7))
        ),
        Example("an easy run has no range", None, easy(), base),
    )  # fmt: skip


RULE = Rule(
    code="PT107",
    name="volume-and-range-at-once",
    holds="time at the stage before both go up",
    figures=_FIGURES,
    reads=("splits", "history"),
    needs_history=True,
    check_session=check,
    examples=examples,
)
