"""How a wrong key or value is refused: its place, what is wrong, and the nearest right one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from ..errors import UsageError
from ..model.athlete import Level, TrainingPhase
from ..model.track import Severity
from ..text import nearest, safe
from ..units import Unit
from .tables import AthleteTable, Config, GapModel, Intervals, Override, Weekday

_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`")
_PLACED = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<at>[^`]*)`)?$", re.DOTALL)
_HEADER = re.compile(r"\s*\[{1,2}\s*(?P<table>[^\]]*?)\s*\]")
_NUMBERED = re.compile(r"(?P<name>.*)\[(?P<number>\d+)\]")
_CHOICES = re.compile(r"Invalid enum value '(?P<value>[^']*)'")


def refusal(message: str, inside: str, path: Path, text: str, keys: Sequence[str] | None = None) -> UsageError:
    """Turn a fault of validation into one line: the place, what is wrong, and the nearest right one.

    `keys` are those that are possible there; by default those of the configuration.
    """
    placed = _PLACED.match(message)
    what, at = (placed["what"], placed["at"] or "") if placed else (message, "")
    where = ".".join(part for part in (inside, at.removeprefix(".")) if part)
    unknown, choice = _UNKNOWN.match(what), _CHOICES.match(what)
    if unknown:
        known = keys or _keys(where)
        hint = nearest(unknown["key"], known) or f"known: {', '.join(sorted(known))}"
        return fault_at(path, text, ".".join(filter(None, (where, unknown["key"]))), "no such key", hint)
    if choice:
        possible = _choices(where)
        hint = nearest(choice["value"], possible) or f"one of {', '.join(possible)}"
        return fault_at(path, text, where, f"{safe(choice['value'])!r} is not possible here", hint)
    return fault_at(path, text, where, safe(what[:1].lower() + what[1:]), "")


def fault_at(path: Path | None, text: str, where: str, what: str, hint: str) -> UsageError:
    """Return the error for one key: `where` is its dotted name, `text` the file it stands in."""
    return UsageError("config-invalid", f"{safe(where)}: {what}", path=place_of_key(path, text, where), hint=hint)


def place_of_key(path: Path | None, text: str, where: str) -> str:
    """Return the file and the line of a key; the file alone where the line cannot be told."""
    line = line_of(text, where) if path else None
    return f"{path or 'options'}:{line}" if line else str(path or "options")


def _keys(at: str) -> list[str]:
    tables: dict[str, type[msgspec.Struct]] = {"athlete": AthleteTable, "figures": Override}
    table = tables.get(at.partition(".")[0], Config)
    return [field.encode_name for field in msgspec.structs.fields(table)]


def _choices(at: str) -> list[str]:
    name = at.rpartition(".")[2].partition("[")[0]
    literals: dict[str, Any] = {
        "level": Level, "phase": TrainingPhase, "units": Unit, "week-starts": Weekday,
        "gap-model": GapModel, "intervals": Intervals,
    }  # fmt: skip
    return list(literals.get(name, Severity).__args__)


def line_of(text: str, where: str) -> int | None:
    """Find the line of a key, or of a table: `athlete.level`, `suppress[2].rule`; None where it cannot be told."""
    lines, headers = _index(text)
    for table, key in ((where, ""), (where.rpartition(".")[0], where.rpartition(".")[2])):
        start, stop = _header(headers, table, len(lines))
        if not key and start >= 0:
            return start + 1
        pattern = re.compile(rf'\s*"?{re.escape(key.partition("[")[0])}"?\s*=')
        if key and (start >= 0 or not table):
            return next((i + 1 for i in range(start + 1, stop) if pattern.match(lines[i])), start + 1 or None)
    return None


@lru_cache(maxsize=4)
def _index(text: str) -> tuple[list[str], dict[str, list[tuple[int, int]]]]:
    """Return the lines, and of each table by its name the lines at which it begins and ends; a file has many of one."""
    lines = text.splitlines()
    begun = [(k, _bare(line)) for k, line in enumerate(lines) if line.lstrip().startswith("[")]
    begun = [(k, name) for k, name in begun if name]
    headers: dict[str, list[tuple[int, int]]] = {}
    for (k, name), (stop, _) in pairwise([*begun, (len(lines), "")]):
        headers.setdefault(name, []).append((k, stop))
    return lines, headers


def _bare(line: str) -> str:
    """Return the name of the table that begins in a line, empty where none does."""
    found = _HEADER.match(line)
    return found["table"].replace('"', "").removeprefix("tool.downtempo.") if found else ""


def _header(headers: dict[str, list[tuple[int, int]]], table: str, n_lines: int) -> tuple[int, int]:
    """Find the lines of a table, of several of one name those of the numbered one; from -1 where there is none."""
    numbered = _NUMBERED.fullmatch(table)
    name, number = (numbered["name"], int(numbered["number"])) if numbered else (table, 0)
    found = headers.get(name, ())
    return found[number] if number < len(found) else (-1, n_lines)
