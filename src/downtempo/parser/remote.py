"""Files on servers, named by a URL such as `s3://bucket/runs`: listed, then read once each."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .. import limits
from ..errors import EnvironmentFault, UsageError
from ..text import safe
from .source import Source, rejected

if TYPE_CHECKING:
    from .zips import Extent

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WITH_SECRET = re.compile(r"://[^/]*:[^/]*@")
#: What a listing may tell of a state, the surest first; the names differ between servers.
_MARKS = ("ETag", "etag", "md5Hash", "checksum", "LastModified", "last_modified", "mtime", "created")
#: What libraries that reach servers raise besides, by module; only of those that are loaded anything can come.
_FOREIGN = (
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("botocore.exceptions", "HTTPClientError"),
    ("aiohttp", "ClientError"),
)
#: After so many files in a row that a server did not give, it is not asked again for so long [s].
_PATIENCE, _PAUSE_S = 3, 60.0
_AGAIN = "start the same command again"
#: What says that a server is there, though it does not give the file.
_ANSWERS = (FileNotFoundError, PermissionError, ValueError)


class _Silence:
    """How often a server did not answer in a row, and when it did so last."""

    n = 0
    since_s = 0.0


_silence = _Silence()


def is_remote(name: str) -> bool:
    """Whether a name is a URL; only then is anything asked of a network."""
    return "://" in name and _SCHEME.match(name) is not None


def faults() -> tuple[type[Exception], ...]:
    """Return what may be raised where a server is asked for something."""
    known = (getattr(sys.modules.get(module), name, None) for module, name in _FOREIGN)
    return (OSError, ValueError, RuntimeError, *(fault for fault in known if fault is not None))


def listed(url: str) -> Iterator[tuple[str, int, str]]:
    """Yield name, size [bytes] and marks of each file at and below a URL, sorted by name.

    Raises
    ------
    UsageError
        No such kind of URL, or an extra that is not installed.
    EnvironmentFault
        The server does not answer, or nothing is there.
    """
    system, path = _system(url)
    is_empty = True
    try:
        for name, detail in _pages(system, path) if hasattr(system, "call_s3") else _all(system, path):
            is_empty = False
            told = next((f"{key}={detail[key]}" for key in _MARKS if detail.get(key)), "")
            yield str(system.unstrip_protocol(name)), int(detail.get("size") or detail.get("Size") or 0), told
    except faults() as error:
        raise EnvironmentFault("remote-fault", f"cannot be listed: {_why(error)}", path=safe(url)) from None
    if is_empty:
        raise EnvironmentFault("missing-path", "nothing there", path=safe(url), hint="check the spelling")


def _all(system: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what lies at and below a path, all of it listed at once."""
    yield from sorted(system.find(path, detail=True).items())


def _pages(system: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the same of an object store, a page at a time: stores give them in the order of their names."""
    bucket, key, _ = system.split_path(path)
    if key:
        alone = system.call_s3("list_objects_v2", Bucket=bucket, Prefix=key, MaxKeys=1).get("Contents", ())
        yield from ((f"{bucket}/{one['Key']}", one) for one in alone if one["Key"] == key)
    asked: dict[str, str] = {"Bucket": bucket, "Prefix": f"{key.rstrip('/')}/" if key else ""}
    while True:
        page = system.call_s3("list_objects_v2", **asked)
        yield from ((f"{bucket}/{one['Key']}", one) for one in page.get("Contents", ()) if one["Key"][-1:] != "/")
        if not page.get("IsTruncated"):
            return
        asked["ContinuationToken"] = page["NextContinuationToken"]


def whole(url: str, size: int) -> Source:
    """Return a file with its bytes, fetched in one go."""
    if size > limits.FILE_BYTES:
        message = f"larger than {limits.FILE_BYTES >> 20} MiB; not fetched"
        return rejected(url, "limit-bytes", message, "give one recording a file")
    if _silence.n >= _PATIENCE and time.monotonic() - _silence.since_s < _PAUSE_S:
        return rejected(url, "remote-fault", "its server did not answer before; not asked again", _AGAIN)
    try:
        system, path = _system(url)
        data = bytes(system.cat_file(path))
    except faults() as error:
        _silence.n = 0 if isinstance(error, _ANSWERS) else _silence.n + 1
        _silence.since_s = time.monotonic()
        return unreadable(url, error)
    _silence.n = 0
    return Source(url, data)


@contextmanager
def extent_of(url: str) -> Iterator[Extent]:
    """Open a file to be read in any order; what is asked for is fetched, and little more."""
    from .zips import Extent

    system, path = _system(url)
    with system.open(path, "rb") as file:
        yield Extent(io.BufferedReader(file), 0, int(file.size))


def unreadable(url: str, error: Exception) -> Source:
    """Return a file that the server does not give."""
    return rejected(url, "remote-fault", f"the server does not give it: {_why(error)}", _AGAIN)


def _system(url: str) -> tuple[Any, str]:
    if _WITH_SECRET.search(url):
        why = f"{safe(url)!r} holds a password, which would be kept with what is read"
        raise UsageError("remote-secret", why, hint="leave it to the environment or the settings of the server's tools")
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
    except (ImportError, ValueError) as fault:
        why = f"{safe(url)!r} cannot be read here ({safe(str(fault))})"
        raise UsageError("remote-extra", why, hint="pip install 'downtempo[s3]'") from None
    return system, str(path)


def _why(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return safe(lines[0] if lines else type(error).__name__)
