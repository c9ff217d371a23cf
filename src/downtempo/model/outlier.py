"""One of several like measurements: how far it may be off by chance."""

from __future__ import annotations

from collections.abc import Sequence

from ..averages import median


def error_of_one(error: float, observed: Sequence[float], limit: float, alone: float) -> float:
    """Return the uncertainty of each of several like measurements that are held against a limit.

    The largest of many is off by more than any one of them tends to be. Where their median may well be within, one that
    stands out has to do so by `alone` times its error; where they are surely beyond together, each counts as it is.
    """
    return error if not observed or median(observed) > limit + error else alone * error
