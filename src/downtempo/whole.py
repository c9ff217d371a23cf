"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
#: What a file system says that has no second names for a file, as those of watches and memory cards.
_NO_LINKS = frozenset({errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})

#: Files that are being written, under the names that they have until they are whole.
_unfinished: set[str] = set()


def write(path: str, data: bytes, *, is_new: bool = False, mode: int = 0o666) -> None:
    """Write a file in one step: under another name beside it, which becomes its own when all is on the disk.

    Parameters
    ----------
    is_new
        Never in place of what is there.
    mode
        What may be done with it by whom, of which the system takes away what the user's mask says.

    Raises
    ------
    FileExistsError
        It is there and should be new.
    OSError
        It cannot be written; nothing is left of the attempt.
    """
    part = begun(path)
    try:
        with os.fdopen(os.open(part, _FLAGS, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        finish(part, path, is_new=is_new)
    finally:
        drop(part)


def begun(path: str) -> str:
    """Return the name that a file has until it is whole, beside its own; it goes when all is abandoned."""
    folder = os.path.dirname(path)  # noqa: PTH120 - pathlib costs a tenth of the start, and would drop a final slash
    part = os.path.join(folder, f"downtempo.part-{os.getpid()}-{secrets.token_hex(4)}")  # noqa: PTH118
    _unfinished.add(part)
    return part


def finish(part: str, path: str, *, is_new: bool = False) -> None:
    """Give a file that is whole its own name.

    Raises
    ------
    OSError
        It cannot have it.
    """
    _name(part, path, is_new=is_new)
    _settle(os.path.dirname(path) or os.curdir)  # noqa: PTH120


def drop(part: str) -> None:
    """Take away what is there under the name of a file that is not whole, if it is."""
    with contextlib.suppress(OSError):
        os.unlink(part)  # noqa: PTH108
    _unfinished.discard(part)


def abandon() -> None:
    """Take away what is not whole, before the process ends in the middle of it."""
    for part in tuple(_unfinished):
        drop(part)


def _name(part: str, path: str, *, is_new: bool) -> None:
    if not is_new:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(part, os.stat(path).st_mode)  # noqa: PTH101, PTH116
        os.replace(part, path)  # noqa: PTH105
        return
    try:
        os.link(part, path, follow_symlinks=False)  # a new name is the only one that never replaces another
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from None
        os.rename(part, path)  # noqa: PTH104


def _settle(folder: str) -> None:
    """Let a new name in a folder outlive a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
