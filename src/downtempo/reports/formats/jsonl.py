"""The document `downtempo/findings/1` a line at a time: each line says what it is, the last one sums up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model.results import Collected, Judged
from ..documents import findings_document, json_text, plain, show_document

_ROWS = {
    "athletes": "athlete", "findings": "finding", "not_judged": "not_judged", "suppressed": "suppressed",
    "unused_suppressions": "unused_suppression", "baselined": "baselined", "protocols": "protocol",
    "held_weeks": "held_week", "sessions": "session", "rejected": "rejected", "left_out": "left_out",
}  # fmt: skip


def jsonl(judged: Judged) -> str:
    """Write a line with the schema, one for each entry of the document, and one with the summary."""
    return _lines(findings_document(judged))


def show_jsonl(collected: Collected) -> str:
    """Write a line with the schema, and one for each run or file that was left out."""
    return _lines(show_document(collected))


def _lines(document: dict[str, Any]) -> str:
    return "".join(f"{json_text(plain(row), None)}\n" for row in _rows(document))


def _rows(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the entries of every list, the head with what is no list first, the summary last."""
    summary = document.get("summary")
    head = {key: value for key, value in document.items() if key not in _ROWS and key != "summary"}
    yield {"type": "head", **head}
    for key, name in _ROWS.items():
        for row in document.get(key, ()):
            yield {"type": name, **row}
    if summary is not None:
        yield {"type": "summary", **summary}
