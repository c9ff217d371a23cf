"""The pipe, and what there is to know about its rules; the only place that composes the stages."""

from __future__ import annotations

from .ahead import next_steps, what_if
from .baseline import counted, excused
from .doctor import advice, doctor
from .export import diary_with, exported, segments, shared_export, written
from .lookup import (
    catalogue_of,
    check_configuration,
    configuration_schema,
    explain,
    list_rules,
    rule_rows,
    selected_rules,
)
from .merge import gathered, merged
from .pipe import audit, check, read, score, segment, show, walk
from .proposal import proposed
from .repair import repair
from .share import shared, shared_each
from .stripping import strip

__all__ = [
    "advice", "audit", "catalogue_of", "check", "check_configuration", "configuration_schema", "counted",
    "diary_with", "doctor", "excused", "explain", "exported", "gathered", "list_rules", "merged", "next_steps",
    "proposed", "read", "repair", "rule_rows", "score", "segment", "segments", "selected_rules", "shared",
    "shared_each", "shared_export", "show", "strip", "walk", "what_if", "written",
]  # fmt: skip
