"""From paths to the bytes of recordings: files, folders, standard input, archives and what is in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .. import limits
from ..errors import EnvironmentFault, InputError
from ..text import safe
from . import files, names
from .archives import found_in
from .exports.folder import told_in_folder
from .gzips import inflate
from .hints import Hints
from .sniff import sniff
from .source import Source, refused, rejected
from .zips import Extent

__all__ = ["Source", "inflate", "walk"]


def walk(paths: Iterable[Path | str], skipped: Counter[str] | None = None) -> Iterator[Source]:
    """Yield the recordings at and below `paths`, in the order given, folders sorted by the bytes of their names.

    Parameters
    ----------
    paths
        Files, which are read whatever they are called; folders and zip archives, in which files that are called like
        recordings and archives are read, exports of services among them; `-` for standard input.
    skipped
        Counts what was passed over in folders: `hidden`, `other` and `link` (folders behind symbolic links).

    Raises
    ------
    EnvironmentFault
        A path does not exist; nothing is read then.

    Notes
    -----
    Only regular files are opened, and nothing is written. A file that cannot be read is a `Source` too.
    """
    given = [str(path) for path in paths]
    for path in given:
        _must_exist(path)
    counts = Counter() if skipped is None else skipped
    return (source for path in given for source in _below(path, counts))


def _must_exist(path: str) -> None:
    if path == "-":
        return
    try:
        os.stat(path)  # noqa: PTH116
    except PermissionError:
        return
    except (OSError, ValueError):
        message = "no such file or folder"
        raise EnvironmentFault("missing-path", message, path=safe(path), hint="check the spelling") from None


def _below(path: str, skipped: Counter[str]) -> Iterator[Source]:
    if path == "-":
        yield from _unpacked(files.standard_input())
    elif os.path.isdir(path):  # noqa: PTH112 - unlike a Path, says no where it may not look
        for source in _folder(path, skipped, {}):
            yield replace(source, is_found=True)
    else:
        yield from _unpacked(files.whole(path))


def _folder(path: str, skipped: Counter[str], hints: Mapping[str, Hints], depth: int = 0) -> Iterator[Source]:
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield files.unreadable(path, error)
        return
    if depth > limits.FOLDER_NESTING:
        hint = f"name this one itself, or {limits.option_of('FOLDER_NESTING')} allows more"
        yield rejected(path, "limit-nesting", "folders lie too deep in one another; not read", hint)
        return
    told = told_in_folder(path, [entry.name for entry in entries])
    hints = {**hints, **told.hints}
    yield from told.remarks
    for entry in entries:
        name = os.path.join(path, entry.name)  # noqa: PTH118 - keeps the path as it was given
        if names.is_hidden(entry.name):
            skipped["hidden"] += 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(name, skipped, hints, depth + 1)
        elif os.path.isdir(name):  # noqa: PTH112
            skipped["link"] += 1
        elif names.is_recording(entry.name) or names.is_archive(entry.name):
            yield from (
                replace(source, hints=source.hints or hints.get(name)) for source in _unpacked(files.whole(name))
            )
        else:
            skipped["other"] += 1


def _unpacked(source: Source) -> Iterator[Source]:
    """Yield what an archive holds, each member as a source of its own; anything else as it is."""
    if source.data is None and source.rejected is None:
        yield from _archive(source.name)
        return
    is_zip = source.data is not None and sniff(source.data) in ("zip", "unknown")
    inside = found_in(Extent.of(source.data), source.name) if is_zip and source.data is not None else None
    yield from (source,) if inside is None else inside


def _archive(path: str) -> Iterator[Source]:
    """Yield what lies in an archive that is a file, which is read piece by piece."""
    try:
        before = files.state(path)
        with files.extent_of(path) as extent:
            yield from found_in(extent, path) or ()
        if files.state(path) != before:
            yield files.changed(path)
    except InputError as error:
        yield refused(path, error)
    except OSError as error:
        yield files.unreadable(path, error)
