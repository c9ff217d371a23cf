"""Files that are listed go into an agenda, which may be larger than memory, and come out of it when they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..parser import Found, is_archive, is_remote, marks_of
from ..parser.hints import Hints
from ..store.agenda import Agenda, Planned
from .collect import Reading
from .listing import Listed

#: An archive up to this size is read like any other file; larger ones are shared out piece by piece [bytes].
SMALL_BYTES = 2 << 20


class Worklist:
    """What is listed of all athletes.

    What many files have in common, and what few files have at all, is held here; the rest is in the agenda.
    """

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.closed: list[str] = []
        self._readings: list[Reading] = []
        self._told: list[Found] = []
        self._hints: list[Hints] = []
        self._numbers: dict[bytes, int] = {}

    def enter(self, reading: Reading, listed: Iterable[Listed]) -> None:
        """Put down the files of one athlete; what another one has already stays theirs."""
        self._readings.append(reading)
        self.agenda.add(map(self._planned, listed))

    def due(self, *, is_archive: bool) -> Iterator[Listed]:
        """Yield the files to be read, large archives or others, by name."""
        for one in self.agenda.todo(is_archive=is_archive):
            yield Listed(one.name, self._found(one), one.athlete, self._readings[one.owner], one.marks, one.size)

    def _planned(self, listed: Listed) -> Planned:
        file = listed.file
        if listed.is_closed:
            self.closed.append(file.name)
        large = file.source is None and listed.size > SMALL_BYTES and is_archive(listed.name)
        owner = len(self._readings) - 1
        return Planned(listed.name, listed.athlete, owner, listed.marks, listed.size, self._about(file), large)

    def _about(self, file: Found) -> int:
        """Return a number that says how a file was found: 1 if somebody named it, 0 if nobody did, else by its rest.

        Below 0 stands what was told of a place without opening it; from 2 on hints, even where nobody named the file.
        """
        if file.source is not None:
            self._told.append(file)
            return -len(self._told)
        if file.hints is None:
            return int(not file.is_found)
        key = marks_of(file.hints)
        number = self._numbers.setdefault(key, len(self._hints))
        if number == len(self._hints):
            self._hints.append(file.hints)
        return 2 + 2 * number + int(not file.is_found)

    def _found(self, one: Planned) -> Found:
        if one.about < 0:
            return self._told[-one.about - 1]
        hints = self._hints[one.about // 2 - 1] if one.about >= 2 else None
        is_far = is_remote(one.name)
        return Found(one.name, None, hints, not one.about % 2, one.marks if is_far else "", one.size if is_far else 0)
