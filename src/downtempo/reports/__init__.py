"""Verdicts and sessions as text, for programs, and as pages. A report never computes what the scorer has not.

Each report is imported when it is asked for: a command writes one, and need not wait for the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .audit import audit_text
    from .batch import batch_json, batch_text
    from .check import check_text
    from .doctor import doctor_json, doctor_text, repair_json, repair_text
    from .documents import findings_json, show_json
    from .explain import explain_text, figure_words
    from .formats import FORMATS, csv_raw
    from .formats.jsonl import show_jsonl
    from .left_out import left_out_lines
    from .outlook import outlook_text
    from .outlook_document import outlook_json
    from .page import overview_html, page_html
    from .rules import rules_table
    from .several import each_text, untold_text
    from .show import show_text
    from .statistics import statistics_json, statistics_text
    from .strip import stripped_json, stripped_text
    from .what_if import what_if_text
    from .words import amount_words

__all__ = [
    "FORMATS", "amount_words", "audit_text", "batch_json", "batch_text", "check_text", "csv_raw", "doctor_json",
    "doctor_text", "each_text", "explain_text", "figure_words", "findings_json", "left_out_lines", "outlook_json",
    "outlook_text", "overview_html", "page_html", "repair_json", "repair_text", "rules_table", "show_json",
    "show_jsonl", "show_text", "statistics_json", "statistics_text", "stripped_json", "stripped_text", "untold_text",
    "what_if_text",
]  # fmt: skip

_HOMES = {
    "audit": ("audit_text",),
    "batch": ("batch_json", "batch_text"),
    "check": ("check_text",),
    "doctor": (
        "doctor_json",
        "doctor_text",
        "repair_json",
        "repair_text",
    ),
    "documents": (
        "findings_json",
        "show_json",
    ),
    "explain": ("explain_text", "figure_words"),
    "formats": (
        "FORMATS",
        "csv_raw",
    ),
    "formats.jsonl": ("show_jsonl",),
    "left_out": ("left_out_lines",),
    "outlook": ("outlook_text",),
    "outlook_document": ("outlook_json",),
    "page": ("overview_html", "page_html"),
    "rules": ("rules_table",),
    "several": ("each_text", "untold_text"),
    "show": ("show_text",),
    "statistics": (
        "statistics_json",
        "statistics_text",
    ),
    "strip": ("stripped_json", "stripped_text"),
    "what_if": ("what_if_text",),
    "words": ("amount_words",),
}


def __getattr__(name: str) -> Any:
    """Import the report of this name."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
