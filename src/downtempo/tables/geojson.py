"""Segments on a map: GeoJSON (RFC 7946), one feature a segment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import shapely

from ..text import safe
from .rows import COLUMNS, Row
from .shapes import Shape, geometry_of


def segments_geojson(rows: Iterable[Row]) -> str:
    """Write a collection of features with six decimals of a degree; a segment without positions has no geometry.

    A line that crosses the date line is cut there, as the standard asks.
    """
    given = list(rows)
    shapes = [geometry_of(row.line) for row in given]
    features = ",\n".join(_feature(row, shape) for row, shape in zip(given, shapes, strict=True))
    return f'{{"type":"FeatureCollection",{_bounds(shapes)}"features":[\n{features}]}}\n'


def _feature(row: Row, shape: Shape | None) -> str:
    told = {name: plain(getattr(row, name)) for name in COLUMNS}
    line = "null" if shape is None else shapely.to_geojson(shape)
    properties = json.dumps(told, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return f'{{"type":"Feature","geometry":{line},"properties":{properties}}}'


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; text without what could steer whoever reads it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return safe(value, 1_000) if isinstance(value, str) else value


def _bounds(shapes: list[Shape | None]) -> str:
    """Return the box around everything, none where a line crosses the date line or nothing has a place."""
    lines = [shape for shape in shapes if shape is not None]
    if not lines or any(isinstance(shape, shapely.MultiLineString) for shape in lines):
        return ""
    return f'"bbox":{json.dumps([float(side) for side in shapely.total_bounds(lines)], separators=(",", ":"))},'
