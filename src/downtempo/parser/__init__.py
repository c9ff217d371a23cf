"""Stage 1: bytes in, a `Recording` out. No network, no clock, no writing."""

from __future__ import annotations

from .containers import Found, Source, find, opened, walk
from .parse import claimed, parse

__all__ = ["Found", "Source", "claimed", "find", "opened", "parse", "walk"]
