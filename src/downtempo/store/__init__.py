"""What was found, kept in a database: files and what they hold, runs, segments, notes, findings.

The only package that imports SQLAlchemy. Everything in a store can be derived again from the files, so that a store of
another version is refused and never migrated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .names import bounded, named, storable
from .records import Entry, Filled, Held, Known, Rows
from .spelled import spell

if TYPE_CHECKING:
    from .store import Store

__all__ = [
    "Entry", "Filled", "Held", "Known", "Rows", "Store", "bounded", "named", "open_store", "spell", "storable",
]  # fmt: skip


def open_store(url: str, *, is_made: bool = True) -> Store:
    """Open the store at a URL of SQLAlchemy's kind, or the path of a SQLite file.

    Parameters
    ----------
    url
        `sqlite:///runs.db`, `runs.db`, or `postgresql://host/name` with the extra `postgres`.
    is_made
        Whether a store that is not there is made.

    Raises
    ------
    UsageError
        No such kind of database, or an extra that is not installed.
    EnvironmentFault
        It cannot be reached, opened or written, or another version of downtempo made it.
    """
    from .opening import connected

    return connected(url, is_made=is_made)
