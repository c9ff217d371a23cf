"""FIT: the reader that the project exists for."""

from __future__ import annotations

from .read import read_fit
from .workout import read_workout

__all__ = ["read_fit", "read_workout"]
