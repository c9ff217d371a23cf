"""Stage 1: bytes in, a `Recording` out. No network, no clock, no writing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .containers import Found, find, opened, walk
from .hints import marks_of
from .names import is_archive
from .parse import claimed, parse
from .remote import is_remote
from .source import Source, recording_of
from .workouts import parse_workout

__all__ = [
    "Found", "Look", "Place", "Source", "claimed", "find", "is_archive", "is_remote", "look_into", "marks_of",
    "name_at", "opened", "parse", "parse_workout", "recording_of", "take_out", "walk",
]  # fmt: skip

if TYPE_CHECKING:
    from .shelves import Look, Place, look_into, name_at, take_out


def __getattr__(name: str) -> Any:
    """Import what knows the pieces of archives when it is asked for: one file need not wait for it."""
    if name in {"Look", "Place", "look_into", "name_at", "take_out"}:
        return getattr(import_module(".shelves", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
