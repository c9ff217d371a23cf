"""A table of segments that polars, pandas, pyarrow and DuckDB take as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..dataclass import dataclass
from .arrow import arrow_table
from .csv import segments_csv
from .geojson import segments_geojson
from .parquet import segments_parquet
from .rows import COLUMNS, Row


@dataclass(frozen=True, slots=True)
class SegmentTable:
    """Segments of some runs, one row each, in the order of files and times.

    Iterate over it for the rows. It offers the Arrow stream interface (extra `arrow`), so `polars.DataFrame(found)`,
    `pyarrow.table(found)`, `pandas.DataFrame.from_arrow(found)` and `duckdb.sql("from found")` take it as it is; the
    column `geometry` then holds each line as well-known binary.
    """

    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def columns(self) -> dict[str, list[Any]]:
        """Return each column as a list, without the lines."""
        return {name: [getattr(row, name) for row in self.rows] for name in COLUMNS}

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return an Arrow stream of the table, as a PyCapsule.

        Raises
        ------
        UsageError
            pyarrow is not installed.
        """
        return arrow_table(self.rows).__arrow_c_stream__(requested_schema)

    def to_csv(self) -> str:
        """Return the table as CSV."""
        return segments_csv(self.rows)

    def to_geojson(self) -> str:
        """Return the table as GeoJSON."""
        return segments_geojson(self.rows)

    def to_parquet(self) -> bytes:
        """Return the table as GeoParquet 1.1.

        Raises
        ------
        UsageError
            pyarrow is not installed.
        """
        return segments_parquet(self.rows)
