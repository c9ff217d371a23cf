"""Stage 3: runs and weeks, rules and figures -> verdicts. Rules measure; here it is judged."""

from __future__ import annotations

from .judge import outcome_of
from .score import score

__all__ = ["outcome_of", "score"]
