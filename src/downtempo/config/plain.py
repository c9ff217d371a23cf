"""The text of a file that somebody wrote by hand: a regular file, and no endless one."""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from .. import limits
from ..errors import UsageError
from ..text import safe

#: Opening waits for nobody, as it would for the writer of a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


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
    if not stat.S_ISREG(state.st_mode):  # looked at before it is opened, which some devices take for an order
        raise OSError(errno.EINVAL, "not a regular file")
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        data = file.read(limits.BY_HAND_BYTES + 1)
    if data is None:  # the system has files of its own that are called regular, and have nothing yet
        raise OSError(errno.EINVAL, "not a regular file")
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


def toml_in(path: Path, kind: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and what it says; `kind` begins the names of what may be wrong with it.

    Raises
    ------
    UsageError
        It cannot be read, or is no TOML.
    """
    try:
        text = text_in(path)
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"{kind}-unreadable", f"cannot be read: {safe(str(fault))}", path=str(path)) from None
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"{kind}-toml", f"is no TOML: {safe(str(fault))}", path=str(path)) from None
    except (RecursionError, ValueError):  # tables a thousand deep, numbers of thousands of digits
        told = "is no configuration: far too deep, or a number far too long"
        raise UsageError(f"{kind}-toml", told, path=str(path)) from None
