"""The documentation: pages written by hand in `pages/`, and pages made from the registry as `explain` has them."""

from __future__ import annotations

from .build import build
from .sources import write_sources

__all__ = ["build", "write_sources"]
