"""What a result depends on: the bytes of the file, the settings, and everything that read and segmented it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
#: Parts of the package that see a result only after it was kept.
_LATER = frozenset({"__main__.py", "_seeds", "api", "catalogue.py", "cli", "reports", "rules", "scorer", "synthetic"})
_USED = re.compile(r"(numpy|fitparse|gpxpy|tzfpy|tzdata)-[^-]+\.(dist|egg)-info\Z")
_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def key_of(digest: bytes, settings: str, claim: str) -> bytes:
    """Return the key of what a file gives.

    Parameters
    ----------
    digest
        SHA-256 of the bytes of the file.
    settings
        How it is read and segmented, every choice of it.
    claim
        What its name claims of its content.
    """
    parts = (digest, detector(), settings.encode("utf-8", "surrogatepass"), claim.encode())
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


@cache
def detector() -> bytes:
    """Return a digest of all that turns bytes into a session: our own sources, the libraries, Python, time zones.

    No number needs to be raised by hand, and no edit can be forgotten. Empty where the sources cannot be read: then
    nothing can be kept.
    """
    digest = hashlib.sha256(repr((sys.version, _libraries(), _time_zones())).encode())
    try:
        sources = sources_of(PACKAGE)
        cut = len(str(PACKAGE))
        for name in sources:
            with open(name, "rb") as file:  # noqa: PTH123 - two hundred of them: a Path would cost more than the reading
                data = file.read()
            digest.update(f"{name[cut:]}:{len(data)}\n".encode() + data)
    except OSError:
        return b""
    return digest.digest() if sources else b""


def sources_of(package: Path) -> list[str]:
    """Return the files of the package that have a part in turning bytes into a session, sorted."""
    return sorted(_below(str(package), _LATER))


def _below(folder: str, left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name in left_out:
                continue
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _below(entry.path)


def _libraries() -> list[str]:
    """Return the versions of the libraries that have a say, from the names of their records: importing takes longer."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if _USED.match(name))  # noqa: PTH208
        except OSError:
            continue
    return sorted(found)


def _time_zones() -> list[object]:
    """Return what changes when the time zones of the system are renewed."""
    told: list[object] = [os.environ.get("PYTHONTZPATH")]
    for folder in _ZONES:
        try:
            told.append(os.stat(folder).st_mtime_ns)  # noqa: PTH116
        except OSError:
            told.append(None)
    return told
