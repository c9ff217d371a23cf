"""Instants as XML writes them, `2026-10-04T04:12:03.250+02:00`, in Unix seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ... import limits
from ...model.track import Column, Rows

MICRO = 10**6
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MINUTE = re.compile(r"[Tt ](\d\d):(\d\d)", re.ASCII)
_SECOND = re.compile(r":\d\d", re.ASCII)
_SUFFIX = re.compile(r"(?:[.,](\d+))?(?:([Zz])|([+-])(\d\d):?(\d\d))?", re.ASCII)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MEMORY = 100_000
_WIDEST_ZONE_S = 14 * 3600
_FIRST_S, _LAST_S = -62_135_596_800, 253_402_300_799


def to_unix(texts: Sequence[str]) -> tuple[Column, Rows, int | None]:
    """Return the texts as (n,) Unix seconds, the rows that hold no time, and the offset from UTC [s] if one is told.

    `Z`, no zone and `+00:00` all mean UTC and tell nothing of where the watch was. Fractions count to the microsecond.
    Each date, minute, second and suffix is understood once.
    """
    known = _Parts({}, {}, {}, {})
    days, minutes, wholes, suffixes = known
    micros: list[float] = []
    for text in texts:
        try:
            micros.append(days[text[:10]] + minutes[text[10:16]] + wholes[text[16:19]] + suffixes[text[19:]])
        except KeyError:
            micros.append(_micro(text, known))
    seconds = np.array(micros, np.float64) / MICRO
    outside = ~((seconds >= _FIRST_S) & (seconds <= _LAST_S))
    seconds[outside] = math.nan
    bad = [row for row in np.flatnonzero(outside).tolist() if texts[row].strip()]
    return seconds, np.array(bad, np.int64), _offset(suffixes)


def instant(text: str) -> float | None:
    """Return one instant in Unix seconds, None where `text` holds none.

    >>> instant("1970-01-01T01:00:00.5+01:00")
    0.5
    """
    text = text.strip()
    if len(text) > limits.NUMBER_CHARS:
        return None
    micros = of_day(text[:10]) + _of_minute(text[10:16]) + _of_second(text[16:19]) + of_suffix(text[19:])
    seconds = micros / MICRO
    return seconds if _FIRST_S <= seconds <= _LAST_S else None


class _Parts(NamedTuple):
    """What the parts of a time are worth, in microseconds; NaN where a part is no such thing."""

    days: dict[str, float]
    minutes: dict[str, float]
    seconds: dict[str, float]
    suffixes: dict[str, float]


def _micro(text: str, known: _Parts) -> float:
    text = text.strip()
    if len(text) > limits.NUMBER_CHARS:
        return math.nan
    parts = (text[:10], text[10:16], text[16:19], text[19:])
    worth: float = 0  # whole as long as all parts are: exact beyond the digits of a double
    for memory, part, read in zip(known, parts, (of_day, _of_minute, _of_second, of_suffix), strict=True):
        value = memory.get(part)
        if value is None:
            value = read(part)
            if len(memory) < _MEMORY:
                memory[part] = value
        worth += value
    return worth


@lru_cache(maxsize=4_096)
def of_day(text: str) -> float:
    """Return the microseconds from 1970 to a date, NaN where there is none."""
    found = _DATE.fullmatch(text)
    try:
        ordinal = date(*map(int, found.groups())).toordinal() if found else None
    except ValueError:
        ordinal = None
    return math.nan if ordinal is None else (ordinal - _EPOCH_DAY) * 86_400 * MICRO


@lru_cache(maxsize=2_048)
def _of_minute(text: str) -> float:
    found = _MINUTE.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2])) if found else (24, 0)
    return (3600 * hour + 60 * minute) * MICRO if hour < 24 and minute < 60 else math.nan


@lru_cache(maxsize=128)
def _of_second(text: str) -> float:
    # A leap second has no place of its own in Unix time: it is the first one of the next minute.
    return int(text[1:]) * MICRO if _SECOND.fullmatch(text) and text[1:] <= "60" else math.nan


@lru_cache(maxsize=1_024)
def of_suffix(text: str) -> float:
    """Return the microseconds that a fraction and a zone add, NaN where they are something else."""
    found = _SUFFIX.fullmatch(text)
    offset_s = _offset_of(found) if found else None
    if not found or offset_s is None:
        return math.nan
    return int((found[1] or "")[:6].ljust(6, "0")) - offset_s * MICRO


def zone(suffix: str) -> int | None:
    """Return the offset from UTC [s] that a suffix names: 0 if it names none, None if no place on earth has it."""
    found = _SUFFIX.fullmatch(suffix)
    return _offset_of(found) if found else 0


def _offset_of(suffix: re.Match[str]) -> int | None:
    if not suffix[3]:
        return 0
    seconds = 3600 * int(suffix[4]) + 60 * int(suffix[5])
    return None if suffix[5] > "59" or seconds > _WIDEST_ZONE_S else -seconds if suffix[3] == "-" else seconds


def _offset(suffixes: Iterable[str]) -> int | None:
    return next((seconds for seconds in map(zone, suffixes) if seconds), None)
