"""Numbers and instants where they stand in the file, many at a time; what is out of the ordinary is left to others.

Eight characters are taken as one 64-bit word and their digits added up in three multiplications (D. Lemire, "Number
parsing at a gigabyte per second", 2021, describes the trick).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...model.track import Column, Rows
from .numbers import to_float

Words = NDArray[np.uint64]


def word(number: int) -> Words:
    """Return a word that stands beside arrays of them: without an axis it needs no turning into one at every use."""
    return np.array(number, np.uint64)


_ZEROS = word(0x3030303030303030)
_ONES = word(0x0101010101010101)
_HIGH = word(0x8080808080808080)
#: What lifts all but digits, once they are less by their zeros, to the highest bit.
_ABOVE_9 = word(0x7676767676767676)
_NONE = word(0)
_POINTS = word(int.from_bytes(8 * b".", "little"))
_MINUS = word(ord("-"))
_BYTE, _BYTE_BITS, _TOP_BYTE = word(0xFF), word(8), word(56)
_ONE, _SEVEN = word(1), word(7)
#: What makes of eight digits four pairs, of those two fours, and of those one number: masks, factors, shifts.
_PAIR, _PAIR_BITS = word(2561), word(8)
_PAIRS, _FOUR, _FOUR_BITS = word(0x00FF00FF00FF00FF), word(6_553_601), word(16)
_FOURS, _EIGHT, _EIGHT_BITS = word(0x0000FFFF0000FFFF), word(42_949_672_960_001), word(32)
#: For k characters of a word: what shifts them to its end, and the zeros that go in front of them or behind.
_SHIFTS = np.array([0] + [8 * (8 - k) for k in range(1, 9)], np.uint64)
_BEFORE = np.array([0x3030303030303030 >> 8 * k for k in range(8)] + [0], np.uint64)
_BEHIND = np.array([0x3030303030303030 << 8 * k & (1 << 64) - 1 for k in range(8)] + [0], np.uint64)
_KEPT = np.array([(1 << 8 * k) - 1 for k in range(9)], np.uint64)
_E8 = 1e8
_LONGEST_FRACTION = 32
#: Up to here doubles count every whole number; so many digits more than eight leave room for some before the point.
_EXACT = 2.0**53
_FEW = 5


def words_of(body: bytes) -> Words:
    """Return a view of the eight bytes from each byte of `body` on, as little-endian words."""
    return np.ndarray((len(body) - 7,), "<u8", body, 0, (1,))


def texts(body: bytes, starts: Rows, stops: Rows) -> list[str]:
    """Return what stands between `starts` and `stops`; half a character becomes a mark of replacement."""
    return [body[a:b].decode(errors="replace") for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]


def numbers_at(body: bytes, words: Words, starts: Rows, stops: Rows) -> tuple[Column, Rows]:
    """Return the numbers between `starts` and `stops`, as `to_float` would from their texts, bit by bit.

    Eight bytes must follow every stop.
    """
    values, is_sure = _decimals(words, starts, stops)
    if is_sure.all():
        return values, np.empty(0, np.int64)
    rows = np.flatnonzero(~is_sure)
    values[rows], bad = to_float(texts(body, starts[rows], stops[rows]))
    return values, rows[bad]


def _decimals(words: Words, starts: Rows, stops: Rows) -> tuple[Column, NDArray[np.bool_]]:
    """Return numbers of the form `-12.345` and which of them are right to the last bit."""
    head = words[starts]
    is_negative = (head & _BYTE) == _MINUS
    has_signs = bool(is_negative.any())
    if has_signs:
        starts = starts + is_negative
        head = np.where(is_negative, head >> _BYTE_BITS, head)
    lengths = stops - starts
    n_whole = np.minimum(_point_in(head), lengths)
    n_fraction = lengths - n_whole - 1
    longest = int(n_fraction.max(initial=0))
    head <<= _SHIFTS[n_whole]
    head |= _BEFORE[n_whole]
    whole, is_sure = _eight(head)
    is_sure &= (n_whole > 0) & (n_whole < 8)
    values = whole
    if longest > 0:
        values, is_exact = _with_fraction(words, whole, starts + n_whole + 1, stops, n_fraction, longest)
        is_sure &= is_exact
    return np.where(is_negative, -values, values) if has_signs else values, is_sure


def _with_fraction(
    words: Words, whole: Column, at: Rows, stops: Rows, n_fraction: Rows, longest: int
) -> tuple[Column, NDArray[np.bool_]]:
    n_left = np.maximum(n_fraction, 0)
    is_sure = n_left <= _LONGEST_FRACTION
    here = np.minimum(n_left, 8)
    value, is_number = _behind(words, np.minimum(at, stops), here)
    is_sure &= is_number
    ten_to_minus_8 = whole * _E8 + value
    values = ten_to_minus_8 / _E8
    if longest <= 8:
        return values, is_sure
    n_left -= here
    rows = np.flatnonzero(n_left)
    more, is_exact = _longer(words, ten_to_minus_8[rows], at[rows] + 8, n_left[rows], longest - 8)
    values[rows] = more
    is_sure[rows] &= is_exact
    return values, is_sure


def _longer(
    words: Words, ten_to_minus_8: Column, at: Rows, n_left: Rows, longest: int
) -> tuple[Column, NDArray[np.bool_]]:
    """Return numbers with more than eight digits behind the point, `n_left` more of which begin at `at`."""
    first, is_sure = _behind(words, at, np.minimum(n_left, 8))
    eights = [first]
    for k in range(8, min(longest, _LONGEST_FRACTION - 8), 8):
        rows = np.flatnonzero(n_left > k)
        value, is_number = _behind(words, at[rows] + k, np.minimum(n_left[rows] - k, 8))
        is_sure[rows] &= is_number
        eights.append(np.zeros(at.size))
        eights[-1][rows] = value
    if longest <= _FEW and float(ten_to_minus_8.max()) < _EXACT / 10.0**longest:
        # All digits together are a whole number that a double holds: one division, rounded once.
        digits = ten_to_minus_8 * 10.0**longest + eights[0] / 10.0 ** (8 - longest)
        return digits / 10.0 ** (8 + longest), is_sure
    value, is_exact = _rounded(ten_to_minus_8, eights)
    return value, is_sure & is_exact


def _behind(words: Words, at: Rows, n: Rows) -> tuple[Column, NDArray[np.bool_]]:
    """Return the number that up to eight digits behind a point make, as many 10^-8 of what they stand for."""
    digits = words[at]
    digits &= _KEPT[n]
    digits |= _BEHIND[n]
    return _eight(digits)


def _rounded(ten_to_minus_8: Column, more: Sequence[Column]) -> tuple[Column, NDArray[np.bool_]]:
    """Divide by 10^8 and add the digits behind; say where the outcome is sure to be the nearest double.

    Notes
    -----
    The first sixteen digits are exact in a double, and so their quotient is rounded once. What the division leaves
    over is exact too (T. J. Dekker, "A floating-point technique for extending the available precision", 1971); with
    the digits behind it makes a correction, and only one close to a tie can be rounded wrong.
    """
    quotient = ten_to_minus_8 / _E8
    tail = np.zeros(quotient.size)
    for eight in reversed(more):
        tail = (tail + eight) / _E8
    correction = (_left_over(ten_to_minus_8, quotient) + tail) / _E8
    value = quotient + correction
    half = np.spacing(value) / 2.0
    added = value - quotient
    lost = np.abs((quotient - (value - added)) + (correction - added))
    doubt = np.abs(correction) * 2.0**-45
    is_sure = (np.abs(lost - half) > doubt) & (np.abs(lost - half / 2.0) > doubt)
    return value, is_sure | (correction == 0.0)


def _left_over(dividend: Column, quotient: Column) -> Column:
    """Return `dividend - quotient * 1e8` without error."""
    high = quotient * 134_217_729.0
    high = high - (high - quotient)
    low = quotient - high
    product = quotient * _E8
    # 10^8 has 27 bits less 8 zeros: its products with both halves are exact.
    return (dividend - product) - ((high * _E8 - product) + low * _E8)


def _point_in(words: Words) -> Rows:
    """Return the index of the first point in each word, 8 if there is none."""
    found = words ^ _POINTS
    rest = ~found
    found -= _ONES
    found &= rest
    found &= _HIGH
    np.subtract(found, _ONE, out=rest)
    rest &= ~found
    rest &= _HIGH
    rest >>= _SEVEN
    rest *= _ONES
    rest >>= _TOP_BYTE
    return rest.astype(np.int64)


def _eight(words: Words) -> tuple[Column, NDArray[np.bool_]]:
    """Return the number that eight characters make, and whether all of them are digits; uses up the words.

    Each step works in place: what it saves in new arrays is a third of the time.
    """
    words ^= _ZEROS
    above = words + _ABOVE_9
    above |= words
    above &= _HIGH
    words *= _PAIR
    words >>= _PAIR_BITS
    words &= _PAIRS
    words *= _FOUR
    words >>= _FOUR_BITS
    words &= _FOURS
    words *= _EIGHT
    words >>= _EIGHT_BITS
    return words.astype(np.float64), above == _NONE
