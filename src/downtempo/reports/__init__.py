"""Verdicts and sessions as text and JSON. A report never computes what the scorer has not."""

from __future__ import annotations

from .audit import audit_text
from .check import check_text
from .doctor import doctor_json, doctor_text, repair_json, repair_text
from .documents import findings_json, show_json
from .explain import explain_text
from .rules import rules_table
from .show import show_text

__all__ = [
    "audit_text", "check_text", "doctor_json", "doctor_text", "explain_text", "findings_json", "repair_json",
    "repair_text", "rules_table", "show_json", "show_text",
]  # fmt: skip
