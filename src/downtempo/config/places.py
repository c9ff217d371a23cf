"""One name for each file, and how files are shown."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: str | Path) -> Path:
    """Return the one name of a folder, whichever way it was reached."""
    return Path(os.path.realpath(path))


def real_file(name: str) -> Path:
    """Return the name of a file in the one name of its folder; links to files keep theirs, and `-` is itself."""
    return Path(name) if name == "-" else real_path(Path(name).parent) / Path(name).name


def shown_path(path: Path) -> str:
    """Return a path as it is shown: from the working folder, with slashes."""
    try:
        return Path(os.path.relpath(real_path(path))).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
