"""What was left out of a copy that can be given away."""

from __future__ import annotations

from dataclasses import asdict

from ..model.stripped import Stripped
from .documents import dump
from .words import file_words

STRIP_SCHEMA = "downtempo/strip/1"


def stripped_json(stripped: Stripped) -> str:
    """Write it as a document."""
    return dump({"schema": STRIP_SCHEMA, **asdict(stripped)})


def stripped_text(stripped: Stripped) -> str:
    """Write it for a person."""
    n_gone = stripped.points_before - stripped.points_after
    lines = [f"{file_words(stripped.target)}: {stripped.points_after} of {stripped.points_before} points"]
    lines += [f"  {n_gone} points in private places are gone"] if n_gone else []
    lines += [f"  gone: {file_words(told)}" for told in stripped.gone]
    return "\n".join(lines) + "\n"
