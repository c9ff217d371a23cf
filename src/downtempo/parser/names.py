"""Which files of a folder or an archive are looked into, told by their names; what they are, their content tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

_RECORDING = re.compile(r"(\.(fit|gpx|tcx)(\.gz)?|(\A|[/\\])training-session[^/\\]*\.json)\Z", re.IGNORECASE)
#: What gives an unpacked export away, in lower case, and the folder beside it that it tells of.
EXPORT_SIGNS = {"activities.csv": "activities", "workout-routes": "workout-routes"}
_HIDDEN_FOLDERS = frozenset({"__MACOSX"})


def is_recording(name: str) -> bool:
    """Whether a file of this name may be a recording.

    >>> is_recording("runs/a.FIT.gz"), is_recording("training-session-1.json"), is_recording("notes.txt")
    (True, True, False)
    """
    return _RECORDING.search(name) is not None


def is_archive(name: str) -> bool:
    """Whether a file of this name may be an archive."""
    return name.lower().endswith(".zip")


def is_export(names: Iterable[str]) -> bool:
    """Whether a folder that holds these names may be an unpacked export, or what an export calls a part of itself."""
    return any(name.lower() in EXPORT_SIGNS for name in names)


def is_configuration(name: str) -> bool:
    """Whether a file of this name is a configuration, or decisions beside one."""
    return name.replace("\\", "/").rpartition("/")[2] in ("downtempo.toml", "downtempo.suppress.toml")


def is_hidden(name: str) -> bool:
    """Whether a file hides itself, or lies in a folder that does."""
    return any(_hides(part) for part in name.replace("\\", "/").split("/"))


def _hides(part: str) -> bool:
    return (part.startswith(".") and part.strip(".") != "") or part in _HIDDEN_FOLDERS
