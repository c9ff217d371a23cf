"""Polar: one JSON document a training session, series of samples each with their own times.

Notes
-----
Times are local, the offset from UTC stands beside them [min]; some exports write those of the route in UTC all the
same, which shows when they lie outside the exercise. Speed is in km/h, silence a bare NaN, and altitude 0 until the
watch knows better.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .. import limits
from ..errors import InputError, LimitExceeded, Malformed, UnknownFormat
from ..model import Lap
from ..model.track import Column
from .draft import Draft
from .xml.drafts import sport_of
from .xml.times import instant, to_unix

#: Series, and what they fill; `value` times the factor is SI.
_SERIES = {
    "heartRate": ("heart_rate_bpm", 1.0),
    "altitude": ("elevation_m", 1.0),
    "speed": ("speed_mps", 1 / 3.6),
    "cadence": ("cadence_spm", 1.0),
    "distance": ("distance_m", 1.0),
    "power": ("power_w", 1.0),
}
_ROUTE = "recordedRoute"
_PLACE = {"latitude": "lat_deg", "longitude": "lon_deg"}
_LAPS = (("laps", "manual"), ("autoLaps", "distance"))
_WIDEST_OFFSET_MIN = 14 * 60
#: A series that begins so much before or after its exercise [s] is told in another clock.
_SLACK_S = 300.0
#: Zeros before an altitude this near to it may well be true [m].
_SEA_LEVEL_M = 3.0

Series = tuple[Column, dict[str, Column]]
Json = Mapping[str, Any]


def read_polar(data: bytes) -> list[Draft]:
    """Return the exercises of a training session that hold samples.

    Raises
    ------
    InputError
        No JSON, no training session, or nothing in it.
    """
    document = _document(data)
    exercises = [one for one in _list(document, "exercises") if isinstance(one, dict)]
    if not exercises or not isinstance(document.get("startTime", exercises[0].get("startTime")), str):
        raise UnknownFormat(
            "unknown-format", "JSON, but no training session of Polar", hint="give a FIT, GPX or TCX file"
        )
    if len(exercises) > limits.PARTS:
        told = f"more than {limits.PARTS} exercises in one file; not read"
        raise LimitExceeded("limit-parts", told, hint="split the file", limit="PARTS")
    drafts = [draft for one in exercises if (draft := _draft(one, document)) is not None]
    if not drafts:
        raise InputError("no-points", "no exercise holds samples; nothing to judge", hint="check what was recorded")
    return drafts


def _document(data: bytes) -> Json:
    if len(data) > limits.JSON_BYTES:
        raise LimitExceeded("limit-bytes", f"JSON of more than {limits.JSON_BYTES >> 20} MiB; not read")
    try:
        document = json.loads(data)
    except RecursionError:
        raise LimitExceeded("limit-depth", "JSON that is too deep; not read") from None
    except ValueError:
        raise Malformed("json-malformed", "no well-formed JSON; nothing can be read", hint="export it again") from None
    if not isinstance(document, dict):
        raise UnknownFormat("unknown-format", "JSON, but no training session", hint="give a FIT, GPX or TCX file")
    return document


def _draft(exercise: Json, document: Json) -> Draft | None:
    offset_s = _offset_s(exercise, document)
    clock_s = float(offset_s or 0)
    start_s = _moment(exercise.get("startTime", document.get("startTime")), clock_s)
    samples = exercise.get("samples")
    holder: Json = samples if isinstance(samples, dict) else {}
    found = [*_series(holder, clock_s), *_route(holder, exercise, clock_s)]
    series = [_in_clock(one, start_s, clock_s) for one in found]
    if not series:
        return None
    utc_s = np.unique(np.concatenate([times for times, _ in series]))
    columns: dict[str, Column] = {}
    for times, values in series:
        for name, column in values.items():
            columns[name] = np.full(utc_s.size, np.nan)
            columns[name][np.searchsorted(utc_s, times)] = column
    _silence_first_altitude(columns)
    words = exercise.get("sport")
    return Draft(
        format="polar",
        utc_s=utc_s,
        columns=columns,
        sport=_sport(words if isinstance(words, str) else ""),
        device=str(document.get("deviceId") or "Polar"),
        utc_offset_s=offset_s,
        laps=tuple(_laps(exercise, start_s)),
    )


def _sport(words: str) -> str:
    sport = sport_of(words)
    return sport if sport != "unknown" else words.lower().replace("_", "-") or "unknown"


def _offset_s(exercise: Json, document: Json) -> int | None:
    minutes = _number(exercise.get("timezoneOffset", document.get("timezoneOffset")))
    return None if math.isnan(minutes) or abs(minutes) > _WIDEST_OFFSET_MIN else round(60 * minutes)


def _moment(told: object, clock_s: float) -> float:
    """Return a moment in Unix seconds, NaN where there is none; it is local unless it names its own zone."""
    found = instant(told) if isinstance(told, str) else None
    return math.nan if found is None else found - (0.0 if _has_zone(str(told)) else clock_s)


def _has_zone(text: str) -> bool:
    return text.endswith(("Z", "z")) or "+" in text[10:] or "-" in text[10:]


def _series(samples: Json, clock_s: float) -> Iterator[Series]:
    for key, (name, factor) in _SERIES.items():
        rows = [row for row in _list(samples, key) if isinstance(row, dict)]
        values = np.array([_number(row.get("value")) for row in rows], np.float64) * factor
        if np.isfinite(values).any():
            yield _timed(rows, {name: values}, clock_s)


def _route(samples: Json, exercise: Json, clock_s: float) -> Iterator[Series]:
    rows = [row for row in _list(samples, _ROUTE) or _list(exercise, _ROUTE) if isinstance(row, dict)]
    columns = {name: np.array([_number(row.get(key)) for row in rows], np.float64) for key, name in _PLACE.items()}
    if np.isfinite(columns["lat_deg"]).any():
        yield _timed(rows, columns, clock_s)


def _timed(rows: list[dict[str, Any]], columns: dict[str, Column], clock_s: float) -> Series:
    """Return times and columns of the rows that have a time."""
    texts = [row["dateTime"] if isinstance(row.get("dateTime"), str) else "" for row in rows]
    utc_s = to_unix(texts)[0]
    utc_s -= np.array([0.0 if _has_zone(text) else clock_s for text in texts])
    known = ~np.isnan(utc_s)
    return utc_s[known], {name: column[known] for name, column in columns.items()}


def _in_clock(series: Series, start_s: float, clock_s: float) -> Series:
    """Return a series in the clock of its exercise: one that was told in UTC lies off by the offset."""
    times, values = series
    if times.size and abs(times[0] - start_s) > _SLACK_S and abs(times[0] + clock_s - start_s) <= _SLACK_S:
        return times + clock_s, values
    return series


def _silence_first_altitude(columns: dict[str, Column]) -> None:
    """Silence the zeros that stand for an altitude that is not known yet."""
    elevation = columns.get("elevation_m")
    told = np.flatnonzero(np.isfinite(elevation)) if elevation is not None else np.empty(0, np.int64)
    if elevation is None or not told.size:
        return
    is_zero = elevation[told] == 0.0
    first = int(np.argmin(is_zero)) if is_zero.any() and not is_zero.all() else 0
    if abs(elevation[told[first]]) > _SEA_LEVEL_M:
        elevation[told[:first]] = np.nan


def _laps(exercise: Json, start_s: float) -> Iterator[Lap]:
    """Yield the laps, those by hand where there are any; each tells when it ended, counted from the start."""
    for key, trigger in _LAPS:
        rows = [row for row in _list(exercise, key) if isinstance(row, dict)]
        ends = [_seconds(row.get("splitTime")) for row in rows]
        if not rows or any(math.isnan(end) for end in ends) or math.isnan(start_s):
            continue
        before = 0.0
        for row, end in zip(rows, ends, strict=True):
            metres = _number(row.get("distance"))
            yield Lap(start_s + before, start_s + end, None if math.isnan(metres) else metres, trigger)
            before = end
        return


def _seconds(told: object) -> float:
    """Return an ISO duration such as `PT1H2M3.5S` in seconds, NaN where it is none."""
    text = told.upper() if isinstance(told, str) and len(told) < limits.NUMBER_CHARS else ""
    if not text.startswith("PT"):
        return math.nan
    total, number = 0.0, ""
    for character in text[2:]:
        if character in "HMS" and number:
            total += float(number) * {"H": 3600.0, "M": 60.0, "S": 1.0}[character]
            number = ""
        elif character.isdecimal() or (character == "." and "." not in number and number):
            number += character
        else:
            return math.nan
    return total if not number else math.nan


def _list(holder: Json, key: str) -> list[Any]:
    found = holder.get(key)
    return found if isinstance(found, list) else []


def _number(told: object) -> float:
    """Return a number, NaN where there is none; some exports write numbers as texts."""
    if isinstance(told, str) and len(told) <= limits.NUMBER_CHARS:
        try:
            told = float(told)
        except ValueError:
            return math.nan
    is_number = isinstance(told, (int, float)) and not isinstance(told, bool)
    try:
        value = float(told) if is_number else math.nan  # type: ignore[arg-type]
    except OverflowError:
        return math.nan
    return value if math.isfinite(value) else math.nan
