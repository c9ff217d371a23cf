"""Members that are never read: by the way they are stored, by what they are, by their name."""

from __future__ import annotations

import re
import stat

from .directory import Entry

_STORED, _DEFLATED = 0, 8
#: Encrypted, patched, strongly encrypted, with a masked directory.
ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
PATCHED = 1 << 5
#: Names that are devices on some system, whatever follows the first point.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")

Refusal = tuple[str, str, str]
"""Reason, message, and what to do."""
_BEWARE = "ask where the archive comes from"


def refusal(entry: Entry) -> Refusal | None:
    """Return why a member is refused, None if nothing speaks against it.

    Notes
    -----
    Nothing is ever written to a path that stands in an archive. A member with a name that would lead elsewhere is
    refused all the same, for whoever made it meant harm.
    """
    kind = stat.S_IFMT(entry.mode)
    if kind not in (0, stat.S_IFREG):
        return "zip-special-entry", "a link or a device, no file; refused", _BEWARE
    if not is_safe(entry.name):
        return "zip-unsafe-name", "a name that leads out of the archive, or that no file may have; refused", _BEWARE
    if entry.flags & ENCRYPTED:
        return "zip-encrypted", "encrypted; not read", "unpack it first"
    if entry.flags & PATCHED or entry.method not in (_STORED, _DEFLATED):
        return "zip-method", "packed in a way that is not read", "unpack it first"
    return None


def is_safe(name: str) -> bool:
    """Whether a name stays below the folder it is put in, on every system."""
    parts = name.replace("\\", "/").split("/")
    if not name or "\0" in name or _DRIVE.match(name) or not parts[0]:
        return False
    return not any(part in (".", "..") or _DEVICE.match(part) for part in parts)
