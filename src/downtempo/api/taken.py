"""Everything in a store as plain tables, a file for each."""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from .. import whole
from ..errors import EnvironmentFault, UsageError
from ..store import open_store
from ..text import no_formula, safe

#: What people ask for; what the program keeps for itself stays where it is.
TABLES = ("sources", "files", "sessions", "segments", "notes", "findings", "athletes", "weeks")
_ROWS = 20_000


def take_out(url: str, folder: Path, kind: Literal["csv", "parquet"]) -> list[Path]:
    """Write each table of a store into a folder, in place of what is there under that name; return the files.

    Raises
    ------
    UsageError
        Parquet without the extra.
    EnvironmentFault
        There is no such store, or the folder cannot be written.
    """
    paths = {name: folder / f"{name}.{kind}" for name in TABLES}
    parts: dict[str, str] = {}
    with open_store(url, is_made=False) as store:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _refuse_folders(paths.values())
            for name, path in paths.items():
                parts[name] = whole.begun(str(path))
                columns, rows = store.table(name)
                (_csv if kind == "csv" else _parquet)(rows, columns, Path(parts[name]))
            for name, path in paths.items():  # all of them or none: tables of two exports would not fit together
                whole.finish(parts[name], str(path))
        except OSError as fault:
            why = f"cannot be written: {os.strerror(fault.errno) if fault.errno else fault}"
            hint = "free some room, or choose another place"
            raise EnvironmentFault("output-unwritable", safe(why), path=safe(str(folder)), hint=hint) from None
        finally:
            for part in parts.values():
                whole.drop(part)
    return list(paths.values())


def _refuse_folders(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _csv(rows: Iterator[dict[str, Any]], columns: dict[str, type], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[name]) for name in columns] for row in rows)
        file.flush()
        os.fsync(file.fileno())


def _cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    return no_formula(value) if isinstance(value, str) else value


def _parquet(rows: Iterator[dict[str, Any]], columns: dict[str, type], path: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as fault:
        why = f"Parquet needs a package that is not installed ({safe(str(fault))})"
        raise UsageError("export-extra", why, hint="pip install 'downtempo[arrow]', or take csv") from None
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    schema = pa.schema([(name, kinds.get(kind, pa.date32())) for name, kind in columns.items()])
    with pq.ParquetWriter(path, schema) as writer:
        for part in _parts(rows):
            writer.write_table(pa.Table.from_pylist(list(part), schema))


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == _ROWS:
            yield part
            part = []
    yield part
