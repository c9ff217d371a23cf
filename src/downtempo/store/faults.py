"""What a database refuses, in one line, and what may be tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from ..errors import EnvironmentFault
from ..text import safe

Done = TypeVar("Done")
#: A server that is started anew is waited for so long in all: a minute and a half [s].
_WAITS_S = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0)
#: SQLSTATE of a server that stops or starts, and of a connection that broke.
_AWAY = ("57P01", "57P02", "57P03", "08")
#: What to do, by a word of what a database says.
_HINTS = (
    ("full", "free some room and start the same command again"),
    ("damaged", "move it away; everything in it can be derived again from the files"),
    ("locked", "another program holds it; start the same command again when that is done"),
    ("lock timeout", "another program holds it; start the same command again when that is done"),
    ("malformed", "move it away; everything in it can be derived again from the files"),
)


def again(shown: str, act: Callable[[], Done]) -> Done:
    """Do something to a database, again and again while its server is away.

    Raises
    ------
    EnvironmentFault
        With what the database says.
    """
    for wait_s in _WAITS_S:
        try:
            return act()
        except DBAPIError as fault:
            if not _is_away(fault):
                with told(shown):
                    raise
        time.sleep(wait_s)
    with told(shown):
        return act()


def _is_away(fault: DBAPIError) -> bool:
    """Whether the server is away; a file is either there or not."""
    if not type(fault.orig).__module__.startswith("psycopg"):
        return False
    state = getattr(fault.orig, "sqlstate", None) or ""
    return fault.connection_invalidated or state.startswith(_AWAY) or (not state and _is_operational(fault))


def _is_operational(fault: DBAPIError) -> bool:
    return type(fault.orig).__name__ in ("OperationalError", "ConnectionTimeout")


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
        hint = next((hint for word, hint in _HINTS if word in lines[0]), "")
        told = f"the store cannot be used: {safe(lines[0])}; what was committed is kept"
        raise EnvironmentFault("store-fault", told, path=shown, hint=hint) from fault
