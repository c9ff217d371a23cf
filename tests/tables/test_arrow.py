"""The table as its consumers take it; each that is not installed is passed over, saying so."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import shapely
from tests.tables.test_rows import ROWS, row

from downtempo.errors import UsageError
from downtempo.tables import COLUMNS, SegmentTable, segments_geojson

TABLE = SegmentTable(ROWS)
NAMES = [*COLUMNS, "geometry"]
KINDS = [one.kind for one in ROWS]


def test_without_pyarrow_the_extra_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"need pyarrow; install it with: pip install 'downtempo\[arrow\]'"):
        TABLE.__arrow_c_stream__()
    with pytest.raises(UsageError, match="need pyarrow"):
        TABLE.to_parquet()


def test_pyarrow_takes_the_table() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = pyarrow.table(TABLE)
    assert table.column_names == NAMES
    assert table["kind"].to_pylist() == KINDS
    assert str(table.schema.field("start_utc").type) == "timestamp[us, tz=UTC]"
    assert pyarrow.table(SegmentTable(())).num_rows == 0


def test_polars_takes_the_table() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.DataFrame(TABLE)
    assert frame.columns == NAMES
    assert frame.filter(polars.col("kind") == "surge").height == KINDS.count("surge")


def test_pandas_takes_the_table() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pandas = pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")
    frame = pandas.DataFrame.from_arrow(TABLE)
    assert list(frame.columns) == NAMES
    assert list(frame["kind"]) == KINDS


def test_duckdb_takes_the_table() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    segments = TABLE
    assert segments is not None
    found = duckdb.sql("select kind, count(*) from segments where kind = 'surge' group by kind").fetchall()
    assert found == [("surge", KINDS.count("surge"))]


def test_a_file_of_geoparquet_says_what_it_holds() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    data = TABLE.to_parquet()
    read = parquet.read_table(io.BytesIO(data))
    geo = json.loads(read.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["LineString"]
    shapes = shapely.from_wkb(read["geometry"].to_pylist())
    assert column["bbox"] == pytest.approx(list(shapely.total_bounds(shapes)))
    assert shapely.get_coordinates(shapes[0]).tolist() == [list(point) for point in ROWS[0].line]
    assert TABLE.to_parquet() == data


def test_names_that_are_no_text_do_not_stop_a_table() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert pyarrow.table(SegmentTable((row(file="\udcff.fit"),)))["file"].to_pylist() == ["\\udcff.fit"]


def test_the_geospatial_library_of_qgis_opens_the_map(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio is not installed")
    file = tmp_path / "runs.geojson"
    file.write_text(segments_geojson(ROWS))
    info = pyogrio.read_info(file)
    assert info["driver"] == "GeoJSON"
    assert info["features"] == len(ROWS)
    assert info["crs"] == "EPSG:4326"
    assert info["geometry_type"] == "LineString"


def test_geopandas_reads_the_file_as_geoparquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    file = tmp_path / "runs.parquet"
    file.write_bytes(TABLE.to_parquet())
    frame = geopandas.read_parquet(file)
    assert str(frame.crs) == "OGC:CRS84"
    assert frame.geometry.is_valid.all()
