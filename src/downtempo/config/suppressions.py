"""`downtempo.suppress.toml`: which findings are not to be heard again, each with its reason."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec

from ..errors import UsageError
from ..model.suppression import Suppression
from ..text import nearest, safe
from .places import shown_path
from .plain import toml_in
from .refusal import fault_at, line_of, refusal
from .tables import Config, Table

FILE_NAME = "downtempo.suppress.toml"
_KEY = "suppress"


class Entry(Table, frozen=True):
    """One `[[suppress]]` as written."""

    run: str
    rule: str
    reason: str
    expires: datetime.date | None = None


class File(Table, frozen=True):
    """The file before its entries are looked at."""

    suppress: tuple[dict[str, Any], ...] = ()
    schema: str | None = msgspec.field(default=None, name="$schema")


def load_suppressions(config: Config, beside: Path) -> tuple[Suppression, ...]:
    """Read the suppressions that belong to a configuration at `beside`: the file that it names, else the one beside it.

    Raises
    ------
    UsageError
        The file is named and cannot be read, is no TOML, or a key or value in it is wrong.
    """
    path = beside.parent / (config.suppressions or FILE_NAME)
    if config.suppressions is None and not path.is_file():
        return ()
    text, table = toml_in(path, "suppress")
    entries = _convert(table, File, "", path, text).suppress
    return tuple(_suppression(entry, f"{_KEY}[{k}]", path, text) for k, entry in enumerate(entries))


def check_codes(suppressions: tuple[Suppression, ...], codes: frozenset[str]) -> None:
    """Refuse suppressions of rules that do not exist.

    Raises
    ------
    UsageError
        With the place and the nearest right one.
    """
    for suppression in suppressions:
        if suppression.rule not in codes:
            told = f"{_KEY}.rule: no rule {safe(suppression.rule)!r}"
            raise UsageError("config-invalid", told, path=suppression.place, hint=nearest(suppression.rule, codes))


def _suppression(table: dict[str, Any], where: str, path: Path, text: str) -> Suppression:
    run = table.get("run")
    if type(run) is datetime.date:  # a day may be written as one, without quotes
        table = {**table, "run": run.isoformat()}
    entry = _convert(table, Entry, where, path, text)
    if not entry.run.strip():
        hint = "name a file, the start of its SHA-256, a day or a week"
        raise fault_at(path, text, f"{where}.run", "no run is named", hint)
    if not entry.reason.strip():
        raise fault_at(path, text, f"{where}.reason", "a suppression needs a reason", "say why, for the report")
    line = line_of(text, where)
    return Suppression(
        entry.run.strip(),
        entry.rule,
        entry.reason,
        entry.expires,
        f"{shown_path(path)}:{line}" if line else shown_path(path),
    )


def _convert(table: dict[str, Any], kind: Any, where: str, path: Path, text: str) -> Any:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as fault:
        known = [field.encode_name for field in msgspec.structs.fields(kind)]
        raise refusal(str(fault), where, path, text, known) from None
