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
_LATER = frozenset(
    {"__main__.py", "_seeds", "api", "catalogue.py", "cli", "config", "reports", "rules", "scorer", "synthetic"}
)
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
    sources = sorted(_sources(PACKAGE))
    if not sources:
        return b""
    digest = hashlib.sha256(repr((sys.version, _libraries(), _time_zones())).encode())
    for path in sources:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}:{len(data)}\n".encode() + data)
    return digest.digest()


def is_source(name: str) -> bool:
    """Whether a path below the package belongs to what turns bytes into a session."""
    return name.endswith(".py") and name.partition("/")[0] not in _LATER


def _sources(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        if place == str(folder):
            folders[:] = [name for name in folders if name not in _LATER]
            files = [name for name in files if name not in _LATER]
        yield from (Path(place, name) for name in files if name.endswith(".py"))


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
