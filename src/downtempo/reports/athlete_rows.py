"""Rows of documents that tell of a runner: the diary, and how runs and weeks hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..model import Conformance, Diary


def conformance_row(one: Conformance, place: str) -> dict[str, Any]:
    """Return how a run holds, by its file, or a week, by its label."""
    row = asdict(one)
    other = "week" if place == "file" else "file"
    return {"athlete": row.pop("athlete") or None, **{key: row[key] for key in row if key != other}}


def diary_row(diary: Diary) -> dict[str, Any]:
    """Return what was read of a diary."""
    return {"file": diary.file, "days": len(diary.days), "faults": list(diary.faults)}
