"""Strava: `activities.csv` lists every activity with its sport and its file, in the language of the account.

Notes
-----
Header, dates and sports are in that language, some names come several times, the number of columns changes from year
to year. So the file's column is the one whose cells begin with `activities/`, and the sport stands in the fourth
column, where it has been since the first export.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Set
from functools import partial

from ... import limits
from ...errors import InputError, LimitExceeded, Malformed
from ..hints import Hints
from ..source import Source, refused
from .shelf import Shelf, Told
from .sports import sport_in_words

_LIST = "activities.csv"
_FOLDER = "activities/"
_SPORT = 3
_WITHOUT_FILE = "an activity without a file, entered by hand"
_NOT_THERE = "listed in activities.csv, but not in the export"
#: A longer row is none that a service writes: names and descriptions of activities are short.
_ROW_CHARS = 1 << 20


def told_by(shelf: Shelf) -> Iterator[Told]:
    """Yield what each list of activities tells."""
    for name in shelf.names:
        if name.rpartition("/")[2].lower() == _LIST:
            yield _told(shelf, name)


def _told(shelf: Shelf, name: str) -> Told:
    """Return what a list tells; it is gone through twice, for all of its rows may be more than memory should hold."""
    try:
        data = _data(shelf, name)
        return _of_rows(data, _column(data), name[: -len(_LIST)], name, set(shelf.names))
    except (InputError, OSError) as error:
        found = error if isinstance(error, InputError) else Malformed("read-error", "the list cannot be read")
        return Told({}, (refused(name, found),))


def _of_rows(data: io.BytesIO, column: int | None, folder: str, name: str, present: Set[str]) -> Told:
    by_sport: dict[str, Hints] = {}
    hints: dict[str, Hints] = {}
    n_without = n_missing = 0
    for row in _rows(data):
        file = row[column].strip() if column is not None and column < len(row) else ""
        n_without += not file
        if file and folder + file not in present:
            n_missing += 1
        elif file and len(row) > _SPORT:
            sport = sport_in_words(row[_SPORT])
            hints[folder + file] = by_sport.setdefault(sport, Hints(sport))
    counts = ((_WITHOUT_FILE, n_without), (_NOT_THERE, n_missing))
    return Told(hints, tuple(Source(name, None, left_out=why, count=n) for why, n in counts if n))


def _data(shelf: Shelf, name: str) -> io.BytesIO:
    data = io.BytesIO()
    for piece in shelf.pieces(name):
        data.write(piece)
        if data.tell() > limits.TABLE_BYTES:
            text = f"a list of more than {limits.TABLE_BYTES >> 20} MiB; not read"
            raise LimitExceeded("limit-bytes", text, limit="TABLE_BYTES")
    return data


def _column(data: io.BytesIO) -> int | None:
    """Return the column in which files are named; None where there is none."""
    votes = Counter(k for row in _rows(data) for k, cell in enumerate(row) if cell.lstrip().startswith(_FOLDER))
    return min(votes, key=lambda k: (-votes[k], k), default=None)


def _rows(data: io.BytesIO) -> Iterator[list[str]]:
    """Yield the rows of the table without its header.

    Raises
    ------
    Malformed
        It is no table.
    LimitExceeded
        It has more lines than anybody has activities.
    """
    data.seek(0)
    text = io.TextIOWrapper(data, "utf-8-sig", "replace", newline="")
    held = 0

    def lines() -> Iterator[str]:
        nonlocal held
        for n, line in enumerate(iter(partial(text.readline, _ROW_CHARS), "")):
            held += len(line)
            if held >= _ROW_CHARS:
                raise csv.Error
            if n >= limits.TABLE_LINES:
                told = f"a list of more than {limits.TABLE_LINES} lines; not read"
                raise LimitExceeded("limit-lines", told, limit="TABLE_LINES")
            yield line

    is_header = True
    try:
        for row in csv.reader(lines()):
            held = 0
            if row and not is_header:
                yield row
            is_header = is_header and not row
    except csv.Error:
        message = "the list of activities cannot be read; sports are those of the files"
        raise Malformed("export-list", message, hint="export it again") from None
    finally:
        text.detach()  # so that it can be gone through again
