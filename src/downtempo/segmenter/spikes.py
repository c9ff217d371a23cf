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
