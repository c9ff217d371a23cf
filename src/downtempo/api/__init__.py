"""The pipe, and what there is to know about its rules; the only place that composes the stages."""

from __future__ import annotations

from ..batch import Means
from .lookup import catalogue_of, check_configuration, explain, list_rules, rule_rows, selected_rules
from .merge import gathered, merged
from .pipe import audit, check, read, score, segment, show, walk

__all__ = [
    "Means", "audit", "catalogue_of", "check", "check_configuration", "explain", "gathered", "list_rules", "merged",
    "read", "rule_rows", "score",
    "segment", "selected_rules", "show", "walk",
]  # fmt: skip
