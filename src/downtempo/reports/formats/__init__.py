"""Formats for programs and pipelines: each a function from what was judged to text, all of them in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from ...model.results import Judged

__all__ = ["FORMATS", "csv_raw"]

Write = Callable[[Judged], str]


def _of(module: str, name: str) -> Write:
    """Return a function of another module, which is imported when it is called: one run writes one format."""

    def write(judged: Judged) -> str:
        text: str = getattr(import_module(module, __name__), name)(judged)
        return text

    return write


#: What `--format` may name beside `text`, which looks at the terminal, and how each is written.
FORMATS: Mapping[str, Write] = {
    "concise": _of(".concise", "concise"),
    "json": _of("..documents", "findings_json"),
    "jsonl": _of(".jsonl", "jsonl"),
    "sarif": _of(".sarif", "sarif"),
    "junit": _of(".junit", "junit"),
    "github": _of(".github", "github"),
    "gitlab": _of(".gitlab", "gitlab"),
    "rdjson": _of(".rdjson", "rdjson"),
    "csv": _of(".sheet", "csv"),
    "markdown": _of(".markdown", "markdown"),
}
csv_raw = _of(".sheet", "csv_raw")
