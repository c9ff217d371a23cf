"""Everything that a command found, with each run, place and name in it told as it may be shown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from ..dataclass import dataclass
from ..model.diary import NO_DIARY, Diary
from ..model.figure import Figure
from ..model.history import History
from ..model.results import Collected, Judged
from ..model.session import Session
from ..model.verdict import Finding, Place
from .cut import Cut
from .files import Names

Found = TypeVar("Found", bound=Collected | Judged)
T = TypeVar("T")
Key = tuple[str, str]
"""The file of a run and its start."""

_LENGTH = re.compile(r"\b(\d+\.\d+) (km|mi|miles)\b")
_AMOUNT = re.compile(r"\d+(?:[.:]\d+)*")
_FILES = frozenset({"file", "kept", "configuration", "run"})
_NOTES = "DQ"
_HIDDEN = "in a private place; how much is not told"
_OF_ALL = "of the whole run; how much is not told, for a part of it is left out"
_OF_OTHERS = "held against the length of a run; how much is not told"
#: Rules that hold a planned run against the length of those before: with the plan known, so would that length be.
_AGAINST_RUNS = frozenset({"PG104"})
#: Units in which a measure of a whole run tells how long it was.
_TELLING = frozenset({"%", "km", "m", "mi", "mile", "min", "h", "s"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Runs as they may be shown, by file and start; the names of all files; what of each run lies where."""

    sessions: Mapping[Key, Session]
    cuts: Mapping[Key, Cut]
    names: Names


def key_of(session: Session) -> Key:
    """Return what tells a run from all others."""
    return session.file, session.start_utc.isoformat() if session.start_utc else ""


def redacted(found: Found, shown: Shown) -> Found:
    """Return what was found, told as it may be shown.

    Every text is looked at, wherever it stands: names of files are replaced, whole runs are told in full kilometres,
    notes about files lose their amounts, and so do findings in private places: how steep a street is, or how long the
    way to the first rep, tells which street it is.
    """
    out: Found = _walk(found, shown)
    return out


def redacted_text(value: T, shown: Shown) -> T:
    """Return something in which no run stands, with the names in it told as they may be shown."""
    out: T = _walk(value, shown)
    return out


def _walk(value: Any, shown: Shown) -> Any:
    if isinstance(value, Session):
        return shown.sessions[key_of(value)]
    if isinstance(value, Place):
        return _place(value, shown)
    if isinstance(value, History):
        return None  # runs that are not told have no say in a season that is
    if isinstance(value, Diary):
        return NO_DIARY
    if isinstance(value, Finding) and (why := _hidden(value, shown)):
        return replace(_fields(value, shown), observed=None, uncertainty=None, message=why)
    if isinstance(value, Figure):
        return value
    if isinstance(value, str):
        return _text(value, shown)
    if isinstance(value, tuple):
        return tuple(_walk(item, shown) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value, shown)
    return value


def _hidden(finding: Finding, shown: Shown) -> str:
    """Return what is told in place of an amount that would give a private place away, or how much is left out."""
    if _is_planned(finding.place, shown):
        return _OF_OTHERS if finding.code in _AGAINST_RUNS else ""
    if finding.place.span is not None:
        return "" if _place(finding.place, shown).span is not None else _HIDDEN
    cut = shown.cuts.get((finding.place.file, finding.place.start))
    return _OF_ALL if finding.unit in _TELLING and cut is not None and not cut.is_whole else ""


def _is_planned(place: Place, shown: Shown) -> bool:
    session = shown.sessions.get((place.file, place.start))
    return session is not None and session.is_planned


def _fields(value: Any, shown: Shown) -> Any:
    given = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    told = {name: _named(name, item, shown) for name, item in given.items()}
    if str(given.get("code", "")).startswith(_NOTES):  # amounts in words about a file are of all of it
        told |= {key: _AMOUNT.sub("some", told[key]) for key in ("message", "reason") if key in told}
        told |= {"offset": None} if "offset" in told else {}
    return replace(value, **told) if any(told[name] is not given[name] for name in told) else value


def _named(name: str, item: Any, shown: Shown) -> Any:
    if name in _FILES and isinstance(item, str) and item in shown.names.by_file:
        return shown.names.of(item)
    if name == "owners":
        return {shown.names.of(file): owner for file, owner in item.items()}
    return _walk(item, shown)


def _place(place: Place, shown: Shown) -> Place:
    key = (place.file, place.start)
    session, cut = shown.sessions.get(key), shown.cuts.get(key)
    span = cut.span(place.span) if cut is not None and place.span is not None else None
    span = place.span if _is_planned(place, shown) else span  # nobody was anywhere yet
    start = session.start_utc.isoformat() if session is not None and session.start_utc else ""
    return replace(place, file=shown.names.of(place.file), span=span, start=start)


def _text(text: str, shown: Shown) -> str:
    return _LENGTH.sub(lambda found: f"{round(float(found[1]))} {found[2]}", shown.names.told(text))
