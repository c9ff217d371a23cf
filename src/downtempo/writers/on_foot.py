"""Cadence in files counts one foot where there are feet."""

from __future__ import annotations

_ON_FOOT = frozenset({"running", "walking", "hiking", "unknown"})


def is_on_foot(sport: str) -> bool:
    """Whether cadence of this sport counts steps."""
    return sport in _ON_FOOT
