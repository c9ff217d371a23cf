"""What goes into a store and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.results import Collected


@dataclass(frozen=True, slots=True)
class Entry:
    """One file and what it gave.

    Parameters
    ----------
    file
        Its name, as it was found.
    marks
        What a listing tells of its state; the file need not be opened while they are the same.
    athlete
        Whose it is.
    key
        Digest of its content, of what read it and how; 64 hexadecimal digits.
    value
        What it gave, as bytes that do not hold its name.
    found
        The same, for the tables that people ask.
    """

    file: str
    marks: str
    athlete: str
    key: str
    value: bytes
    found: Collected


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the store knows, and under which key it knows what it gave."""

    file: str
    marks: str
    athlete: str
    key: str
