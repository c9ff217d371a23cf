"""The pipe, and what there is to know about its rules; the only place that composes the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..batch import Means
from .baseline import counted, excused
from .doctor import advice, doctor
from .held import check_places
from .lookup import (
    catalogue_of,
    check_configuration,
    configuration_schema,
    list_rules,
    rule_rows,
    selected_rules,
)
from .merge import gathered, merged
from .pages import explain
from .pipe import audit, check, read, score, segment, show, walk
from .proposal import proposed
from .repair import repair

__all__ = [
    "Means", "advice", "audit", "catalogue_of", "check", "check_configuration", "check_places", "configuration_schema",
    "counted", "doctor", "excused", "explain", "gathered", "list_rules", "merged", "next_steps", "proposed", "read",
    "repair", "rule_rows", "score", "segment", "selected_rules", "show", "walk", "what_if",
]  # fmt: skip

if TYPE_CHECKING:
    from .ahead import next_steps, what_if


def __getattr__(name: str) -> Any:
    """Import what looks ahead when it is asked for: other commands need not wait for it."""
    if name in ("next_steps", "what_if"):
        from . import ahead

        return getattr(ahead, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
