"""What a database refuses, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from ..errors import EnvironmentFault
from ..text import safe


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turn what a database refuses into one line, with the store's name and without values.

    Raises
    ------
    EnvironmentFault
        With what the database says.
    """
    try:
        yield
    except DBAPIError as fault:
        lines = str(fault.orig).strip().splitlines() or [type(fault.orig).__name__]
        hint = "free some room and start the same command again" if "full" in lines[0] else ""
        told = f"the store cannot be used: {safe(lines[0])}; what was committed is kept"
        raise EnvironmentFault("store-fault", told, path=shown, hint=hint) from fault
