"""Many files: read and segment each, keep what works, name what does not."""

from .collect import Reading, by_place, classified, collect, localized, runs_only, unique
from .means import ALONE, Means

__all__ = ["ALONE", "Means", "Reading", "by_place", "classified", "collect", "localized", "runs_only", "unique"]
