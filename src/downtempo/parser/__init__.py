"""Stage 1: bytes in, a `Recording` out. No network, no clock, no writing."""

from __future__ import annotations

from .containers import walk
from .parse import parse
from .source import Source, recording_of
from .workouts import parse_workout

__all__ = ["Source", "parse", "parse_workout", "recording_of", "walk"]
