"""The stage of a return to speed that reps belong to by their length."""

from __future__ import annotations

from collections.abc import Mapping

from .figure import Figure, Figures
from .session import Session

#: The shortest reps of each stage, and how exactly the distance of a rep is known: what a rule cites for it.
SHORTEST_FIGURES = tuple(f"return-to-speed.{name}" for name in ("stage-1-short-distance", "stage-2-distance",
                                                                "stage-3-short-distance"))  # fmt: skip
SPEED_STAGE_FIGURES = (*SHORTEST_FIGURES, "house.rep-distance-tolerance")


def speed_stage(session: Session, figures: Figures | Mapping[str, Figure]) -> int:
    """Return the stage that the fast reps of a session on the flat have reached, 0 for none."""
    if not session.is_speed or session.main_set is None:
        return 0
    at_least = 1 - figures[SPEED_STAGE_FIGURES[-1]].si
    return sum(session.main_set.rep_m >= at_least * figures[shortest].si for shortest in SHORTEST_FIGURES)
