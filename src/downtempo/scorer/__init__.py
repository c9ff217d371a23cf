"""Stage 3: runs and weeks, rules and figures -> verdicts. Rules measure; here it is judged."""

from __future__ import annotations

from .baseline import excuse
from .foresee import foresee
from .judge import outcome_of
from .plans import laid_out, left_open, paces_of
from .score import score
from .season import season_of
from .steps import next_steps
from .suppression import suppress, unused

__all__ = [
    "excuse", "foresee", "laid_out", "left_open", "next_steps", "outcome_of", "paces_of", "score", "season_of",
    "suppress", "unused",
]  # fmt: skip
