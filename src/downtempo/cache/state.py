"""The state of a file as the system tells it, from which an unchanged file is known without being read."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import field

from ..dataclass import dataclass

#: A file that was touched less than this before it was looked at may be written again unseen: clocks of file systems
#: are that coarse.
RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class State:
    """One regular file: a key for its path, what changes when it is written or replaced, its size [bytes].

    `is_settled`: touched so long ago that a further change could not leave it in the same state.
    """

    key: bytes
    marks: bytes
    size: int
    is_settled: bool = field(compare=False)


def look(name: str, now_ns: int | None = None) -> State | None:
    """Return the state of the file called `name`; None if it is no regular file, or cannot be looked at.

    Notes
    -----
    The time of the last change of the inode counts too: it cannot be set back, as the time of the last writing can.
    """
    try:
        found = os.stat(name)  # noqa: PTH116
        path = os.fsencode(os.path.abspath(name))  # noqa: PTH100 - no link is followed
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    now = time.time_ns() if now_ns is None else now_ns
    touched_ns = max(found.st_mtime_ns, found.st_ctime_ns)
    marks = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    key = hashlib.sha256(b"place:" + path).digest()
    return State(key, repr(marks).encode(), found.st_size, now - touched_ns > RACY_NS)
