"""Stage 1: bytes in, a `Recording` out. No network, no clock, no writing."""

from __future__ import annotations

from .containers import Found, find, opened, walk
from .hints import marks_of
from .parse import claimed, parse
from .source import Source, recording_of
from .workouts import parse_workout

__all__ = [
    "Found", "Source", "claimed", "find", "marks_of", "opened", "parse", "parse_workout", "recording_of", "walk",
]  # fmt: skip
