"""File names as pipelines want them: from the working folder, with slashes, as text or as the reference of a URI."""

from __future__ import annotations

import os
import posixpath
import re
from urllib.parse import quote

_MEMBER = re.compile(r"^(.*?\.zip):(.+)$", re.IGNORECASE | re.DOTALL)


def artifact_of(name: str) -> tuple[str, str]:
    """Return the file that is there, and what is meant inside of it where that is an archive.

    >>> artifact_of("./export.zip:activities/1.fit")
    ('export.zip', 'activities/1.fit')
    """
    inside = _MEMBER.match(name)
    path, member = inside.groups() if inside else (name, "")
    return _from_here(path), member


def _from_here(path: str) -> str:
    if path.startswith(os.sep):
        here = os.getcwd()  # noqa: PTH109 - as text, since the name need not be one that Path keeps as it is
        path = os.path.relpath(path, here) if path.startswith(here + os.sep) else path
    return posixpath.normpath(path.replace(os.sep, "/"))


def unicode_of(path: str) -> str:
    """Return a path as Unicode text: bytes that are none become replacement characters."""
    return "".join("\ufffd" if "\ud800" <= character < "\ue000" else character for character in path)


def uri_of(path: str) -> str:
    """Return a path as a URI reference, byte for byte.

    >>> uri_of("my runs/a:b.fit")
    'my%20runs/a%3Ab.fit'
    """
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a name from an archive that no file system could hold
        data = path.encode("utf-8", "replace")
    return f"file://{quote(data)}" if path.startswith("/") else quote(data)
