"""What lies in a zip archive: recordings, archives in turn, and what is passed over; nothing is unpacked to disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import limits
from ..errors import InputError
from ..model import Note
from . import names
from .exports import Shelf, Told, told_by
from .notes import note
from .source import Source, refused, rejected
from .zips import Budget, Directory, Entry, Extent, pieces_of, read_directory, read_member
from .zips.refusals import refusal

_PASSED_OVER = {
    "other": "no recording, by its name",
    "hidden": "hidden in an archive",
    "configuration": "a configuration inside an archive is not used; unpack it, or give the file to --config",
}


@dataclass(slots=True, eq=False)
class _Archive:
    """An archive that is being read: how it is called, how deep it lies in others, and what is still to be told."""

    extent: Extent
    name: str
    depth: int
    budget: Budget
    directory: Directory
    notes: tuple[Note, ...]

    def shown(self, entry_name: str) -> str:
        """Return what to call a member."""
        if len(entry_name) > limits.NAME_CHARS:
            entry_name = f"{entry_name[: limits.NAME_CHARS]}…"
        return f"{self.name}:{entry_name}"


def found_in(extent: Extent, name: str, *, depth: int = 1, budget: Budget | None = None) -> Iterator[Source] | None:
    """Return what lies in an archive, members sorted by the bytes of their names; None if it is no archive.

    Parameters
    ----------
    extent
        The archive; it must stay open while the result is read.
    name
        What it is called.
    depth
        1, and one more for each archive that it lies in.
    budget
        What may still inflate, shared with the archives that it lies in.

    Notes
    -----
    Remarks on the archive as a whole go with its first recording.
    """
    try:
        directory = read_directory(extent)
    except InputError as error:
        return iter((refused(name, error),))
    if directory is None:
        return None
    return _members(_Archive(extent, name, depth, budget or Budget(), directory, directory.notes))


def _members(archive: _Archive) -> Iterator[Source]:
    passed: Counter[str] = Counter()
    wanted: list[Entry] = []
    for entry in archive.directory.entries:
        kind = _kind(entry)
        if kind == "wanted":
            wanted.append(entry)
        elif kind:
            passed[kind] += 1
    told = told_by(_shelf(archive))
    for entry in sorted(wanted, key=lambda entry: (entry.raw_name, entry.at)):
        yield from _member(archive, entry, told)
    for remark in told.remarks:
        yield _renamed(remark, archive.shown(remark.name))
    for kind, count in sorted(passed.items()):
        yield Source(archive.name, None, left_out=_PASSED_OVER[kind], count=count, is_found=True)


def _kind(entry: Entry) -> str:
    """Return whether an entry is wanted, or why it is passed over; nothing for folders."""
    name = entry.name.partition("\0")[0] or entry.name
    if entry.is_folder:
        return ""
    if names.is_hidden(name):
        return "hidden"
    if names.is_configuration(name):
        return "configuration"
    return "wanted" if names.is_recording(name) or names.is_archive(name) else "other"


def _member(archive: _Archive, entry: Entry, told: Told) -> Iterator[Source]:
    name = archive.shown(entry.name)
    why = refusal(entry)
    if why is not None:
        yield rejected(name, *why, offset=entry.at)
        return
    try:
        if names.is_archive(entry.name):
            yield from _inner(archive, entry, name)
            return
        data, notes = read_member(archive.extent, entry, archive.directory.stop, archive.budget, limits.FILE_BYTES)
    except InputError as error:
        yield refused(name, error)
        return
    notes = [*archive.notes, *_remarks(entry), *notes]
    archive.notes = ()
    yield Source(name, data, notes=tuple(notes), hints=told.hints.get(entry.name), is_found=True)


def _inner(archive: _Archive, entry: Entry, name: str) -> Iterator[Source]:
    """Yield what lies in an archive inside an archive."""
    if archive.depth >= limits.ZIP_NESTING:
        text = f"archives lie more than {limits.ZIP_NESTING} deep in one another; not read"
        hint = f"unpack it first, or {limits.option_of('ZIP_NESTING')} allows more"
        yield rejected(name, "limit-nesting", text, hint)
        return
    data, notes = read_member(archive.extent, entry, archive.directory.stop, archive.budget, limits.ZIP_INNER_BYTES)
    inside = found_in(Extent.of(data), name, depth=archive.depth + 1, budget=archive.budget)
    if inside is None:
        yield rejected(name, "unknown-format", "called a zip archive, but is none; not read", "look at what it is")
        return
    more = (*archive.notes, *notes)
    for source in inside:
        if source.data is not None and more:
            archive.notes, source, more = (), replace(source, notes=(*more, *source.notes)), ()
        yield source


def _remarks(entry: Entry) -> Iterator[Note]:
    if len(entry.name) > limits.NAME_CHARS:
        text = f"a name of {len(entry.name)} characters in the archive; shortened"
        yield note("zip-long-name", "info", text)
    if entry.is_misspelt:
        yield note("text-encoding", "info", "the name in the archive is not what it says, UTF-8; shown as it can be")


def _shelf(archive: _Archive) -> Shelf:
    by_name = {entry.name: entry for entry in archive.directory.entries if refusal(entry) is None}

    def pieces(name: str) -> Iterator[bytes]:
        entry, stop = by_name[name], archive.directory.stop
        return pieces_of(archive.extent, entry, stop, archive.budget, limits.HEALTH_BYTES)

    return Shelf(tuple(by_name), pieces)


def _renamed(remark: Source, name: str) -> Source:
    why = None if remark.rejected is None else replace(remark.rejected, file=name)
    return replace(remark, name=name, rejected=why, is_found=True)
