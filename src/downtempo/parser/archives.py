"""What lies in a zip archive: recordings, archives in turn, and what is passed over; nothing is unpacked to disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field, replace

from .. import limits
from ..dataclass import dataclass
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
class Inside:
    """An archive that is open: every piece of it can be read alone, in any order.

    Pieces are the members that are wanted, sorted by the bytes of their names; then what exports in it remark; then
    what was passed over. `notes` are remarks on the archive as a whole; they go with the `first` piece that may be
    read. `budget` is what may still inflate.
    """

    extent: Extent
    name: str
    depth: int
    budget: Budget
    directory: Directory
    notes: tuple[Note, ...]
    wanted: tuple[Entry, ...] = ()
    told: Told = field(default_factory=Told)
    passed: tuple[tuple[str, int], ...] = ()
    first: int = -1

    def __len__(self) -> int:
        return len(self.wanted) + len(self.told.remarks) + len(self.passed)

    @property
    def sizes(self) -> list[int]:
        """How large each piece is by the word of the directory, which is held against it when it is read [bytes]."""
        return [entry.size for entry in self.wanted] + [0] * (len(self) - len(self.wanted))

    def is_archive(self, k: int) -> bool:
        """Whether a piece is an archive in turn."""
        return k < len(self.wanted) and names.is_archive(self.wanted[k].name) and refusal(self.wanted[k]) is None

    def shown(self, entry_name: str) -> str:
        """Return what to call a member."""
        if len(entry_name) > limits.NAME_CHARS:
            entry_name = f"{entry_name[: limits.NAME_CHARS]}…"
        return f"{self.name}:{entry_name}"

    def name_of(self, k: int) -> str:
        """Return what to call a piece."""
        if k < len(self.wanted):
            return self.shown(self.wanted[k].name)
        rest = k - len(self.wanted)
        return self.shown(self.told.remarks[rest].name) if rest < len(self.told.remarks) else self.name

    def source(self, k: int) -> Source:
        """Return a piece that is no archive."""
        name = self.name_of(k)
        if k < len(self.wanted):
            return self._member(k, name)
        rest = k - len(self.wanted)
        if rest < len(self.told.remarks):
            return _renamed(self.told.remarks[rest], name)
        kind, count = self.passed[rest - len(self.told.remarks)]
        return Source(name, None, left_out=_PASSED_OVER[kind], count=count, is_found=True)

    def inner(self, k: int) -> Inside | Source:
        """Return a piece that is an archive, opened, or why it cannot be."""
        entry, name = self.wanted[k], self.name_of(k)
        if self.depth >= limits.ZIP_NESTING:
            text = f"archives lie more than {limits.ZIP_NESTING} deep in one another; not read"
            hint = f"unpack it first, or {limits.option_of('ZIP_NESTING')} allows more"
            return rejected(name, "limit-nesting", text, hint)
        try:
            data, notes = read_member(self.extent, entry, self.directory.stop, self.budget, limits.ZIP_INNER_BYTES)
        except InputError as error:
            return refused(name, error)
        told = (*self._own_notes(k), *notes)
        inside = open_archive(Extent.of(data), name, depth=self.depth + 1, budget=self.budget, notes=told)
        if inside is None:
            return rejected(name, "unknown-format", "called a zip archive, but is none; not read", "look at what it is")
        return inside

    def _member(self, k: int, name: str) -> Source:
        entry = self.wanted[k]
        why = refusal(entry)
        if why is not None:
            return rejected(name, *why, offset=entry.at)
        try:
            data, notes = read_member(self.extent, entry, self.directory.stop, self.budget, limits.FILE_BYTES)
        except InputError as error:
            return refused(name, error)
        notes = [*self._own_notes(k), *_remarks(entry), *notes]
        return Source(name, data, notes=tuple(notes), hints=self.told.hints.get(entry.name), is_found=True)

    def _own_notes(self, k: int) -> tuple[Note, ...]:
        return self.notes if k == self.first else ()


def open_archive(
    extent: Extent, name: str, *, depth: int = 1, budget: Budget | None = None, notes: tuple[Note, ...] = ()
) -> Inside | Source | None:
    """Open an archive: its directory and what exports tell in it are read; None if it is none, or why it is refused.

    Parameters
    ----------
    extent
        The archive; it must stay open while pieces are read.
    name
        What it is called.
    depth
        1, and one more for each archive that it lies in.
    budget
        What may still inflate, shared with the archives that it lies in.
    notes
        Remarks on it from where it lies.
    """
    try:
        directory = read_directory(extent)
    except InputError as error:
        return refused(name, error)
    if directory is None:
        return None
    archive = Inside(extent, name, depth, budget or Budget(), directory, (*notes, *directory.notes))
    passed: Counter[str] = Counter()
    wanted: list[Entry] = []
    for entry in directory.entries:
        kind = _kind(entry)
        if kind == "wanted":
            wanted.append(entry)
        elif kind:
            passed[kind] += 1
    archive.wanted = tuple(sorted(wanted, key=lambda entry: (entry.raw_name, entry.at)))
    archive.first = next((k for k, entry in enumerate(archive.wanted) if refusal(entry) is None), -1)
    archive.passed = tuple(sorted(passed.items()))
    archive.told = told_by(_shelf(archive))
    return archive


def found_in(extent: Extent, name: str, *, budget: Budget | None = None) -> Iterator[Source] | None:
    """Return what lies in an archive, piece by piece, and in the archives in it; None if it is no archive."""
    inside = open_archive(extent, name, budget=budget)
    return None if inside is None else _pieces(inside)


def _pieces(inside: Inside | Source) -> Iterator[Source]:
    if isinstance(inside, Source):
        yield inside
        return
    for k in range(len(inside)):
        if inside.is_archive(k):
            yield from _pieces(inside.inner(k))
        else:
            yield inside.source(k)


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


def _remarks(entry: Entry) -> Iterator[Note]:
    if len(entry.name) > limits.NAME_CHARS:
        text = f"a name of {len(entry.name)} characters in the archive; shortened"
        yield note("zip-long-name", "info", text)
    if entry.is_misspelt:
        yield note("text-encoding", "info", "the name in the archive is not what it says, UTF-8; shown as it can be")


def _shelf(archive: Inside) -> Shelf:
    by_name = {entry.name: entry for entry in archive.directory.entries if refusal(entry) is None}

    def pieces(name: str) -> Iterator[bytes]:
        entry, stop = by_name[name], archive.directory.stop
        return pieces_of(archive.extent, entry, stop, archive.budget, limits.HEALTH_BYTES)

    return Shelf(tuple(by_name), pieces)


def _renamed(remark: Source, name: str) -> Source:
    why = None if remark.rejected is None else replace(remark.rejected, file=name)
    return replace(remark, name=name, rejected=why, is_found=True)
