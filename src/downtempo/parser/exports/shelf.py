"""A folder or an archive by the names in it, and what the exports among them tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from ...dataclass import dataclass
from ..hints import Hints
from ..source import Source

Pieces = Callable[[str], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The names of the files, `/` between folders, and how to read one of them piece by piece.

    `pieces` raises InputError, and OSError where there are files.
    """

    names: Sequence[str]
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Told:
    """What an export tells: hints by the names of the files they are for, and remarks, named as the files are.

    A remark is a source without data: files that are listed but not there, a list that cannot be read.
    """

    hints: Mapping[str, Hints] = field(default_factory=dict)
    remarks: tuple[Source, ...] = ()


def told_by(shelf: Shelf) -> Told:
    """Return what every export on the shelf tells."""
    from . import apple, strava

    parts = [*strava.told_by(shelf), *apple.told_by(shelf)]
    hints = {name: hint for part in parts for name, hint in part.hints.items()}
    return Told(hints, tuple(remark for part in parts for remark in part.remarks))
