"""The text of a file that somebody wrote by hand: a regular file, and no endless one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from .. import limits


def bytes_in(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    OSError
        It cannot be read, is a device or a pipe, or holds more than anybody writes by hand.
    """
    try:
        state = os.stat(path)  # noqa: PTH116 - a name with a NUL in it is told as one that is wrong
    except ValueError as fault:
        raise OSError(errno.EINVAL, str(fault)) from None
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with path.open("rb") as file:
        data = file.read(limits.BY_HAND_BYTES + 1)
    if len(data) > limits.BY_HAND_BYTES:
        raise OSError(errno.EFBIG, f"more than {limits.BY_HAND_BYTES >> 20} MiB")
    return data


def text_in(path: Path) -> str:
    """Return the text of a file, as `bytes_in` reads it.

    Raises
    ------
    OSError
        As `bytes_in`.
    UnicodeDecodeError
        It is no UTF-8.
    """
    return bytes_in(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
