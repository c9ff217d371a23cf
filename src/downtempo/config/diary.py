"""The diary: a table of days that people fill in by hand, in whatever form their program writes it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .. import limits
from ..dataclass import dataclass
from ..errors import UsageError
from ..model.diary import Diary, DiaryDay
from ..text import nearest, safe
from .cells import rows_of
from .places import shown_path
from .quantities import QUANTITIES, WrongCell, read_day, read_quantity

_DATE = "date"
#: Columns that say what was run; `downtempo export --to diary` writes them, and nothing is read from them.
_TOLD = frozenset({"start", "kind", "duration_min", "distance_km", "pace_per_km", "descent_grade_percent", "drop_m"})
_NOTES = "notes"
_KNOWN = (_DATE, *QUANTITIES, _NOTES)
_SEPARATORS = (",", ";", "\t")
#: So many unknown columns are told by name; looking for the right spelling of very many would take minutes.
_MOST_STRANGE = 20
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns stand, and what is to be told of them."""

    separator: str
    names: tuple[str, ...]
    columns: dict[str, int]


@dataclass(slots=True)
class _Page:
    """What was read so far: days, the line that each quantity of a day came from, and faults by line."""

    place: str
    days: dict[datetime.date, DiaryDay]
    lines: dict[tuple[datetime.date, str], int]
    faults: list[str]

    def tell(self, line: int, what: str, hint: str) -> None:
        self.faults.append(f"{self.place}:{line}: {what}; {hint}" if hint else f"{self.place}:{line}: {what}")


def load_diary(path: Path) -> Diary:
    """Read a diary; what is wrong in a line is left out and told with the line, the others count.

    Raises
    ------
    UsageError
        The file cannot be read, is too large, is no text, or has no line that names its columns.
    """
    place = shown_path(path)
    lines = _LINE_END.split(_text(path, place))
    start = next((k for k, line in enumerate(lines) if line.strip(" \t,;")), None)
    if start is None:
        hint = f"its first line names the columns: {','.join(_KNOWN)}"
        raise UsageError("diary-header", "the diary is empty", path=place, hint=hint)
    page = _Page(place, {}, {}, [])
    header = _header(lines[start], start + 1, page)
    for number, cells in rows_of(lines[start + 1 :], header.separator, start + 2):
        _read_row(number, cells, header, page)
    return Diary(place, dict(sorted(page.days.items())), tuple(page.faults))


def _text(path: Path, place: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(limits.DIARY_BYTES + 1)
    except (OSError, ValueError) as fault:
        what = getattr(fault, "strerror", None) or str(fault)
        hint = "athlete.diary counts from the configuration that names it"
        raise UsageError("diary-unreadable", f"the diary cannot be read: {safe(what)}", path=place, hint=hint) from None
    if len(data) > limits.DIARY_BYTES:
        told = f"the diary is larger than {limits.DIARY_BYTES // limits.MIB} MiB; not read"
        raise UsageError("diary-size", told, path=place, hint="name a table with one line a day")
    text = _decoded(data)
    if "\0" in text:
        raise UsageError("diary-text", "the diary is no text", path=place, hint="save the table as CSV")
    return text


def _decoded(data: bytes) -> str:
    """Decode what tables are saved in: UTF-16 where it says so, UTF-8, else the old code page of Western Europe."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _header(line: str, number: int, page: _Page) -> _Header:
    """Read the line that names the columns: it also shows by what they are separated."""

    def split(separator: str) -> tuple[str, ...]:
        return tuple(_name(cell) for _, cells in rows_of([line], separator, number) for cell in cells)

    separator = max(_SEPARATORS, key=lambda sign: sum(name in _KNOWN for name in split(sign)))
    names = split(separator)
    if _DATE not in names:
        what, hint = "the first line names no column 'date'", f"begin with a line such as {','.join(_KNOWN)}"
        raise UsageError("diary-header", what, path=f"{page.place}:{number}", hint=hint)
    columns: dict[str, int] = {}
    for k, name in enumerate(names):
        if name in _KNOWN:
            columns.setdefault(name, k)
    _tell_columns(names, number, page)
    return _Header(separator, names, columns)


def _tell_columns(names: Sequence[str], number: int, page: _Page) -> None:
    """Tell which columns are not read; of very many the first, and how many they are."""
    counts = Counter(names)
    twice = [name for name in _KNOWN if counts[name] > 1]
    strange = [name for name in counts if name and name not in _KNOWN and name not in _TOLD]
    free = set(_KNOWN) - set(names)
    for name in strange[:_MOST_STRANGE]:
        hint = nearest(name, free) or f"known columns: {', '.join(_KNOWN)}"
        page.tell(number, f"column '{safe(name)}' is not known and not read", hint)
    if len(strange) > _MOST_STRANGE:
        told = f"{len(strange) - _MOST_STRANGE} more columns are not known and not read"
        page.tell(number, told, f"known columns: {', '.join(_KNOWN)}")
    for name in twice:
        page.tell(number, f"column '{name}' stands there {counts[name]} times; the first counts", "remove the others")


def _name(cell: str) -> str:
    return "_".join(cell.strip().casefold().replace("-", " ").replace("_", " ").split())


def _read_row(number: int, cells: Sequence[str], header: _Header, page: _Page) -> None:
    if not any(cell.strip() for cell in cells):
        return
    beyond = cells[len(header.names) :]
    if any(cell.strip() for cell in beyond) or (beyond and header.separator == ","):  # a decimal comma, most likely
        n, hint = len(header.names), "put quotes around a cell that holds the separator, such as a decimal comma"
        page.tell(number, f"{len(cells)} cells under {n} columns; the line is left out", hint)
        return
    given = {name: cells[k].strip() for name, k in header.columns.items() if k < len(cells)}
    try:
        day = read_day(given.get(_DATE, ""))
    except WrongCell as fault:
        page.tell(number, f"{fault}; the line is left out", fault.hint)
        return
    for name, value in _values(number, given, page):
        _put(number, day, name, value, page)


def _values(number: int, given: dict[str, str], page: _Page) -> Iterator[tuple[str, float]]:
    for name in QUANTITIES:
        if given.get(name):
            try:
                yield name, read_quantity(name, given[name])
            except WrongCell as fault:
                page.tell(number, f"{name}: {fault}; it is left out", fault.hint)


def _put(number: int, day: datetime.date, name: str, value: float, page: _Page) -> None:
    """Put a value into its day. Of several lines of a day the hardest effort counts, of all else the first value."""
    field = QUANTITIES[name].field
    known = page.days.get(day, DiaryDay())
    before = getattr(known, field)
    if before is not None and name == "rpe":
        value = max(before, value)
    elif before is not None and before != value:
        what = f"{name} of {day} is not what line {page.lines[day, name]} says; the first counts"
        page.tell(number, what, "leave it empty in all lines of the day but one")
        return
    page.lines.setdefault((day, name), number)
    page.days[day] = replace(known, **{field: value})
