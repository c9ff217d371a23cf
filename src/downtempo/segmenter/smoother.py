"""The Whittaker smoother: stay near the values, bend as little as possible.

Minimises ``sum w (y - z)^2 + stiffness * sum (second difference of z)^2``. The reach is about the fourth root of the
stiffness, in samples. The five-banded system is solved by cyclic reduction: as 2 x 2 blocks of a three-banded one, of
which every other is eliminated until one is left. That takes log2(n / 2) vector passes, and is stable since the matrix
is positive definite.

Source: Eilers, A Perfect Smoother, 2003, doi 10.1021/ac034173t.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column, Rows

_NONE: Rows = np.empty(0, np.int64)
_CHUNK = 1 << 18
_OVERLAP = 1 << 11
_DENSE = 16

Blocks = NDArray[np.float64]


def smooth(values: Column, weight: Column, stiffness: float, breaks: Rows = _NONE, corners: Rows = _NONE) -> Column:
    """Return `values` smoothed, of the same shape `(n,)` or `(r, n)`.

    Parameters
    ----------
    values
        Finite everywhere.
    weight
        Shape `(n,)`, positive.
    breaks
        Rows across which nothing is smoothed: a line ends before each and another begins.
    corners
        Rows at which the line goes on, but may bend sharply.
    """
    return np.asarray(smooth_each(values, weight, (stiffness,), breaks, (corners,))[0])


def smooth_each(
    values: Column, weight: Column, stiffnesses: tuple[float, ...], breaks: Rows = _NONE, corners: tuple[Rows, ...] = ()
) -> NDArray[np.float64]:
    """Return `values` smoothed by each stiffness, one after the other along the first axis.

    There may be a weight for each, shape `(k, n)`, and corners for each.
    """
    n = values.shape[-1]
    bends = np.ones((len(stiffnesses), max(n - 2, 0)))
    for row, own in zip(bends, corners or [_NONE] * len(bends), strict=True):
        free = np.concatenate([breaks - 2, breaks - 1, own - 1])
        row[free[(free >= 0) & (free < len(row))]] = 0.0
    weight = np.atleast_2d(weight)
    if n <= _CHUNK:
        return _smooth(values, weight, stiffnesses, bends)
    parts = []
    for start in range(0, n, _CHUNK - 2 * _OVERLAP):
        first, last = max(start - _OVERLAP, 0), min(start + _CHUNK - _OVERLAP, n)
        part = _smooth(values[..., first:last], weight[:, first:last], stiffnesses, bends[:, first : last - 2])
        stop = min(start + _CHUNK - 2 * _OVERLAP, n)
        parts.append(part[..., start - first : stop - first])
    return np.concatenate(parts, axis=-1)


def _smooth(values: Column, weight: Column, stiffnesses: tuple[float, ...], bends: Column) -> NDArray[np.float64]:
    rows = np.atleast_2d(values)
    n, count = rows.shape[1], len(stiffnesses)
    if n < 3:
        return np.repeat(values[None], count, axis=0)
    diagonal, sides = _blocks(weight, np.array(stiffnesses), bends, len(rows))
    right = np.zeros((len(rows), len(weight), n + n % 2))
    right[..., :n] = weight * rows[:, None]
    sides[:, 4:] = right.reshape(*right.shape[:2], -1, 2).transpose(3, 0, 1, 2)
    solved = _reduce(diagonal, sides)
    flat = solved.transpose(2, 1, 3, 0).reshape(count, len(rows), -1)
    return np.ascontiguousarray(flat[..., :n]).reshape(count, *values.shape)


def _blocks(weight: Column, stiffness: Column, bends: Column, n_rows: int) -> tuple[Blocks, Blocks]:
    """Return the diagonal blocks `(2, 2, k, m)`, and what stands beside them; see `_reduce`."""
    n = weight.shape[1]
    main, near, far = _bands(n, bends) * stiffness[:, None]
    main[:, :n] += weight
    main[:, n:] = 1.0
    diagonal = np.empty((2, 2, len(stiffness), main.shape[1] // 2))
    diagonal[0, 0], diagonal[1, 1] = main[:, ::2], main[:, 1::2]
    diagonal[0, 1] = diagonal[1, 0] = near[:, ::2]
    sides = np.zeros((2, 4 + n_rows, *diagonal.shape[2:]))
    upper = sides[:, 2:4, :, :-1]
    upper[0, 0], upper[1, 1] = far[:, :-2:2], far[:, 1:-2:2]
    upper[1, 0] = near[:, 1:-2:2]
    sides[:, :2, :, 1:] = upper.swapaxes(0, 1)
    return diagonal, sides


def _bands(n: int, bends: Column) -> NDArray[np.float64]:
    """Return the diagonals of D'D, shape `(3, k, n + n % 2)`: main, next to it, and one further out."""
    bands = np.zeros((3, len(bends), n + n % 2))
    main, near, far = bands
    main[:, : n - 2] += bends
    main[:, 1 : n - 1] += 4 * bends
    main[:, 2:n] += bends
    near[:, : n - 2] -= 2 * bends
    near[:, 1 : n - 1] -= 2 * bends
    far[:, : n - 2] = bends
    return bands


def _reduce(diagonal: Blocks, sides: Blocks) -> Blocks:
    """Solve the three-banded block system: eliminate every other block, solve the rest, put back.

    Parameters
    ----------
    diagonal
        Shape `(2, 2, k, m)`.
    sides
        What stands beside each of these blocks, in one array so that one product does for all: the block on the left,
        that on the right, of which the next one's left is the transpose, and the right-hand sides; shape
        `(2, 4 + r, k, m)`. No block is on the left of the first nor on the right of the last.
    """
    size = diagonal.shape[-1]
    if size <= _DENSE:
        return _solve_dense(diagonal, sides[:, 2:4, :, :-1], sides[:, 4:])
    half, n_both = size // 2, (size - 1) // 2
    beside = np.ascontiguousarray(sides[..., 1::2])
    even = _times(_inverse(diagonal[..., ::2]), np.ascontiguousarray(sides[..., ::2]))
    by_left = _times(beside[:, :2], even[:, 2:, :, :half])
    by_right = _times(beside[:, 2:4, :, :n_both], even[..., 1:])
    kept = diagonal[..., 1::2] - by_left[:, :2]
    kept[..., :n_both] -= by_right[:, :2]
    beside[:, 4:] -= by_left[:, 2:]
    beside[:, 4:, :, :n_both] -= by_right[:, 4:]
    beside[:, :4] = 0.0
    np.negative(by_right[:, 2:4, :, : half - 1], out=beside[:, 2:4, :, :-1])
    beside[:, :2, :, 1:] = beside[:, 2:4, :, :-1].swapaxes(0, 1)
    odd = _reduce(kept, beside)
    solved = np.empty((2, odd.shape[1], odd.shape[2], size))
    own = even[:, 4:]
    own[..., :half] -= _times(even[:, 2:4, :, :half], odd)
    own[..., 1:] -= _times(even[:, :2, :, 1:], odd[..., :n_both])
    solved[..., ::2], solved[..., 1::2] = own, odd
    return solved


def _times(left: Blocks, right: Blocks) -> Blocks:
    """Return the product of blocks; many blocks lie side by side, so that the inner loop runs over them."""
    return np.asarray(np.einsum("abkm,bckm->ackm", left, right))


def _inverse(blocks: Blocks) -> Blocks:
    (a, b), (c, d) = blocks
    turned = np.empty(blocks.shape)
    turned[0, 0], turned[1, 1] = d, a
    np.negative(b, out=turned[0, 1])
    np.negative(c, out=turned[1, 0])
    turned /= a * d - b * c
    return turned


def _solve_dense(diagonal: Blocks, upper: Blocks, right: Blocks) -> Blocks:
    """Solve what is left as one small matrix: cheaper than further passes over a handful of blocks."""
    k, size = diagonal.shape[2:]
    matrix = np.zeros((k, size, 2, size, 2))
    np.einsum("kmamb->abkm", matrix)[...] = diagonal
    np.einsum("kmamb->abkm", matrix[:, :-1, :, 1:])[...] = upper
    np.einsum("kmamb->bakm", matrix[:, 1:, :, :-1])[...] = upper
    flat, sides = matrix.reshape(k, 2 * size, 2 * size), right.transpose(2, 3, 0, 1).reshape(k, 2 * size, -1)
    return np.asarray(np.linalg.solve(flat, sides)).reshape(k, size, 2, -1).transpose(2, 3, 0, 1)
