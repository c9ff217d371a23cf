"""The checksum of FIT: CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, reflected, starting at 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint16]

_REFLECTED = 0xA001
#: x to this power is 1 modulo the polynomial, (x + 1)(x^15 + x + 1): the second factor is primitive, so its order is
#: 2^15 - 1. Blocks that lie this many bytes (hence bits times 8) apart weigh the same and may be added first.
_PERIOD_BYTES = 32_767


def crc16(data: bytes | memoryview) -> int:
    """Return the checksum of `data`; over a part with its own checksum at the end it is 0."""
    faster = _faster()
    return folded(data) if faster is None else faster(bytes(data))


@cache
def _faster() -> Callable[[bytes], int] | None:
    """Return the checksum of the extra `fast`, where it is installed."""
    try:
        from fastcrc import crc16 as compiled
    except ImportError:
        return None
    faster: Callable[[bytes], int] = compiled.arc
    return faster


def folded(data: bytes | memoryview) -> int:
    """Return the checksum of `data`, by numpy alone.

    Notes
    -----
    Linear over GF(2): zero bytes in front do not count, blocks one period apart are added, then neighbouring words
    are merged, the left one first moved on by the length of the right one, until one word is left.
    """
    words = _folded(np.frombuffer(data, np.uint8))
    for table in _tables():
        if words.size <= 1:
            break
        if words.size % 2:
            words = np.concatenate((np.zeros(1, np.uint16), words))
        words = table.take(words[::2]) ^ words[1::2]
    return int(_two_bytes()[words[0]]) if words.size else 0


def _folded(octets: NDArray[np.uint8]) -> Table:
    """Add up the blocks one period apart, aligned at the end; return little-endian words."""
    if octets.size > _PERIOD_BYTES:
        whole = octets.size % _PERIOD_BYTES
        blocks = octets[whole:].reshape(-1, _PERIOD_BYTES)
        total = np.bitwise_xor.reduce(blocks, axis=0)
        total[_PERIOD_BYTES - whole :] ^= octets[:whole]
        octets = total
    if octets.size % 2:
        octets = np.concatenate((np.zeros(1, np.uint8), octets))
    return octets.view("<u2")


@cache
def _two_bytes() -> Table:
    """Return what becomes of each state when 16 zero bits follow."""
    state = np.arange(1 << 16, dtype=np.uint16)
    for _ in range(16):
        state = (state >> np.uint16(1)) ^ np.where(state & np.uint16(1), np.uint16(_REFLECTED), np.uint16(0))
    return state


_MOVES: list[Table] = []


def _tables() -> Iterator[Table]:
    """Yield what becomes of each state when 1, 2, 4 ... words of zeros follow, made when first needed."""
    level = 0
    while True:
        if level == len(_MOVES):
            _MOVES.append(_two_bytes() if not level else _MOVES[-1][_MOVES[-1]])
        yield _MOVES[level]
        level += 1
