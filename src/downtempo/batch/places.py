"""Where what is read belongs: to a file, or to a place in an archive; and in which portions it is handed out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import field

from .. import limits
from ..dataclass import dataclass
from ..limits import MIB
from ..parser import Look, Place
from .listing import Listed
from .pool import portions
from .reap import Draw, Given, Task

#: A portion for a process: so many files at most, or so many bytes.
FILES, _BYTES = 64, 2 * MIB


@dataclass(slots=True, eq=False)
class Archive:
    """An archive that is being read piece by piece.

    `known` are keys under which its recordings may be known, `n` is how many were found in it so far, `n_kept` how many
    are kept, `left` what may still inflate out of it [bytes]. `peeked` is what was found in it, or in archives in it,
    since pieces were last shared out, `n_asked` how many are being looked into.
    """

    listed: Listed
    known: frozenset[str]
    n: int = 0
    n_kept: int = 0
    left: int = field(default_factory=lambda: limits.ZIP_BYTES)
    is_lasting: bool = True
    peeked: dict[Place, Given] = field(default_factory=dict)
    n_asked: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Where a result belongs: a file, or in an archive the recording of this number; below 0 what was looked into.

    `n_bytes` is how much of all that is to be read has been read with it.
    """

    listed: Listed
    archive: Archive | None = None
    number: int = -1
    n_bytes: float = 0.0


Pair = tuple["Where", Task]


def pieces_in(
    archive: Archive, place: Place, look: Look, inner: Container[int], number: int, left: int
) -> Iterator[tuple[int, Pair]]:
    """Yield what is to be read of an archive, the recordings from this number on; so much may inflate."""
    listed = archive.listed
    share = 0.0 if place else listed.size / len(look.sizes)
    for k, size in enumerate(look.sizes):
        if k not in inner:
            where = Where(listed, archive, number, share)
            yield size, (where, Draw(listed.reading, listed.file, (*place, k), look.state, left, archive.known))
            number += 1
        left -= size


def portioned(items: Iterable[tuple[int, Pair]], most: int) -> Iterator[list[Pair]]:
    """Yield so many items at most, or of so many bytes, at once."""
    return portions(items, most, _BYTES)
