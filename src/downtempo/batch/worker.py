"""All that a process needs to read runs, imported before such processes are forked, so that none starts cold."""

from __future__ import annotations

from ..parser import fit, xml
from ..segmenter import session
from . import collect

__all__ = ["collect", "fit", "session", "xml"]
