"""GitLab's Code Quality report."""

from __future__ import annotations

from ...model.results import Judged
from ..documents import json_text
from .paths import unicode_of
from .told import tell

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def gitlab(judged: Judged) -> str:
    """Write a list with an entry for each rule that a run or a week is beyond."""
    entries = [
        {
            "description": f"{told.title}: {told.message}",
            "check_name": told.worst.code,
            "fingerprint": told.fingerprint,
            "severity": _SEVERITIES[told.worst.severity],
            "location": {"path": unicode_of(told.path), "lines": {"begin": 1}},
        }
        for told in tell(judged)
    ]
    return json_text(entries) + "\n"
