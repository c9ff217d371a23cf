"""Segments as GeoParquet 1.1: Parquet with well-known binary and the metadata that says so.

Notes
-----
GeoParquet specification 1.1.0: the file's metadata holds the key `geo`. Without a reference system named, coordinates
are longitude and latitude on WGS 84 (OGC:CRS84).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import shapely

from .arrow import GEOMETRY, arrow_table, pyarrow
from .rows import Row
from .shapes import geometry_of


def segments_parquet(rows: Sequence[Row]) -> bytes:
    """Return the bytes of a file; the same rows and the same pyarrow give the same bytes.

    Raises
    ------
    UsageError
        pyarrow is not installed.
    """
    pa = pyarrow()
    from pyarrow import parquet

    table = arrow_table(rows)
    sink = pa.BufferOutputStream()
    told = {**(table.schema.metadata or {}), b"geo": json.dumps(_metadata(rows)).encode()}
    parquet.write_table(table.replace_schema_metadata(told), sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _metadata(rows: Sequence[Row]) -> dict[str, Any]:
    shapes = [shape for row in rows if (shape := geometry_of(row.line)) is not None]
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted({shape.geom_type for shape in shapes})}
    if shapes and all(shape.geom_type == "LineString" for shape in shapes):
        column["bbox"] = [float(side) for side in shapely.total_bounds(shapes)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
