"""Segments as an Arrow table; pyarrow is imported when it is needed, and named where it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from ..errors import UsageError
from ..text import safe
from .rows import COLUMNS, Row
from .shapes import geometry_of

GEOMETRY = "geometry"
_TEXT_CHARS = 32_000
_WHOLE = ("set", "rep")
_TEXT = ("athlete", "file", "session_kind", "kind", "terrain", "source")


def pyarrow() -> Any:
    """Return pyarrow.

    Raises
    ------
    UsageError
        It is not installed.
    """
    try:
        import pyarrow as found
    except ImportError:
        hint = "install it with: pip install 'downtempo[arrow]'"
        raise UsageError("extra-arrow", "Arrow tables and Parquet need pyarrow", hint=hint) from None
    return found


def arrow_table(rows: Sequence[Row]) -> Any:
    """Return a pyarrow table: the columns, and the lines as well-known binary in `geometry`."""
    pa = pyarrow()
    arrays = [pa.array([_value(getattr(row, name)) for row in rows], _type(pa, name)) for name in COLUMNS]
    shapes = [geometry_of(row.line) for row in rows]
    lines = pa.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], pa.binary())
    return pa.table([*arrays, lines], names=[*COLUMNS, GEOMETRY])


def _value(value: Any) -> Any:
    """Return a value as a table holds it; names of files may hold bytes that are no text."""
    return safe(value, _TEXT_CHARS) if isinstance(value, str) else value


def _type(pa: Any, name: str) -> Any:
    if name == "local_date":
        return pa.date32()
    if name == "start_utc":
        return pa.timestamp("us", tz="UTC")
    return pa.string() if name in _TEXT else pa.int32() if name in _WHOLE else pa.float64()
