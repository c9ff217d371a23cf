"""Lines as shapes of shapely, cut at the date line."""

from __future__ import annotations

import itertools
from typing import Any, TypeAlias

import shapely

from .rows import Line

Shape: TypeAlias = Any
"""A LineString or a MultiLineString; shapely tells no types."""


def geometry_of(line: Line) -> Shape | None:
    """Return a line as a shape, in two parts where it crosses the date line; None where there is no line."""
    if len(line) < 2:
        return None
    lons = [x for x, _ in line]
    if max(lons) - min(lons) <= 180.0:
        return shapely.LineString(line)
    parts = [part for part in _parts(line) if len(part) > 1]
    if not parts:
        return None
    return shapely.LineString(parts[0]) if len(parts) == 1 else shapely.MultiLineString(parts)


def _parts(line: Line) -> list[list[tuple[float, float]]]:
    parts = [[line[0]]]
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        if abs(x1 - x0) > 180.0:
            side = 180.0 if x0 > 0 else -180.0
            way = x1 + 2 * side - x0
            y = round(y0 + (y1 - y0) * (side - x0) / way, 6) if way else y0
            if (side, y) != parts[-1][-1]:
                parts[-1].append((side, y))
            parts.append([(-side, y)])
        if (x1, y1) != parts[-1][-1]:
            parts[-1].append((x1, y1))
    return parts
