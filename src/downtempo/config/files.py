"""Where the configuration is found, how it is read, amended and written."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ..errors import UsageError
from ..model.track import Severity
from ..text import nearest, safe
from ..units import FACTORS
from .athlete import athlete_of
from .plain import text_in, toml_in
from .refusal import fault_at, place_of_key, refusal
from .suppressions import check_codes, load_suppressions
from .tables import Config, Configured, Loose, Override, Swap

FILE_NAME = "downtempo.toml"
PROJECT = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """Return the nearest `downtempo.toml`, or `pyproject.toml` with a `[tool.downtempo]`, from `start` upwards."""
    folder = start if os.path.isdir(start) else start.parent  # noqa: PTH112 - as below
    return next((file for place in (folder, *folder.resolve().parents) if (file := config_in(place))), None)


def config_in(folder: Path) -> Path | None:
    """Return the configuration that lies in a folder itself."""
    project = folder / PROJECT
    if os.path.isfile(folder / FILE_NAME):  # noqa: PTH113 - unlike a Path, says no where it may not look
        return folder / FILE_NAME
    return project if os.path.isfile(project) and table_in(project) is not None else None  # noqa: PTH113


def name_in(file: Path) -> str:
    """Return the runner's name in a configuration that need not be right in all else; empty where there is none."""
    try:
        name = table_in(file)["athlete"]["name"]
    except (KeyError, TypeError):
        return ""
    return name if isinstance(name, str) else ""


def history_in(file: Path) -> tuple[str, ...]:
    """Return the history folders in a configuration that need not be right in all else."""
    try:
        folders = table_in(file)["history"]
    except (KeyError, TypeError):
        return ()
    return tuple(f for f in folders if isinstance(f, str) and "\0" not in f) if isinstance(folders, list) else ()


def load_config(path: Path) -> Configured:
    """Read and check one configuration file.

    Raises
    ------
    UsageError
        The file is no TOML, or a key or value is wrong; the message names the line and the nearest right one.
    """
    text, table = toml_in(path, "config")
    if path.name == PROJECT:
        table = table_in(path)
        if table is None:
            raise UsageError("config-missing", "has no table [tool.downtempo]", path=str(path), hint="add it")
    config = _convert(table, path, text)
    return Configured(config, path, load_suppressions(config, path))


def amend(configured: Configured, changes: dict[str, Any], athlete: dict[str, Any]) -> Configured:
    """Return the configuration with some values replaced, as the options of a command want it."""
    before = configured.config.severity
    told = [key.replace("_", "-") for key in changes if key != "severity"] + [f"athlete.{key}" for key in athlete]
    told += [f"severity.{code}" for code, level in changes.get("severity", {}).items() if before.get(code) != level]
    config = msgspec.structs.replace(configured.config, **changes)
    if athlete:
        config = msgspec.structs.replace(config, athlete=msgspec.structs.replace(config.athlete, **athlete))
    return msgspec.structs.replace(configured, config=config, told=(*configured.told, *told))


def key_place(configured: Configured, where: str) -> str:
    """Return the file and the line of a key of a configuration, to tell what is wrong with it."""
    path = configured.path
    return place_of_key(path, text_in(path) if path else "", where)


def check_names(configured: Configured, codes: frozenset[str], figure_ids: frozenset[str]) -> None:
    """Refuse codes, families and figures that do not exist.

    Raises
    ------
    UsageError
        With the place and the nearest right one.
    """
    config, path = configured.config, configured.path
    text = text_in(path) if path else ""
    families = {code[:2] for code in codes}
    for key, values in (("select", config.select), ("ignore", config.ignore), ("extend-select", config.extend_select)):
        for value in values:
            if value not in codes | families:
                file = None if key in configured.told else path
                raise fault_at(file, text, key, f"no rule or family {safe(value)!r}", nearest(value, codes | families))
    for code in config.severity:
        if code not in codes:
            file = None if f"severity.{code}" in configured.told else path
            raise fault_at(file, text, f"severity.{code}", "no such rule", nearest(code, codes))
    for figure_id, given in config.figures.items():
        if figure_id not in figure_ids:
            raise fault_at(path, text, f"figures.{figure_id}", "no such figure", nearest(figure_id, figure_ids))
        if isinstance(given, Swap) and given.figure not in figure_ids:
            place, hint = f"figures.{figure_id}.figure", nearest(given.figure, figure_ids)
            raise fault_at(path, text, place, f"no figure {safe(given.figure)!r}", hint)
    check_codes(configured.suppressions, codes)


def table_in(file: Path) -> Any:
    """Return our table of a file, unchecked; None where it has none."""
    try:
        table = tomllib.loads(text_in(file))
        return table["tool"]["downtempo"] if file.name == PROJECT else table
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return None


def _convert(table: dict[str, Any], path: Path, text: str) -> Config:
    try:
        config = msgspec.convert(table, Loose)
    except msgspec.ValidationError as fault:
        raise refusal(str(fault), "", path, text) from None
    # Tables keyed by code or figure go entry by entry: as a whole, their faults would not name the entry.
    severity = _entries(config.severity, lambda _: Severity, "severity", path, text)
    figures = _entries(config.figures, _figure_kind, "figures", path, text)
    for key, figure in figures.items():
        if isinstance(figure, Swap):
            continue
        if figure.unit not in FACTORS:
            hint = nearest(figure.unit, FACTORS) or f"known: {', '.join(filter(None, FACTORS))}"
            raise fault_at(path, text, f"figures.{key}.unit", f"no unit {safe(figure.unit)!r}", hint)
        if not figure.reason.strip():
            raise fault_at(
                path, text, f"figures.{key}.reason", "an override needs a reason", "say why, for the finding"
            )
    fields = {name: getattr(config, name) for name in Config.__struct_fields__}
    done = Config(**{**fields, "severity": severity, "figures": figures})
    athlete_of(done, path, text)
    return done


def _entries(table: dict[str, Any], kind_of: Callable[[Any], Any], name: str, path: Path, text: str) -> dict[str, Any]:
    out = {}
    for key, value in table.items():
        kind = kind_of(value)
        try:
            out[key] = msgspec.convert(value, kind)
        except msgspec.ValidationError as fault:
            keys = [field.encode_name for field in msgspec.structs.fields(kind)] if kind is not Severity else None
            raise refusal(str(fault), f"{name}.{key}", path, text, keys) from None
    return out


def _figure_kind(value: Any) -> type[Override] | type[Swap]:
    return Swap if isinstance(value, dict) and "figure" in value else Override
