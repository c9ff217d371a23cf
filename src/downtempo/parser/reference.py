"""The reference decoders: fitparse for FIT, gpxpy for GPX, ElementTree for TCX. Slower, and only for comparison."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import numpy as np

from ..errors import Malformed
from ..model import Note
from ..units import SEMICIRCLE_DEG
from .draft import Draft
from .fit.drafts import by_session
from .fit.summary import Session
from .notes import note
from .sniff import sniff
from .xml import read_xml
from .xml.drafts import sport_of
from .xml.guard import admit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: What the decoders raise on damage, beside their own errors.
_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError, struct.error,
)  # fmt: skip
#: Column to field names of fitparse, the better one first.
_FIT_FIELDS: dict[str, tuple[str, ...]] = {
    "lat_deg": ("position_lat",),
    "lon_deg": ("position_long",),
    "distance_m": ("distance",),
    "elevation_m": ("enhanced_altitude", "altitude"),
    "speed_mps": ("enhanced_speed", "speed"),
    "heart_rate_bpm": ("heart_rate",),
    "cadence_spm": ("cadence",),
    "power_w": ("power",),
}
_XML_FIELDS = {
    "ele": "elevation_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "cad": "cadence_spm",
    "cadence": "cadence_spm",
    "runcadence": "cadence_spm",
    "power": "power_w",
    "powerinwatts": "power_w",
    "watts": "power_w",
    "speed": "speed_mps",
    "altitudemeters": "elevation_m",
    "distancemeters": "distance_m",
    "latitudedegrees": "lat_deg",
    "longitudedegrees": "lon_deg",
    "value": "heart_rate_bpm",
}

Row = dict[str, float]


def read_reference(data: bytes) -> list[Draft]:
    """Read a FIT, GPX or TCX file with the reference decoder of its format.

    Raises
    ------
    InputError
        No recording, or nothing that the decoder could read.

    Notes
    -----
    What a decoder raises in mid-file ends the reading there; the rows before are kept and a note says so.
    """
    if sniff(data) == "fit":
        return _fit(data)
    read_xml(data)
    document = admit(data)
    return _gpx(document.body) if document.root == "gpx" else _tcx(document.body)


def _fit(data: bytes) -> list[Draft]:
    import fitparse

    rows: list[Row] = []
    sessions: list[Session] = []
    notes: tuple[Note, ...] = ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for message in fitparse.FitFile(io.BytesIO(data), check_crc=False).get_messages():
                if message.name == "record":
                    rows.append(_fit_row(message))
                elif message.name == "session":
                    sessions.append(_fit_session(message))
    except (fitparse.FitParseError, *_FAILURES) as error:
        notes = (_ended(error, len(rows)),)
    if not rows:
        raise Malformed("reference-failed", "fitparse found no records; nothing to compare")
    whole = replace(_draft("fit", rows, (), "unknown"), notes=notes)
    return list(by_session(whole, sorted(sessions, key=lambda session: session.start_s)))


def _fit_row(message: Any) -> Row:
    row: Row = {}
    native = {field.name: field.value for field in message.fields if not _is_developer(field)}
    if isinstance(native.get("timestamp"), datetime):
        row["utc_s"] = _unix(native["timestamp"])
    for name, choices in _FIT_FIELDS.items():
        value = next((native[one] for one in choices if _is_number(native.get(one))), None)
        if value is not None:
            row[name] = value * SEMICIRCLE_DEG if name in ("lat_deg", "lon_deg") else float(value)
    if "cadence_spm" in row and _is_number(native.get("fractional_cadence")):
        row["cadence_spm"] += float(native["fractional_cadence"])
    return row


def _fit_session(message: Any) -> Session:
    start, sport = message.get_value("start_time"), message.get_value("sport")
    name = sport.replace("_", "-") if isinstance(sport, str) and sport != "generic" else "unknown"
    return Session(_unix(start) if isinstance(start, datetime) else np.nan, name, None)


def _is_developer(field: Any) -> bool:
    return field.field_def is not None and hasattr(field.field_def, "dev_data_index")


def _gpx(body: bytes) -> list[Draft]:
    import gpxpy
    import gpxpy.gpx

    try:
        found = gpxpy.parse(body)
    except (gpxpy.gpx.GPXException, *_FAILURES) as error:
        raise Malformed("reference-failed", f"gpxpy: {type(error).__name__}; nothing to compare") from error
    drafts = []
    for track in found.tracks:
        rows: list[Row] = []
        breaks: list[int] = []
        for segment in track.segments:
            breaks.append(len(rows))
            rows += map(_gpx_row, segment.points)
        drafts.append(_draft("gpx", rows, breaks, sport_of(track.type or "")))
    return [draft for draft in drafts if draft.utc_s.size]


def _gpx_row(point: Any) -> Row:
    row: Row = {"lat_deg": point.latitude, "lon_deg": point.longitude}
    if point.time is not None:
        row["utc_s"] = _unix(point.time)
    row.update(_leaves(element for extension in point.extensions for element in extension.iter()))
    told = {"elevation_m": point.elevation, "speed_mps": point.speed}
    return row | {name: value for name, value in told.items() if value is not None}


def _tcx(body: bytes) -> list[Draft]:
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - behind the guard
    except (ElementTree.ParseError, *_FAILURES) as error:
        raise Malformed("reference-failed", f"ElementTree: {type(error).__name__}; nothing to compare") from error
    drafts = []
    for activity in _named(root, "Activity"):
        rows: list[Row] = []
        breaks: list[int] = []
        for part in _named(activity, "Track"):
            breaks.append(len(rows))
            rows += [_tcx_row(point) for point in _named(part, "Trackpoint")]
        drafts.append(_draft("tcx", rows, breaks, sport_of(activity.get("Sport", ""))))
    return [draft for draft in drafts if draft.utc_s.size]


def _tcx_row(point: ElementTree.Element) -> Row:
    row = _leaves(point.iter())
    for element in _named(point, "Time"):
        try:
            row["utc_s"] = _unix(datetime.fromisoformat((element.text or "").strip()))
        except (ValueError, OverflowError):
            continue
    return row


def _named(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (one for one in element.iter() if _local(one) == name)


def _leaves(elements: Iterable[Any]) -> Row:
    row: Row = {}
    for element in elements:
        name = _XML_FIELDS.get(_local(element).lower())
        if name is None or not (element.text or "").strip():
            continue
        try:
            row[name] = float(element.text)
        except ValueError:
            continue
    return row


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _draft(format_name: str, rows: Sequence[Mapping[str, float]], breaks: Sequence[int], sport: str) -> Draft:
    names = sorted({name for row in rows for name in row} - {"utc_s"})
    columns = {name: np.array([row.get(name, np.nan) for row in rows], np.float64) for name in names}
    utc_s = np.array([row.get("utc_s", np.nan) for row in rows], np.float64)
    return Draft(format=format_name, utc_s=utc_s, columns=columns, breaks=breaks, sport=sport, points=len(rows))


def _unix(when: datetime) -> float:
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _ended(error: BaseException, n_rows: int) -> Note:
    text = f"fitparse stops with {type(error).__name__}; the {n_rows} records before are kept"
    return note("reference-failed", "error", text)
