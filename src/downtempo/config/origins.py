"""The configuration in force as a file, each setting with the place that it comes from."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from .files import table_in
from .places import shown_path
from .plain import text_in
from .refusal import line_of
from .tables import Configured

_PROJECT_TABLE = "[tool.downtempo"


def dump(configured: Configured) -> str:
    """Write the configuration in force as a file that could be used as it is.

    Comments say where each setting comes from: a line of the file, an option of the command line, or the default.
    """
    values = msgspec.to_builtins(configured.config, builtin_types=(datetime.date,))
    values.pop("$schema")
    table = table_in(configured.path) if configured.path else None
    given = table if isinstance(table, dict) else {}
    origin = _Origin(configured.path, _text_of(configured.path), given, frozenset(configured.told))
    tables = {key: values.pop(key) for key in ("athlete", "severity", "figures")}
    place = shown_path(configured.path) if configured.path else "defaults; no configuration file was found"
    rows: list[tuple[str, str]] = [(f"# from {place}", "")]
    rows += _rows(values, "", origin)
    for name in ("athlete", "severity"):
        rows += [("", ""), (f"[{name}]", ""), *_rows(tables[name], f"{name}.", origin)]
    for figure_id, figure in tables["figures"].items():
        rows += [("", ""), (f"[figures.{_toml(figure_id)}]", origin.of(f"figures.{figure_id}"))]
        rows += [(f"{key} = {_toml(value)}", "") for key, value in figure.items()]
    return "".join(f"{line}\n" for line in _aligned(rows))


class _Origin(msgspec.Struct, frozen=True):
    """Where settings may come from."""

    path: Path | None
    text: str
    table: dict[str, Any]
    told: frozenset[str]

    def of(self, where: str) -> str:
        """Return where a setting comes from: an option, a line of the file, or neither."""
        name, _, key = where.rpartition(".") if not where.startswith("figures.") else ("figures", "", where[8:])
        if where in self.told:
            return f"--{key.replace('_', '-')}" if name != "severity" else "--severity"
        holder = self.table.get(name, {}) if name else self.table
        if self.path is None or not isinstance(holder, dict) or key not in holder:
            return "default"
        line = line_of(self.text, where)
        return f"{self.path.name}:{line}" if line else self.path.name


def _rows(values: dict[str, Any], inside: str, origin: _Origin) -> Iterator[tuple[str, str]]:
    """Yield settings with their origins; those that are not set, since TOML has no word for it, as comments."""
    for key, value in values.items():
        if value is None:
            yield f"# {key} is not set", ""
        else:
            yield f"{key} = {_toml(value)}", origin.of(f"{inside}{key}")


def _aligned(rows: list[tuple[str, str]]) -> Iterator[str]:
    widest = max((len(line) for line, origin in rows if origin and len(line) <= 60), default=0)
    for line, origin in rows:
        yield f"{line:<{widest}}  # {origin}" if origin else line


def _text_of(path: Path | None) -> str:
    """Return a file's text; of a pyproject.toml our part, the lines before it left empty so that numbers hold."""
    if path is None:
        return ""
    text = text_in(path)
    lines = text.splitlines()
    start = next((k for k, line in enumerate(lines) if line.lstrip().startswith(_PROJECT_TABLE)), 0)
    return "\n".join(["" for _ in lines[:start]] + lines[start:])


def _toml(value: Any) -> str:
    """Write a string, number, date or list of them: all that a configuration holds."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_spelled, text))


def _spelled(character: str) -> str:
    """Return a character as TOML spells out those that steer a terminal, or are not to be seen."""
    return character if character.isprintable() else f"\\U{ord(character):08X}"
