"""Verdicts and sessions as text and JSON. A report never computes what the scorer has not."""

from __future__ import annotations

from .audit import audit_text
from .batch import batch_json, batch_text
from .check import check_text
from .doctor import doctor_json, doctor_text, repair_json, repair_text
from .documents import findings_json, show_json
from .explain import explain_text
from .outlook import outlook_text
from .outlook_document import outlook_json
from .rules import rules_table
from .several import each_text
from .show import show_text
from .statistics import statistics_json, statistics_text
from .what_if import what_if_text

__all__ = [
    "audit_text", "batch_json", "batch_text", "check_text", "doctor_json", "doctor_text", "each_text", "explain_text",
    "findings_json", "outlook_json", "outlook_text", "repair_json", "repair_text", "rules_table", "show_json",
    "show_text", "statistics_json", "statistics_text", "what_if_text",
]  # fmt: skip
