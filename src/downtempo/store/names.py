"""File names as a database takes them: no NUL and no half of a character, and back again."""

from __future__ import annotations

import re
from hashlib import sha256

#: PostgreSQL refuses to index more than 2,704 bytes of a row.
_LONGEST_BYTES = 1_000
_REFUSED = re.compile(r"[\x00%\ud800-\udfff]")
_BROKEN_OFF = re.compile(r"%[0-9A-F]{0,3}\Z")
_ESCAPED = re.compile(r"%([0-9A-F]{4})")


def storable(name: str) -> str:
    r"""Return a name as text that every database keeps; what it refuses, and `%`, becomes a code.

    >>> storable("100%\x00.fit")
    '100%0025%0000.fit'
    """
    return _REFUSED.sub(lambda found: f"%{ord(found[0]):04X}", name)


def named(stored: str) -> str:
    """Return the name from which `storable` made this text."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored)


def bounded(name: str) -> str:
    """Return a name as text that every database takes as a key: of a long one the beginning, and a digest of it all."""
    text = storable(name)
    data = text.encode()
    if len(data) <= _LONGEST_BYTES:
        return text
    begins = _BROKEN_OFF.sub("", data[: _LONGEST_BYTES - 100].decode(errors="ignore"))
    return f"{begins}…{sha256(data).hexdigest()}"
