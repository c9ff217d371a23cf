"""Stage 3: runs and weeks, rules and figures -> verdicts. Rules measure; here it is judged."""

from __future__ import annotations

from .baseline import excuse
from .judge import outcome_of
from .score import score
from .suppression import suppress, unused

__all__ = ["excuse", "outcome_of", "score", "suppress", "unused"]
