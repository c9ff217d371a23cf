"""Stage 1: bytes in, a `Recording` out. No network, no clock, no writing."""

from __future__ import annotations

from .containers import Source, walk
from .parse import parse

__all__ = ["Source", "parse", "walk"]
