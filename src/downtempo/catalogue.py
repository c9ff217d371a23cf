"""The seeds: one TOML file per source becomes sources, figures, protocols and advice."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from .errors import EnvironmentFault, InternalError, UsageError
from .model.figure import Advice, Basis, Catalogue, Figure, Protocol, Remark, Source
from .text import nearest, safe
from .units import FACTORS, dimension, to_si

_TABLES = frozenset({"source", "figure", "protocol", "advice", "dispute", "evidence"})
_KEYS = {
    "source": ({"title"}, {"kind", "author", "published", "doi", "notes"}),
    "figure": ({"value", "unit", "basis", "where", "says"}, {"reason", "checked_by", "not_checkable"}),
    "protocol": ({"title", "says"}, {"rules", "figures"}),
    "advice": ({"where", "says"}, {"beside"}),
    "dispute": ({"says", "figures", "beside"}, set()),
    "evidence": ({"says", "beside"}, {"figures"}),
}
#: What our own seeds hold, by the SHA-256 of their bytes.
_PARSED: dict[bytes, dict[str, Any]] = {}
_TOPICS: tuple[Literal["dispute", "evidence"], ...] = ("dispute", "evidence")
_BASES = tuple(basis for basis in get_args(Basis) if basis != "advice")


@cache
def load_catalogue(root: Path | None = None) -> Catalogue:
    """Read every seed below `root`; by default the seeds that belong to this copy of the package.

    Raises
    ------
    EnvironmentFault
        There are no seeds.
    UsageError, InternalError
        A seed given by the user, or one of ours, is no seed; the error names file and key.
    """
    folder = root or find_seeds()
    fault = InternalError if root is None else UsageError
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    if not files:
        raise EnvironmentFault("seeds-missing", f"no seeds in {folder}", hint="install downtempo again")
    try:
        return _merged([_seed(file.name.removesuffix(".toml"), _table(file)) for file in files])
    except _BadSeed as bad:
        raise fault("seed-invalid", str(bad), path=str(folder)) from None


def find_seeds() -> Path:
    """Return the folder of the seeds: inside an installed package, else beside `src/` in a checkout.

    Nothing else is searched: an editable install may leave a copy among the installed packages, which goes stale.

    Raises
    ------
    EnvironmentFault
        Neither is there.
    """
    installed = Path(__file__).resolve().parent / "_seeds"
    checkout = Path(__file__).resolve().parents[2] / "seeds"
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise EnvironmentFault(
        "seeds-missing", f"no seeds: neither {installed} nor {checkout} is a folder", hint="install downtempo again"
    )


def seeds_digest() -> bytes:
    """Return a digest of all seeds, which changes when any figure does."""
    folder = find_seeds()
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()


def override(catalogue: Catalogue, overrides: Mapping[str, tuple[float, str, str]]) -> Catalogue:
    """Return the catalogue with other values for some figures: value, unit and reason by figure id.

    Raises
    ------
    UsageError
        There is no such figure, the value is no number, or the unit measures something else.
    """
    figures = dict(catalogue.figures)
    for figure_id, (value, unit, reason) in overrides.items():
        if figure_id not in figures:
            hint = nearest(figure_id, figures)
            raise UsageError("figure-unknown", f"figures.{safe(figure_id)}: no such figure", hint=hint)
        figures[figure_id] = _overridden(figures[figure_id], value, unit, reason)
    return replace(catalogue, figures=figures)


def swap(catalogue: Catalogue, swaps: Mapping[str, str]) -> Catalogue:
    """Return the catalogue with other figures in the place of some, by id; what cites those then cites the others.

    Raises
    ------
    UsageError
        There is no such figure, or the other one measures something else.
    """
    figures = dict(catalogue.figures)
    for figure_id, other_id in swaps.items():
        for name in (figure_id, other_id):
            if name not in catalogue.figures:
                hint = nearest(name, catalogue.figures)
                raise UsageError("figure-unknown", f"figures.{safe(figure_id)}: no figure {safe(name)!r}", hint=hint)
        old, other = catalogue.figures[figure_id], catalogue.figures[other_id]
        if dimension(other.unit) != dimension(old.unit):
            told = f"figures.{old.id}.figure: {other.id} ({other.unit}) cannot stand for {old.unit!r}"
            raise UsageError("figure-unit", told, hint="take a figure that measures the same")
        figures[figure_id] = other
    return replace(catalogue, figures=figures)


def _overridden(old: Figure, value: float, unit: str, reason: str) -> Figure:
    if not math.isfinite(value):
        raise UsageError("figure-value", f"figures.{old.id}.value: {value} is no number")
    if unit not in FACTORS or dimension(unit) != dimension(old.unit):
        raise UsageError(
            "figure-unit",
            f"figures.{old.id}.unit: {safe(unit)!r} cannot stand for {old.unit!r}",
            hint=f"write the value in {old.unit!r}",
        )
    return replace(old, value=value, unit=unit, si=to_si(value, unit), overridden=reason)


class _BadSeed(Exception):
    """A seed that is none; leaves this module as another error."""


def remember(tables: Mapping[bytes, dict[str, Any]]) -> None:
    """Know what files hold, by the SHA-256 of their bytes, so that they need not be parsed."""
    _PARSED.update(tables)


def remembered() -> Mapping[bytes, dict[str, Any]]:
    """Return what the seeds hold that were read, by the SHA-256 of their bytes."""
    return _PARSED


def _table(file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    digest = hashlib.sha256(data).digest()
    if digest not in _PARSED:
        try:
            _PARSED[digest] = tomllib.loads(data.decode())
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise _BadSeed(f"{file.name}: {fault}") from None
    return _PARSED[digest]


def _seed(name: str, table: dict[str, Any]) -> Catalogue:
    _check_keys(f"{name}.toml", table, {"source"}, _TABLES)
    source = Source(id=name, **_fields(f"{name}: source", table["source"], "source"))
    return Catalogue(
        {name: source},
        {f.id: f for f in (_figure(source, k, v) for k, v in _entries(name, table, "figure"))},
        {k: _protocol(source, k, v) for k, v in _entries(name, table, "protocol")},
        {f"{name}.{k}": Advice(f"{name}.{k}", source, **_fields(f"{name}: advice.{k}", v, "advice"))
         for k, v in _entries(name, table, "advice")},
        {f"{topic}.{k}": Remark(f"{topic}.{k}", topic, **_fields(f"{name}: {topic}.{k}", v, topic))
         for topic in _TOPICS for k, v in _entries(name, table, topic)},
    )  # fmt: skip


def _entries(name: str, table: dict[str, Any], kind: str) -> Iterable[tuple[str, Any]]:
    found = table.get(kind, {})
    if not isinstance(found, dict):
        raise _BadSeed(f"{name}.toml: {kind} is no table")
    return found.items()


def _figure(source: Source, name: str, table: dict[str, Any]) -> Figure:
    place = f"{source.id}: figure.{name}"
    fields = _fields(place, table, "figure")
    value, unit, basis = fields["value"], fields["unit"], fields["basis"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _BadSeed(f"{place}.value: {value!r} is no number")
    if not isinstance(unit, str) or unit not in FACTORS:
        raise _BadSeed(f"{place}.unit: no unit {unit!r}{_meant(unit, FACTORS)}")
    if basis not in _BASES:
        raise _BadSeed(f"{place}.basis: no basis {basis!r}{_meant(basis, _BASES)}")
    if (basis == "interpreted" and not fields.get("reason")) or (basis == "external" and fields.get("reason")):
        raise _BadSeed(f"{place}.reason: an interpreted figure has one, an external one has none")
    if bool(fields.get("checked_by")) == bool(fields.get("not_checkable")):
        raise _BadSeed(f"{place}: either checked_by or not_checkable is filled")
    return Figure(id=f"{source.id}.{name}", si=to_si(value, unit), source=source, **fields)


def _protocol(source: Source, name: str, table: dict[str, Any]) -> Protocol:
    fields = _fields(f"{source.id}: protocol.{name}", table, "protocol")
    own = tuple(f"{source.id}.{figure}" for figure in fields.pop("figures", ()))
    return Protocol(name, source=source, figures=own, **fields)


def _fields(place: str, table: dict[str, Any], kind: str) -> dict[str, Any]:
    needed, allowed = _KEYS[kind]
    _check_keys(place, table, needed, needed | allowed)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _check_keys(place: str, table: Any, needed: Iterable[str], allowed: Iterable[str]) -> None:
    if not isinstance(table, dict):
        raise _BadSeed(f"{place} is no table")
    for key in sorted(table.keys() - set(allowed)):
        raise _BadSeed(f"{place}: no key {key!r}{_meant(key, allowed)}")
    for key in sorted(set(needed) - table.keys()):
        raise _BadSeed(f"{place}: {key!r} is missing")


def _meant(word: str, known: Iterable[str]) -> str:
    """Return the end of an error that names the nearest known spelling; nothing where none is near."""
    meant = nearest(str(word), known)
    return f"; {meant}" if meant else ""


def _merged(seeds: Iterable[Catalogue]) -> Catalogue:
    merged = Catalogue({}, {}, {}, {}, {})
    for seed in seeds:
        if twice := seed.protocols.keys() & merged.protocols.keys():
            raise _BadSeed(f"{next(iter(seed.sources))}: protocol.{min(twice)} stands in another seed as well")
        merged = Catalogue(
            {**merged.sources, **seed.sources},
            {**merged.figures, **seed.figures},
            {**merged.protocols, **seed.protocols},
            {**merged.advice, **seed.advice},
            {**merged.remarks, **seed.remarks},
        )
    return merged
