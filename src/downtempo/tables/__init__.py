"""Segments as tables and maps: rows with a line each, as GeoJSON, GeoParquet, CSV, GPX and Arrow; runs as a diary."""

from __future__ import annotations

from .csv import segments_csv
from .diary import COLUMNS as DIARY_COLUMNS
from .diary import diary_csv, diary_more
from .geojson import segments_geojson
from .gpx import segments_gpx
from .parquet import segments_parquet
from .rows import COLUMNS, Row, rows_of
from .table import SegmentTable

__all__ = [
    "COLUMNS", "DIARY_COLUMNS", "Row", "SegmentTable", "diary_csv", "diary_more", "rows_of", "segments_csv",
    "segments_geojson", "segments_gpx", "segments_parquet",
]  # fmt: skip
