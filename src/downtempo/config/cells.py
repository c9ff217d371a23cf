"""Lines of a table as cells: a broken quote costs its own line and no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

#: A cell in quotes may go over so many lines.
_MOST_LINES = 20
#: After so many quotes that are never closed no further lines are searched for their ends: they are no quotes there.
_MOST_BROKEN = 1000


def rows_of(lines: Sequence[str], separator: str, first_number: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with the number of the line in which it begins.

    A cell in quotes may hold separators and line ends; a quote that is never closed is a sign like any other.
    """
    k = n_broken = 0
    while k < len(lines):
        n = _n_lines(lines, k, separator, _MOST_LINES if n_broken < _MOST_BROKEN else 1)
        n_broken += not n
        yield first_number + k, _cells("\n".join(lines[k : k + n]), separator) if n else lines[k].split(separator)
        k += n or 1


def _n_lines(lines: Sequence[str], k: int, separator: str, most: int) -> int:
    """Return over how many of `most` lines the row goes that begins with line `k`; 0 where a quote stays open."""
    for n in range(1, min(most, len(lines) - k) + 1):
        if not _is_open("\n".join(lines[k : k + n]), separator):
            return n
    return 0


def _is_open(text: str, separator: str) -> bool:
    """Whether a quote opens a cell and none closes it."""
    if '"' not in text:
        return False
    closed = rf'(?:^|(?<={separator}))"(?:[^"]|"")*"(?={separator}|$)'
    return bool(re.search(rf'(?:^|{separator})"', re.sub(closed, "", text)))


def _cells(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    try:
        return next(csv.reader(text.splitlines(keepends=True), delimiter=separator), [])
    except csv.Error:  # a cell larger than the module takes
        return text.split(separator)
