"""Paths of SVG: whole numbers, each point counted from the one before, so that thousands of them stay short."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from ...model.drawing import Drawing
from ...model.shape import FLAT_RATIO
from ...model.track import Column, Rows

#: Grades up to which ground counts as gentle [ratio]; beyond it is drawn as steep. A matter of looks alone.
STEEP_RATIO = 0.05
#: The classes of grade, from steep descents to steep climbs; the last one is for ground whose grade nobody knows.
CLASSES = ("down2", "down1", "flat", "up1", "up2", "unknown")
_EDGES = (-STEEP_RATIO, -FLAT_RATIO, FLAT_RATIO, STEEP_RATIO)


def classes_of(drawing: Drawing) -> Rows:
    """Return the class of the ground from each row to the next one, shape `(k - 1,)`, as places in `CLASSES`."""
    n = max(len(drawing) - 1, 0)
    if not len(drawing.grade_ratio):
        return np.full(n, len(CLASSES) - 1)
    middle = 0.5 * (drawing.grade_ratio[1:] + drawing.grade_ratio[:-1])
    return np.digitize(middle, _EDGES)


def stretches(kinds: Rows) -> Iterator[tuple[int, slice]]:
    """Yield each stretch of one class with its rows, the one at which the next stretch begins included."""
    bounds = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    for start, stop in itertools.pairwise(bounds):
        if stop > start:
            yield int(kinds[start]), slice(start, stop + 1)


def line(x: Column, y: Column) -> str:
    """Return the path through points; where one is not known it is broken off and begins anew.

    >>> line(np.array([0.0, 2.0, 3.0]), np.array([5.0, 5.0, 4.0]))
    'M0 5l2 0 1-1'
    """
    known = np.isfinite(x) & np.isfinite(y)
    bounds = np.flatnonzero(np.diff(known.astype(np.int8), prepend=0, append=0))
    return "".join(_piece(x[a:b], y[a:b]) for a, b in bounds.reshape(-1, 2).tolist() if b - a > 1)


def area(x: Column, y: Column, base: float) -> str:
    """Return the path around what lies between a line and a height, which is the same for all of it."""
    return f"M{x[0]:.0f} {base:.0f}V{y[0]:.0f}{_steps(x, y)}V{base:.0f}z"


def _piece(x: Column, y: Column) -> str:
    return f"M{x[0]:.0f} {y[0]:.0f}{_steps(x, y)}"


def _steps(x: Column, y: Column) -> str:
    """Return the way from the first point to the last, points that coincide taken once."""
    steps = np.diff(np.rint(np.stack([x, y])), axis=1).astype(np.int64)
    steps = steps[:, np.abs(steps).sum(axis=0) > 0]
    pairs = [f"{dx}{'' if dy < 0 else ' '}{dy}" for dx, dy in steps.T.tolist()]
    return (
        "l" + "".join(f"{'' if not i or pair.startswith('-') else ' '}{pair}" for i, pair in enumerate(pairs))
        if pairs
        else ""
    )


def filled(drawing: Drawing, x: Column, y: Column, base: float, rows: slice = slice(None)) -> Iterator[tuple[str, str]]:
    """Yield the name of each class of grade and the path around its ground, between a line and the `base` under it."""
    kinds = classes_of(drawing)[rows.start or 0 : None if rows.stop is None else rows.stop - 1]
    paths: dict[int, list[str]] = {}
    first = rows.start or 0
    for kind, piece in stretches(kinds):
        at = slice(piece.start + first, piece.stop + first)
        paths.setdefault(kind, []).append(area(x[at], y[at], base))
    for kind in sorted(paths):
        yield CLASSES[kind], "".join(paths[kind])
