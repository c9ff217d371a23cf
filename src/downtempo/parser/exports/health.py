"""An Apple Health document, streamed: gigabytes of records, of which workouts and heart rates are kept."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import field
from xml.parsers import expat

import numpy as np

from ... import limits
from ...dataclass import dataclass
from ...errors import Forbidden, InputError, LimitExceeded, Malformed, Truncated, UnknownFormat
from ...model.track import Column
from ..hints import Workout
from ..xml.drafts import sport_of
from ..xml.guard import health_prolog
from ..xml.numbers import number
from ..xml.times import to_unix

_HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
_ACTIVITY = "HKWorkoutActivityType"
_SLICE_BYTES = 256 << 10
_HEAD_BYTES = 64 << 10
_BATCH = 10_000
_HINT = "export it again"

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Health:
    """Workouts, heart rates in rising time, how many workouts have no route, and why reading ended early, if it did."""

    workouts: tuple[Workout, ...]
    beat_utc_s: Column
    beat_bpm: Column
    n_without_route: int
    fault: InputError | None = None


def read_health(pieces: Iterable[bytes]) -> Health:
    """Read a health document piece by piece; memory grows with its heart rates alone.

    What stands before damage is kept; the fault tells of it.

    Raises
    ------
    UnknownFormat
        It is no health document.
    """
    found = _Found()
    try:
        _feed(found, pieces)
        found.settle()
    except UnknownFormat:
        raise
    except InputError as error:
        with contextlib.suppress(LimitExceeded):
            found.settle()
        return found.health(error)
    return found.health(None)


def _feed(found: _Found, pieces: Iterable[bytes]) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.StartDoctypeDeclHandler = _refuse_type
    fed = 0
    try:
        for piece in _slices(pieces):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed > limits.HEALTH_BYTES:
                text = f"more than {limits.HEALTH_BYTES >> 30} GiB; not read"
                raise LimitExceeded("limit-bytes", text, limit="HEALTH_BYTES")
            if fed - parser.CurrentByteIndex > limits.XML_TOKEN_BYTES:
                text = f"one tag is longer than {limits.XML_TOKEN_BYTES >> 10} KiB; not read"
                raise LimitExceeded("limit-token", text, hint=_HINT, limit="XML_TOKEN_BYTES")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        text = f"not well-formed ({expat.ErrorString(error.code)}); sports and heart rates behind are not known"
        raise Malformed("xml-malformed", text, hint=_HINT) from None


def _slices(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the document in slices, the first one without its document type."""
    source = iter(pieces)
    head = b""
    for piece in source:
        head += piece
        if len(head) >= limits.XML_DTD_BYTES + _HEAD_BYTES:
            break
    if not head:
        raise Truncated("empty-file", "the file is empty", hint=_HINT)
    yield from _cut(health_prolog(head))
    for piece in source:
        yield from _cut(piece)


def _cut(piece: bytes) -> Iterator[bytes]:
    return (piece[at : at + _SLICE_BYTES] for at in range(0, len(piece), _SLICE_BYTES))


def _refuse_type(*_declared: object) -> None:
    raise Forbidden("xml-dtd", "a document type where none may stand; refused")


@dataclass(slots=True, eq=False)
class _Found:
    """What was read so far; times as they stand in the file until enough of them are together."""

    depth: int = 0
    workouts: list[Attributes] = field(default_factory=list)
    has_route: list[bool] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    beat_utc_s: array[float] = field(default_factory=lambda: array("d"))
    beat_bpm: array[float] = field(default_factory=lambda: array("d"))

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element in."""
        self.depth += 1
        if self.depth > limits.XML_DEPTH or len(attributes) > limits.XML_ATTRIBUTES:
            text = "elements that are too deep or too wide; not read"
            raise LimitExceeded("limit-depth", text, limit="XML_DEPTH")
        if name == "Record":
            if attributes.get("type") == _HEART_RATE:
                self.beat(attributes.get("startDate", ""), attributes.get("value", ""))
        elif name == "Workout":
            self.workouts.append(attributes)
            self.has_route.append(False)
        elif name == "WorkoutRoute" and self.has_route:
            self.has_route[-1] = True

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.depth -= 1

    def beat(self, time: str, value: str) -> None:
        """Keep a heart rate."""
        bpm = number(value)
        if bpm is None or not bpm > 0.0:
            return
        self.times.append(_plain(time))
        self.values.append(bpm)
        if len(self.times) == _BATCH:
            self.settle()

    def settle(self) -> None:
        """Turn the times kept as text into numbers."""
        if len(self.beat_bpm) + len(self.times) > limits.POINTS:
            raise LimitExceeded("limit-points", f"more than {limits.POINTS} heart rates; not read", limit="POINTS")
        self.beat_utc_s.extend(to_unix(self.times)[0].tolist())
        self.beat_bpm.extend(self.values)
        self.times.clear()
        self.values.clear()

    def health(self, fault: InputError | None) -> Health:
        """Return everything that was settled, heart rates in rising time and only those with one."""
        utc_s, bpm = np.array(self.beat_utc_s), np.array(self.beat_bpm)
        known = np.flatnonzero(~np.isnan(utc_s))
        rising = known[np.argsort(utc_s[known], kind="stable")]
        workouts = tuple(workout for one in self.workouts if (workout := _workout(one)) is not None)
        return Health(workouts, utc_s[rising], bpm[rising], self.has_route.count(False), fault)


def _workout(attributes: Attributes) -> Workout | None:
    times = [_plain(attributes.get(name, "")) for name in ("startDate", "endDate")]
    start_s, stop_s = to_unix(times)[0].tolist()
    if not start_s <= stop_s:
        return None
    words = attributes.get("workoutActivityType", "").removeprefix(_ACTIVITY)
    sport = sport_of(words)
    return Workout(start_s, stop_s, words.lower() if sport == "unknown" and words not in ("", "Other") else sport)


def _plain(time: str) -> str:
    """Return `2026-10-04 06:12:03 +0200` without the blank before its zone, as other formats write it."""
    return time[:19] + time[20:] if time[19:20] == " " else time
