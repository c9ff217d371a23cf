"""Instants where they stand in the file, many at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.track import Column, Rows
from . import times
from .digits import Words, texts, word

_DAY_CHARS, _CLOCK_AT, _CLOCK_CHARS = 10, 11, 19
_MANY_DAYS = 1_000
_ASCII_0 = 0x30
#: For `hh:mm:ss` in eight bytes: it with zeros, the bytes of its colons, what lifts all but digits to the highest bit.
_ZEROS = word(int.from_bytes(b"00:00:00", "little"))
_COLONS = word(0x0000FF0000FF0000)
_ABOVE_9, _HIGHEST = word(0x7676767676767676), word(0x8080808080808080)
_NONE, _BYTE, _BYTE_BITS, _TWO, _TWO_BITS = word(0), word(0xFF), word(8), word(0xFFFF), word(16)
_T, _TEN, _MINUTE_S, _HOUR_S = word(ord("T")), word(10), word(60), word(3600)
#: Where the hour, the minute and the second begin.
_PLACES = word(0), word(24), word(48)
_LONGEST = 32
#: Up to here sums of microseconds are exact, which is 285 years from 1970 on.
_EXACT_MICRO = 2.0**53


def instants_at(body: bytes, words: Words, starts: Rows, stops: Rows) -> tuple[Column, Rows, int | None]:
    """Return the instants between `starts` and `stops`, as `to_unix` would from their texts, bit by bit.

    Eight bytes must follow every stop. One text that is unlike the others sends all of them to `to_unix`.
    """
    found = _alike(body, words, starts, stops) if starts.size else None
    if found is None:
        return times.to_unix(texts(body, starts, stops))
    return found[0], np.empty(0, np.int64), found[1]


def _alike(body: bytes, words: Words, starts: Rows, stops: Rows) -> tuple[Column, int | None] | None:
    lengths = stops - starts
    shortest, longest = int(lengths.min()), int(lengths.max())
    if shortest < _CLOCK_CHARS or longest > _LONGEST:
        return None
    first, second = words[starts], words[starts + 8]
    days = _days(body, starts, first, second & _TWO)
    clocks = _clocks(words[starts + _CLOCK_AT], (second >> _TWO_BITS & _BYTE) == _T)
    if shortest == longest:
        suffixes, offset = _of_one_length(body, starts + _CLOCK_CHARS, shortest - _CLOCK_CHARS)
    else:
        suffixes, offset = _suffixes(body, starts + _CLOCK_CHARS, lengths - _CLOCK_CHARS)
    micros = days + clocks + suffixes
    if not (np.abs(micros) < _EXACT_MICRO).all():
        return None
    return micros / times.MICRO, offset or None


def _days(body: bytes, starts: Rows, first: Words, last: Words) -> Column | float:
    """Return the microseconds of each date; every date is read once as long as it lasts."""
    if (first == first[0]).all() and (last == last[0]).all():
        return float(times.of_day(texts(body, starts[:1], starts[:1] + _DAY_CHARS)[0]))
    is_new = np.ones(starts.size, bool)
    is_new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    rows = np.flatnonzero(is_new)
    if rows.size > _MANY_DAYS:
        return np.full(starts.size, np.nan)
    days = [times.of_day(text) for text in texts(body, starts[rows], starts[rows] + _DAY_CHARS)]
    return np.repeat(np.array(days, np.float64), np.diff(np.append(rows, starts.size)))


def _clocks(words: Words, follows_day: NDArray[np.bool_]) -> Column:
    """Return the microseconds of `hh:mm:ss`, NaN where it is something else or follows no day.

    All pairs of digits are added up at once: ten times each digit, and the one behind it.
    """
    digits = words ^ _ZEROS
    is_clock = follows_day & ((((digits + _ABOVE_9) | digits) & _HIGHEST | digits & _COLONS) == _NONE)
    pairs = digits * _TEN + (digits >> _BYTE_BITS)
    hour, minute, second = (pairs >> place & _BYTE for place in _PLACES)
    is_clock &= (hour < 24) & (minute < 60) & (second < 61)
    seconds = hour * _HOUR_S + minute * _MINUTE_S + second
    return np.where(is_clock, seconds.astype(np.float64) * times.MICRO, np.nan)


def _suffixes(body: bytes, starts: Rows, lengths: Rows) -> tuple[Column, int | None]:
    """Return the microseconds that fraction and zone add, NaN where they are something else, and the first offset."""
    micros = np.zeros(starts.size)
    told: list[tuple[int, int]] = []
    for length in np.flatnonzero(np.bincount(lengths)).tolist():
        rows = np.flatnonzero(lengths == length)
        micros[rows], offset = _of_one_length(body, starts[rows], length)
        if offset:
            told.append((int(rows[0]), offset))
    return micros, min(told)[1] if told else None


def _of_one_length(body: bytes, starts: Rows, length: int) -> tuple[Column | float, int | None]:
    if not length:
        return 0.0, None
    chars = np.ndarray((len(body) - length + 1,), f"V{length}", body, 0, (1,))[starts]
    text = chars[0].tobytes()
    if chars.tobytes() == text * starts.size:
        suffix = text.decode("latin-1")
        return times.of_suffix(suffix), times.zone(suffix)
    n_zone = 1 if text.endswith(b"Z") else 6 if text[-6:-5] in {b"+", b"-"} else 0
    table = chars.view(np.uint8).reshape(starts.size, length)
    fraction, zone = table[:, : length - n_zone], table[:, length - n_zone :]
    if not (zone == zone[0]).all():
        return np.nan, None
    suffix = zone[0].tobytes().decode("latin-1")
    return _fractions(fraction) + times.of_suffix(suffix), times.zone(suffix)


def _fractions(chars: NDArray[np.uint8]) -> Column:
    """Return the microseconds of `.123`, NaN where a row is something else."""
    digits = chars[:, 1:] - np.uint8(_ASCII_0)
    is_fraction = np.isin(chars[:, 0], (ord("."), ord(","))) & (digits < 10).all(axis=1) & (digits.shape[1] > 0)
    n = min(digits.shape[1], 6)
    micros = digits[:, :n] @ 10.0 ** np.arange(5, 5 - n, -1)
    return np.where(is_fraction, micros, np.nan)
