"""What goes into a store and what comes out of it."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from ..dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """What a recording gave as rows of the tables that people ask; see `store.tables`."""

    sessions: tuple[dict[str, Any], ...] = ()
    segments: tuple[dict[str, Any], ...] = ()
    notes: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording and what it gave.

    Parameters
    ----------
    file
        Its name, as it was found.
    key
        Digest of its content, of what read it and how; 64 hexadecimal digits.
    value
        What it gave, as bytes that do not hold its name; None where that is kept under the key already.
    rows
        The same, for the tables that people ask.
    """

    file: str
    key: str
    value: bytes | None
    rows: Rows = field(default_factory=Rows)


@dataclass(frozen=True, slots=True)
class Filled:
    """A file and recordings that it holds: one, or a part of those in an archive.

    Parameters
    ----------
    source
        The name of the file.
    athlete
        Whose it is.
    entries
        What it holds, those from number `first` on.
    marks
        What a listing tells of its state, with how it was read: while they are the same the file need not be opened.
        Empty while not all that it holds is kept, or none of it for good.
    """

    source: str
    athlete: str
    entries: tuple[Entry, ...]
    marks: str = ""
    first: int = 0
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the store knows."""

    source: str
    marks: str
    athlete: str


@dataclass(frozen=True, slots=True)
class Held:
    """A recording that the store knows, and under which key it knows what it gave; `day` is that of its first run."""

    source: str
    file: str
    key: str
    day: str
