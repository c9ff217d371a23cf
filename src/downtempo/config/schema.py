"""The JSON Schema of `downtempo.toml`, for editors and validators: made from the tables and the registry of rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from ..model.figure import Figure
from ..model.track import Severity
from ..units import FACTORS, dimension
from .tables import AthleteTable, Loose, Override, Swap, Table

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: From 1:40 to 30:00, as `units.parse_pace` takes them.
_PACE = r"^\s*0*(1:[45][0-9]|([2-9]|[12][0-9]):[0-5][0-9]|30:00)/(km|mile|mi)\s*$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_SAYS = {
    "select": "Rules and families that are at work.",
    "ignore": "Rules and families that are not.",
    "extend-select": "Rules and families that are at work besides the selected ones.",
    "fail-level": "Findings from this severity on make the exit code 1.",
    "units": "Units of reports.",
    "history": "Folders with earlier runs of the same athlete; they count from this file.",
    "suppressions": "The file of suppressed findings, counted from this one; downtempo.suppress.toml unless told.",
    "week-starts": "The first day of the week.",
    "gap-model": "How pace is adjusted for grade.",
    "intervals": "Whether the watch's own laps and steps are taken as intervals.",
    "athlete": "Who runs.",
    "severity": "Raises or lowers a rule.",
    "figures": "Gives a figure another value, with the reason.",
    "$schema": "Where this schema lies; nothing else is done with it.",
    "name": "How reports, baselines and --athlete call the athlete.",
    "level": "How far the athlete has come; some figures depend on it.",
    "phase": "The phase of the season.",
    "timezone": "Name of the time zone in which the days of the runs count, such as Europe/Zurich.",
    "easy-pace": "Pace of easy running on the level: 5:57/km or 9:35/mile.",
    "threshold-pace": "Pace of a tempo run on the level.",
    "five-k-pace": "Pace of a race over 5 km.",
    "max-heart-rate": "Highest heart rate [beats a minute].",
    "return-to-speed-from": "The day on which a return to speed began, if one is on.",
    "races": "Days on which a race was run.",
    "diary": "A CSV table of days, counted from this file: date, rpe, soreness, sleep_h, resting_hr, notes.",
    "figure": "Another figure of the catalogue that counts instead; findings cite it.",
    "value": "The value that counts instead.",
    "unit": "Its unit.",
    "reason": "Why; findings show it.",
}


def schema_of(codes: Iterable[str], figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return the schema; only these rules, their families and these figures are taken."""
    known = sorted(codes)
    top, athlete, override, other = (_table(kind) for kind in (Loose, AthleteTable, Override, Swap))
    top["properties"]["athlete"] = {"description": _SAYS["athlete"], "$ref": "#/$defs/AthleteTable"}
    for key in ("select", "ignore", "extend-select"):
        top["properties"][key]["items"] = {"$ref": "#/$defs/Selector"}
    for key in ("easy-pace", "threshold-pace", "five-k-pace"):
        athlete["properties"][key]["pattern"] = _PACE
    athlete["properties"]["return-to-speed-from"]["pattern"] = _DAY
    athlete["properties"]["races"]["items"] = {"type": "string", "pattern": _DAY}
    override["properties"]["reason"]["pattern"] = r"\S"
    top["properties"]["severity"] |= _only({code: {"$ref": "#/$defs/Severity"} for code in known})
    top["properties"]["figures"] |= _only({key: _figure(figure) for key, figure in figures.items()})
    shared = {
        "AthleteTable": athlete,
        "Selector": {"enum": [*sorted({code[:2] for code in known}), *known]},
        "Severity": {"enum": list(get_args(Severity))},
        **{_name(unit): _override(override, unit) for unit in sorted({figure.unit for figure in figures.values()})},
        **{_name(figure.unit, "Swap"): _swap(other, figure.unit, figures) for figure in figures.values()},
    }
    says = "Everything that can be configured; all of it is optional."
    return {"$schema": _DIALECT, **top, "title": "downtempo.toml", "description": says, "$defs": shared}


def dump_schema(document: dict[str, Any]) -> str:
    """Write a schema; the same rules and figures give the same bytes."""
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _table(kind: type[Table]) -> dict[str, Any]:
    """Return the schema of one table, its keys described."""
    table: dict[str, Any] = msgspec.json.schema(kind)["$defs"][kind.__name__]
    return {**table, "properties": {key: _toml(key, value) for key, value in table["properties"].items()}}


def _toml(key: str, field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a key without null, which TOML does not have."""
    kinds = [kind for kind in field.get("anyOf", ()) if kind != {"type": "null"}]
    rest = {name: value for name, value in field.items() if name not in ("anyOf", "default")}
    default = {"default": field["default"]} if field.get("default") is not None else {}
    says = {"description": _SAYS[key]} if key in _SAYS else {}
    return {**says, **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}), **rest, **default}


def _only(properties: dict[str, Any]) -> dict[str, Any]:
    return {"properties": dict(sorted(properties.items())), "additionalProperties": False}


def _figure(figure: Figure) -> dict[str, Any]:
    """Return the schema of one figure's override, and what the source says."""
    value = f"{figure.value:g} {figure.unit}".strip()
    told = f"{figure.says} {value}, {figure.basis}: {figure.source.title}"
    kinds = [{"$ref": f"#/$defs/{_name(figure.unit, kind)}"} for kind in ("Override", "Swap")]
    return {"description": told, "anyOf": kinds}


def _override(override: dict[str, Any], unit: str) -> dict[str, Any]:
    """Return the schema of overrides in a unit that measures what this one does."""
    alike = [other for other in FACTORS if dimension(other) == dimension(unit)]
    units = {**override["properties"]["unit"], "enum": alike}
    return {**override, "title": _name(unit), "properties": {**override["properties"], "unit": units}}


def _swap(other: dict[str, Any], unit: str, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return the schema of swaps for another figure that measures the same."""
    alike = [key for key, figure in sorted(figures.items()) if dimension(figure.unit) == dimension(unit)]
    return {
        **other,
        "title": _name(unit, "Swap"),
        "properties": {"figure": {**other["properties"]["figure"], "enum": alike}},
    }


def _name(unit: str, kind: str = "Override") -> str:
    """Name overrides by what they measure, in letters that a reference takes as they are."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9]+', '-', dimension(unit)).strip('-')}"
