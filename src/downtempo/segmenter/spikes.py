"""Samples that stand apart from their neighbours."""

from __future__ import annotations

import numpy as np

from ..model.track import Column
from .windows import median_of


def sliding_median(values: Column, width: int) -> Column:
    """Return the centred median over `width` samples (odd), mirrored at the ends; shape `(n,)`."""
    half = width // 2
    if len(values) <= half:
        return np.full(len(values), median_of(values)) if len(values) else values
    padded = np.pad(values, half, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    return np.asarray(np.partition(windows, half, axis=1)[:, half])


def widest_range(values: Column, width: int) -> float:
    """Return how far any `width` values in a row lie apart at most, 0 for fewer."""
    low = high = values
    reach = 1
    while reach < width:
        more = min(reach, width - reach)
        low, high = np.minimum(low[more:], low[:-more]), np.maximum(high[more:], high[:-more])
        reach += more
    return float((high - low).max(initial=0.0))
