"""Stage 3: runs and weeks, rules and figures -> verdicts. Rules measure; here it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .baseline import excuse
from .foresee import foresee
from .judge import outcome_of
from .plans import laid_out, left_open, paces_of
from .score import score
from .suppression import suppress, unused

__all__ = [
    "excuse", "foresee", "laid_out", "left_open", "next_steps", "outcome_of", "paces_of", "score", "suppress",
    "unused",
]  # fmt: skip

if TYPE_CHECKING:
    from .steps import next_steps


def __getattr__(name: str) -> Any:
    """Import the next steps when they are asked for: what was run is judged without them."""
    if name == "next_steps":
        from . import steps

        return steps.next_steps
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
