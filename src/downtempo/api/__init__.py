"""The pipe, and what there is to know about its rules; the only place that composes the stages."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..batch import Means
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
from .pipe import audit, check, read, score, segment, show, walk
from .repair import repair
from .seeds import recall_seeds

__all__ = [
    "Means", "advice", "audit", "catalogue_of", "check", "check_configuration", "check_places",
    "configuration_schema", "counted", "diary_with", "doctor", "drawings", "excused", "explain", "exported",
    "gathered", "list_rules", "merged", "next_steps", "overview", "pictured", "pictured_shared", "proposed", "read",
    "recall_seeds", "repair", "rule_rows", "score", "segment", "segments", "selected_rules", "shared", "shared_each",
    "shared_export", "shared_outlook", "shared_summaries", "show", "strip", "walk", "what_if", "written",
]  # fmt: skip

if TYPE_CHECKING:
    from .ahead import next_steps, what_if
    from .baseline import counted, excused
    from .export import diary_with, exported, segments, shared_export, written
    from .overview import overview, shared_summaries
    from .pages import explain
    from .pictures import drawings, pictured, pictured_shared
    from .proposal import proposed
    from .share import shared, shared_each, shared_outlook
    from .stripping import strip

_HOMES = {
    "ahead": ("next_steps", "what_if"),
    "baseline": ("counted", "excused"),
    "export": ("diary_with", "exported", "segments", "shared_export", "written"),
    "overview": ("overview", "shared_summaries"),
    "pages": ("explain",),
    "pictures": ("drawings", "pictured", "pictured_shared"),
    "proposal": ("proposed",),
    "share": ("shared", "shared_each", "shared_outlook"),
    "stripping": ("strip",),
}


def __getattr__(name: str) -> Any:
    """Import what only some commands do when it is asked for: the others need not wait for it."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
