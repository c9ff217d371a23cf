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
from collections.abc import Iterator, Sequence

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

Rows = list[list[str]]


def told_by(shelf: Shelf) -> Iterator[Told]:
    """Yield what each list of activities tells."""
    for name in shelf.names:
        if name.rpartition("/")[2].lower() == _LIST:
            yield _told(shelf, name)


def _told(shelf: Shelf, name: str) -> Told:
    try:
        rows = _rows(_text(shelf, name))
    except (InputError, OSError) as error:
        found = error if isinstance(error, InputError) else Malformed("read-error", "the list cannot be read")
        return Told({}, (refused(name, found),))
    folder = name[: -len(_LIST)]
    files = _files(rows)
    present = set(shelf.names)
    hints = {
        folder + file: Hints(sport_in_words(row[_SPORT]))
        for row, file in zip(rows, files, strict=True)
        if file and len(row) > _SPORT
    }
    n_missing = sum(folder + file not in present for file in files if file)
    counts = ((_WITHOUT_FILE, files.count("")), (_NOT_THERE, n_missing))
    return Told(hints, tuple(Source(name, None, left_out=why, count=n) for why, n in counts if n))


def _text(shelf: Shelf, name: str) -> str:
    data = bytearray()
    for piece in shelf.pieces(name):
        data += piece
        if len(data) > limits.TABLE_BYTES:
            raise LimitExceeded("limit-bytes", f"a list of more than {limits.TABLE_BYTES >> 20} MiB; not read")
    return data.decode("utf-8-sig", "replace")


def _rows(text: str) -> Rows:
    """Return the rows of the table without its header.

    Raises
    ------
    Malformed
        It is no table.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error:
        message = "the list of activities cannot be read; sports are those of the files"
        raise Malformed("export-list", message, hint="export it again") from None
    return rows[1:]


def _files(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the file of each row, empty where it has none."""
    votes = Counter(k for row in rows for k, cell in enumerate(row) if cell.strip().startswith(_FOLDER))
    if not votes:
        return [""] * len(rows)
    column = min(votes, key=lambda k: (-votes[k], k))
    return [row[column].strip() if column < len(row) else "" for row in rows]
