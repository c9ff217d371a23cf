"""The easy running at either end of a hard session: its warm-up and its cool-down."""

from __future__ import annotations

from typing import Literal

from .figure import Figure
from .rule import Context
from .session import Session
from .verdict import Answer, compare, place_of, unless

_WORDS = {
    "warm-up": "easy running before the first effort",
    "cool-down": "easy running after the last effort",
}


def hold_end(session: Session, context: Context, kind: Literal["warm-up", "cool-down"], figure: Figure) -> Answer:
    """Hold the easy time of a warm-up or a cool-down against a figure; the rule cites `house.duration-tolerance`.

    A file that lost its end, or an easy run of its own beside this one, may hold what is missing.
    """
    phase = session.phase(kind)
    answer = compare(
        place_of(session, phase.span if phase else None),
        _WORDS[kind],
        phase.easy_s if phase else 0,
        figure,
        uncertainty=max(context.figures["house.duration-tolerance"].si, session.effort_error_s),
        sense="at least",
    )
    side = {"warm-up": (True, "an earlier"), "cool-down": (False, "a later")}[kind]
    is_beside = side[0] in context.history.easy_beside(session)
    doubt = f"{side[1]} run of the day may have been the {kind}" if is_beside else ""
    return unless(session.damage_doubt or doubt, answer)
