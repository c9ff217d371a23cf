"""Centred means and medians over windows of samples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column

_SORTED = 500


def mean_of(values: Column, width: int) -> Column:
    """Return the centred mean over `width` samples (odd), fewer at the ends; shape `(n,)`."""
    n = len(values)
    if not n:
        return values
    half = min(width // 2, n - 1)
    sums = np.zeros(n + 1)
    np.cumsum(values, out=sums[1:])
    means, counts = np.empty(n), np.full(n, 2 * half + 1.0)
    means[: n - half], means[n - half :] = sums[half + 1 :], sums[n]
    means[half + 1 :] -= sums[1 : n - half]
    ends = np.arange(half)
    counts[:half] -= half - ends
    counts[n - half :] -= ends + 1
    return np.asarray(means / counts, np.float64)


def median_of(values: Column) -> float:
    """Return the median; NaN for no values. Quicker than numpy's on short arrays, which also loads its masked ones."""
    n = len(values)
    if not n:
        return float("nan")
    ordered = values.copy()
    if n < _SORTED:
        ordered.sort()
    else:
        ordered.partition(((n - 1) // 2, n // 2))
    return float(ordered[n // 2] if n % 2 else 0.5 * (ordered[n // 2 - 1] + ordered[n // 2]))


def medians_of(values: Column, is_known: NDArray[np.bool_]) -> Column:
    """Return the median of what is known in each row, infinity where nothing is; shapes `(k, width)`, result `(k,)`."""
    ordered, n, rows = np.sort(np.where(is_known, values, np.inf), axis=1), is_known.sum(axis=1), np.arange(len(values))
    return np.asarray(0.5 * (ordered[rows, (n - 1) // 2] + ordered[rows, n // 2]))


def running_median(values: Column, width: int, step: int) -> Column:
    """Return the centred median over about `width` samples, worked out at every `step`-th and drawn through between.

    Samples between the `step`-th ones do not take part, so that the cost falls with its square.
    """
    n = len(values)
    coarse = values[::step]
    count = max(1, width // step) | 1
    if len(coarse) < count:
        return np.full(n, median_of(values))
    medians = np.sort(np.lib.stride_tricks.sliding_window_view(coarse, count), axis=1)[:, count // 2]
    centres = (np.arange(len(medians)) + count // 2) * step
    return np.asarray(np.interp(np.arange(n), centres, medians), np.float64)


def weighted_quantile(values: Column, weights: Column, share: float) -> float:
    """Return the value at which `share` of the weight lies below; NaN for no values."""
    if not len(values):
        return float("nan")
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, share * sums[-1])])
