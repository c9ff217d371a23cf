"""Many files: read and segment each, keep what works, name what does not."""

from .collect import Reading, among, by_place, classified, collect, everything, localized, named, runs_only, zone_of
from .duplicates import unique, unseen
from .means import ALONE, Means
from .slopes import recognised

__all__ = [
    "ALONE", "Means", "Reading", "among", "by_place", "classified", "collect", "everything", "localized", "named",
    "recognised", "runs_only", "unique", "unseen", "zone_of",
]  # fmt: skip
