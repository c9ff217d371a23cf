"""Segments on a map: GeoJSON (RFC 7946), one feature a segment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import shapely

from ..text import safe
from .rows import COLUMNS, Line, Row
from .shapes import geometry_of


def segments_geojson(rows: Iterable[Row]) -> str:
    """Write a collection of features with six decimals of a degree; a segment without positions has no geometry.

    A line that crosses the date line is cut there, as the standard asks.
    """
    features = [_feature(row) for row in rows]
    head = {"type": "FeatureCollection", **_bounds([row for row in features if row["geometry"]])}
    text = json.dumps({**head, "features": features}, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace('{"type":"Feature",', '\n{"type":"Feature",') + "\n"


def _feature(row: Row) -> dict[str, Any]:
    told = {name: plain(getattr(row, name)) for name in COLUMNS}
    return {"type": "Feature", "geometry": _geometry(row.line), "properties": told}


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; text without what could steer whoever reads it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return safe(value, 1_000) if isinstance(value, str) else value


def _geometry(line: Line) -> dict[str, Any] | None:
    shape = geometry_of(line)
    return None if shape is None else json.loads(shapely.to_geojson(shape))


def _bounds(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the box around everything, none where a line crosses the date line or nothing has a place."""
    lines = [f["geometry"]["coordinates"] for f in features if f["geometry"]["type"] == "LineString"]
    if not lines or len(lines) < len(features):
        return {}
    xs, ys = ([point[axis] for line in lines for point in line] for axis in (0, 1))
    return {"bbox": [min(xs), min(ys), max(xs), max(ys)]}
