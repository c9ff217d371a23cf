"""The tree of errors; everything that leaves the library on purpose is one of these.

::

    DowntempoError      .code .path .offset .hint
      InputError        the file's fault
        UnknownFormat  Malformed  Truncated  Forbidden  LimitExceeded
      EnvironmentFault  permissions, missing paths, a full disk
      UsageError        an option or the configuration
      InternalError     anything else, wrapped once at the boundary
"""

from __future__ import annotations

from functools import partial
from typing import Any

from .limits import option_of


class DowntempoError(Exception):
    """What was found, where, and what to do about it.

    Parameters
    ----------
    code
        Stable name of the reason, such as `fit-truncated`.
    message
        What was found and what was done, without a final stop.
    path
        The file as it was given; empty where there is none.
    offset
        Byte offset, where one is known.
    hint
        What to do.
    """

    def __init__(self, code: str, message: str, *, path: str = "", offset: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
        self.offset = offset
        self.hint = hint

    def __str__(self) -> str:
        place = self.path if self.offset is None else f"{self.path}:{self.offset}"
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}; {self.hint}" if self.hint else text

    def __reduce__(self) -> tuple[Any, ...]:
        """Let another process raise it here."""
        again = partial(
            type(self), self.code, self.message, path=self.path, offset=self.offset, hint=self.hint
        )  # fmt: skip
        return again, ()


class InputError(DowntempoError):
    """The file's fault; reported under DQ101 and never fatal to the other files."""


class UnknownFormat(InputError):
    """Empty, or neither FIT nor GPX nor TCX."""


class Malformed(InputError):
    """The structure is broken where nothing can be delivered."""


class Truncated(InputError):
    """The file ends before anything whole."""


class Forbidden(InputError):
    """A construct that no recording needs, such as an external entity."""


class LimitExceeded(InputError):
    """Larger than a limit of `downtempo.limits`; where `limit` is its name there, its option is part of the hint."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        path: str = "",
        offset: int | None = None,
        hint: str = "",
        limit: str = "",
    ) -> None:
        more = f"{option_of(limit)} allows more" if limit else ""
        super().__init__(code, message, path=path, offset=offset, hint=", or ".join(filter(None, (hint, more))))


class EnvironmentFault(DowntempoError):
    """The machine's fault: permissions, missing paths, memory, a full disk."""


class UsageError(DowntempoError):
    """The user's fault: an option or the configuration; exit code 2."""


class InternalError(DowntempoError):
    """A bug of ours, wrapped once at the boundary; exit code 70."""
