"""Reviewdog's diagnostic format."""

from __future__ import annotations

from ...model.results import Judged
from ..documents import json_text
from .paths import unicode_of
from .told import tell

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def rdjson(judged: Judged) -> str:
    """Write a diagnostic for each rule that a run or a week is beyond."""
    diagnostics = [
        {
            "message": f"{told.title}: {told.message}",
            "location": {"path": unicode_of(told.path), "range": {"start": {"line": 1}}},
            "severity": _SEVERITIES[told.worst.severity],
            "code": {"value": told.worst.code},
        }
        for told in tell(judged)
    ]
    return json_text({"source": {"name": "downtempo"}, "diagnostics": diagnostics}) + "\n"
