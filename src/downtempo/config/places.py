"""One name for each file, and how files are shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tables import Configured


def real_path(path: str | Path) -> Path:
    """Return the one name of a folder, whichever way it was reached."""
    return Path(os.path.realpath(path))


def real_file(name: str, folders: dict[str, str] | None = None) -> Path:
    """Return the name of a file in the one name of its folder; links to files keep theirs, and `-` is itself."""
    return Path(real_name(name, folders))


def real_name(name: str, folders: dict[str, str] | None = None) -> str:
    """Return what `real_file` does as text, which costs a tenth where there are many.

    `folders` remembers those that were looked up, for who asks for many files of a few folders.
    """
    if name == "-":
        return name
    folder, file = os.path.split(name)
    if file in ("", ".", ".."):
        return str(real_path(Path(name).parent) / Path(name).name)
    known = None if folders is None else folders.get(folder)
    if known is None:
        known = os.path.realpath(folder or ".")
        if folders is not None:
            folders[folder] = known
    return os.path.join(known, file)  # noqa: PTH118


def athlete_place(configured: Configured) -> str:
    """Return the folder of a configuration, which stands for an athlete without a name; empty where there is none."""
    return str(real_path(configured.path).parent) if configured.path else ""


def shown_path(path: Path) -> str:
    """Return a path as it is shown: from the working folder, with slashes."""
    try:
        return Path(os.path.relpath(real_path(path))).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
