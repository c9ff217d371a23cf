"""Formats for programs and pipelines: each a function from what was judged to text, all of them in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...model.results import Judged
from ..documents import findings_json
from .concise import concise
from .github import github
from .gitlab import gitlab
from .jsonl import jsonl
from .junit import junit
from .markdown import markdown
from .rdjson import rdjson
from .sarif import sarif
from .sheet import csv, csv_raw

__all__ = [
    "FORMATS", "concise", "csv", "csv_raw", "github", "gitlab", "jsonl", "junit", "markdown", "rdjson", "sarif",
]  # fmt: skip

#: What `--format` may name beside `text`, which looks at the terminal, and how each is written.
FORMATS: Mapping[str, Callable[[Judged], str]] = {
    "concise": concise,
    "json": findings_json,
    "jsonl": jsonl,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "csv": csv,
    "markdown": markdown,
}
