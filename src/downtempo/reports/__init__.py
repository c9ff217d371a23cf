"""Verdicts and sessions as text and JSON. A report never computes what the scorer has not."""

from __future__ import annotations

from .audit import audit_text
from .check import check_text
from .documents import findings_json, show_json
from .explain import explain_text
from .rules import rules_table
from .several import each_text
from .show import show_text
from .statistics import statistics_json, statistics_text

__all__ = [
    "audit_text", "check_text", "each_text", "explain_text", "findings_json", "rules_table", "show_json", "show_text",
    "statistics_json", "statistics_text",
]  # fmt: skip
