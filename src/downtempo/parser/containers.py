"""From paths to the bytes of recordings: files, folders, standard input, archives and what is in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .. import limits
from ..errors import EnvironmentFault, InputError
from ..text import safe
from . import files, names, remote
from .archives import found_in
from .exports.folder import told_in_folder
from .gzips import inflate
from .hints import Hints
from .sniff import sniff
from .source import Source, refused, rejected
from .zips import Extent

__all__ = ["Found", "Source", "find", "inflate", "opened", "walk"]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be read, or `-`; `source` where there is nothing to open, as for a folder that is closed.

    `hints` are what an export says beside it; `is_found`: nobody named it, it lay in a folder. `marks` is what a
    server's listing tells of its state, `size` its size there [bytes]; empty and 0 for files of this machine.
    """

    name: str
    source: Source | None = None
    hints: Hints | None = None
    is_found: bool = False
    marks: str = ""
    size: int = 0


def walk(paths: Iterable[Path | str], skipped: Counter[str] | None = None) -> Iterator[Source]:
    """Yield the recordings at and below `paths`; see `find` for which, and in what order.

    Raises
    ------
    EnvironmentFault
        A path does not exist; nothing is read then.

    Notes
    -----
    Only regular files are opened, and nothing is written. A file that cannot be read is a `Source` too.
    """
    found = find(paths, skipped)
    return (source for file in found for source in opened(file))


def find(paths: Iterable[Path | str], skipped: Counter[str] | None = None) -> Iterator[Found]:
    """Yield the files at and below `paths`, in the order given, folders sorted by the bytes of their names.

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
    No recording is opened, only what an export says beside them. What cannot be looked into is found too.
    """
    given = [str(path) for path in paths]
    for path in given:
        _must_exist(path)
    counts = Counter() if skipped is None else skipped
    return (file for path in given for file in _below(path, counts))


def opened(found: Found) -> Iterator[Source]:
    """Yield what a file holds: a recording, or what lies in an archive. What cannot be read is a `Source` too."""
    if found.source is not None:
        yield found.source
        return
    if remote.is_remote(found.name):
        yield from _remote(found)
        return
    whole = files.standard_input() if found.name == "-" else files.whole(found.name)
    for source in _unpacked(whole):
        if found.is_found or found.hints:
            yield replace(source, hints=source.hints or found.hints, is_found=source.is_found or found.is_found)
        else:
            yield source


def _remote(found: Found) -> Iterator[Source]:
    """Yield what a file on a server holds; an archive is read where it lies, piece by piece."""
    if names.is_archive(found.name):
        try:
            with remote.extent_of(found.name) as extent:
                inside = found_in(extent, found.name)
                if inside is not None:
                    yield from (replace(source, is_found=True) for source in inside)
                    return
        except InputError as error:
            yield refused(found.name, error)
            return
        except remote.faults() as error:
            yield remote.unreadable(found.name, error)
            return
    for source in _unpacked(remote.whole(found.name, found.size)):
        yield replace(source, is_found=source.is_found or found.is_found)


def _must_exist(path: str) -> None:
    if path == "-" or remote.is_remote(path):
        return
    try:
        os.stat(path)  # noqa: PTH116
    except PermissionError:
        return
    except (OSError, ValueError):
        message = "no such file or folder"
        raise EnvironmentFault("missing-path", message, path=safe(path), hint="check the spelling") from None


def _below(path: str, skipped: Counter[str]) -> Iterator[Found]:
    if remote.is_remote(path):
        yield from _listed(path, skipped)
    elif path != "-" and os.path.isdir(path):  # noqa: PTH112 - unlike a Path, says no where it may not look
        yield from _folder(path, skipped, {})
    else:
        yield Found(path)


def _listed(url: str, skipped: Counter[str]) -> Iterator[Found]:
    """Yield what lies at and below a URL."""
    for name, size, marks in remote.listed(url):
        rest = name.removeprefix(url).strip("/").split("/")
        if name == url:
            yield Found(name, marks=marks, size=size)
        elif any(names.is_hidden(part) for part in rest):
            skipped["hidden"] += 1
        elif names.is_recording(name) or names.is_archive(name):
            yield Found(name, is_found=True, marks=marks, size=size)
        else:
            skipped["other"] += 1


def _folder(path: str, skipped: Counter[str], hints: Mapping[str, Hints], depth: int = 0) -> Iterator[Found]:
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _told(files.unreadable(path, error))
        return
    if depth > limits.FOLDER_NESTING:
        hint = f"name this one itself, or {limits.option_of('FOLDER_NESTING')} allows more"
        yield _told(rejected(path, "limit-nesting", "folders lie too deep in one another; not read", hint))
        return
    told = told_in_folder(path, [entry.name for entry in entries])
    hints = {**hints, **told.hints}
    yield from map(_told, told.remarks)
    for entry in entries:
        name = os.path.join(path, entry.name)  # noqa: PTH118 - keeps the path as it was given
        if names.is_hidden(entry.name):
            skipped["hidden"] += 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(name, skipped, hints, depth + 1)
        elif os.path.isdir(name):  # noqa: PTH112
            skipped["link"] += 1
        elif names.is_recording(entry.name) or names.is_archive(entry.name):
            yield Found(name, hints=hints.get(name), is_found=True)
        else:
            skipped["other"] += 1


def _told(source: Source) -> Found:
    """Return what is known of a place in a folder without opening it."""
    return Found(source.name, replace(source, is_found=True), is_found=True)


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
            inside = found_in(extent, path)
            yield from inside or (rejected(path, "unknown-format", "no zip archive, though it begins as one", ""),)
        if files.state(path) != before:
            yield files.changed(path)
    except InputError as error:
        yield refused(path, error)
    except OSError as error:
        yield files.unreadable(path, error)
