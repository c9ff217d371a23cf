"""Exports as services hand them out: what they tell beside the recordings.

Garmin (archives in an archive) and TrainingPeaks (an archive of gzipped files) tell nothing that the files do not;
Polar hands out recordings of its own kind (`parser.polar`).
"""

from __future__ import annotations

from .shelf import Shelf, Told, told_by

__all__ = ["Shelf", "Told", "told_by"]
