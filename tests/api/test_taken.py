"""What is taken out of a store is what lies in it, for programs of other people."""

from __future__ import annotations

import csv
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api.test_bulk import run
from tests.support import small_runs

from downtempo.api import taken
from downtempo.api.taken import TABLES, take_out
from downtempo.errors import EnvironmentFault
from downtempo.store import open_store


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return a store of some runs, one of which a spreadsheet would take for a formula."""
    folder = tmp_path / "runs"
    folder.mkdir()
    for k in range(3):
        (folder / f"{k}.fit").write_bytes(small_runs.fit(k))
    (folder / "=1+1.fit").write_bytes(b"no recording")
    run(folder, tmp_path / "runs.db")
    return str(tmp_path / "runs.db")


def test_every_table_is_a_file_with_all_its_rows(store: str, tmp_path: Path) -> None:
    files = take_out(store, tmp_path / "out", "csv")
    assert [file.name for file in files] == [f"{name}.csv" for name in TABLES]
    for name in TABLES:
        with (tmp_path / "out" / f"{name}.csv").open(newline="") as file:
            found = list(csv.DictReader(file))
        with open_store(store) as kept:
            columns, rows = kept.table(name)
            expected = list(rows)
        assert [list(row) for row in found] == [list(columns)] * len(expected)
    assert (name, len(found)) == ("weeks", 2)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv"}


def test_parquet_gives_back_the_same_values(store: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs the extra arrow")
    take_out(store, tmp_path / "out", "parquet")
    for name in TABLES:
        with open_store(store) as kept:
            _, rows = kept.table(name)
            assert parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() == list(rows)


@pytest.mark.parametrize("text", ["=1", " +1", '"-1', "@a", "\ta"])
def test_no_text_becomes_a_formula(text: str) -> None:
    from downtempo.api.taken import _cell

    assert _cell(text) == f"'{text}"
    assert _cell(-1.5) == -1.5


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no such store"):
        take_out(str(tmp_path / "none.db"), tmp_path / "out", "csv")


def test_of_a_table_that_cannot_be_written_nothing_is_left(store: str, tmp_path: Path) -> None:
    (tmp_path / "out" / "files.csv").mkdir(parents=True)
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        take_out(store, tmp_path / "out", "csv")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["files.csv"]


def test_a_folder_in_the_place_of_a_table_is_noticed_before_any_is_put_in_place(store: str, tmp_path: Path) -> None:
    (tmp_path / "out" / "weeks.csv").mkdir(parents=True)
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        take_out(store, tmp_path / "out", "csv")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["weeks.csv"]


def test_where_there_is_no_room_for_all_tables_those_of_the_last_time_stay(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out(store, tmp_path / "out", "csv")
    before = {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()}
    real, left = taken._csv, ["sources", "files"]

    def full(rows: Iterator[dict[str, Any]], columns: dict[str, type], path: Path) -> None:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        left.pop()
        real(rows, columns, path)

    monkeypatch.setattr(taken, "_csv", full)
    with pytest.raises(EnvironmentFault, match="No space left on device; free some room"):
        take_out(store, tmp_path / "out", "csv")
    assert {path.name: path.stat().st_ino for path in (tmp_path / "out").iterdir()} == before
