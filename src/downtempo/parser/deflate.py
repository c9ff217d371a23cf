"""Raw deflate data in memory: inflated in steps, bounded, and kept up to the damage where there is some (RFC 1951)."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from .. import limits
from ..errors import LimitExceeded

_FIRST_BYTES = 4 << 10
_SLICE_BYTES = 16 << 10
_STEP_BYTES = 1 << 20

Faster = Callable[[], Any]


def inflate_into(out: bytearray, data: bytes, at: int, most: int) -> tuple[int, str]:
    """Inflate the stream that stands at `at` of `data` into `out`; return where it ends, and what is wrong with it.

    Parameters
    ----------
    out
        Grows by what inflates; up to the damage, if there is some.
    most
        How long `out` may become.

    Returns
    -------
    tuple
        Where reading ended, and `truncated`, `malformed` or nothing.

    Raises
    ------
    LimitExceeded
        More comes out than `most`, or out of too little.
    """
    before = len(out)
    faster = _faster()
    if faster is not None:
        end = _quickly(out, data, at, most, faster)
        if end is not None:
            return end, ""
        del out[before:]
    return _carefully(out, data, at, most)


@cache
def _faster() -> tuple[Faster, type[Exception]] | None:
    """Return how isal inflates and fails, where it is installed; it knows no way to keep what stands before damage."""
    try:
        from isal import isal_zlib
    except ImportError:
        return None
    failure: type[Exception] = getattr(isal_zlib, "error")  # noqa: B009 - its stub takes the class for an instance
    return (lambda: isal_zlib.decompressobj(-zlib.MAX_WBITS)), failure


def _quickly(out: bytearray, data: bytes, at: int, most: int, faster: tuple[Faster, type[Exception]]) -> int | None:
    """Return where the stream ends, None unless all of it is sound."""
    make, fault = faster
    stream = make()
    length = _FIRST_BYTES  # a file may hold many short streams; each slice is copied
    while at < len(data):
        piece = data[at : at + length]
        at += len(piece)
        length = min(4 * length, _STEP_BYTES)
        try:
            _drain(stream, piece, out, at, most)
        except fault:
            return None
        if stream.eof:
            return at - len(stream.unused_data)
    return None


def _carefully(out: bytearray, data: bytes, at: int, most: int) -> tuple[int, str]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while at < len(data):
        piece = data[at : at + _SLICE_BYTES]
        before, saved = len(out), stream.copy()
        try:
            _drain(stream, piece, out, at + len(piece), most)
        except zlib.error:
            del out[before:]
            return at + _to_the_fault(saved, piece, out), "malformed"
        at += len(piece)
        if stream.eof:
            return at - len(stream.unused_data), ""
    return at, "truncated"


def _drain(stream: Any, piece: bytes, out: bytearray, n_in: int, most: int) -> None:
    """Add what inflates out of `piece`; `n_in` bytes have been taken with it."""
    while True:
        got = stream.decompress(piece, _STEP_BYTES)
        out += got
        piece = stream.unconsumed_tail
        if len(out) > most:
            text = f"inflates to more than {most >> 20} MiB; not read"
            raise LimitExceeded("limit-bytes", text, limit="FILE_BYTES")
        if len(out) > max(limits.INFLATE_FREE_BYTES, limits.INFLATE_RATIO * n_in):
            text = f"inflates more than {limits.INFLATE_RATIO}:1; not read"
            raise LimitExceeded("limit-expansion", text, limit="INFLATE_RATIO")
        if stream.eof or (not piece and len(got) < _STEP_BYTES):
            return


def _to_the_fault(stream: zlib._Decompress, piece: bytes, out: bytearray) -> int:
    """Inflate byte by byte, for zlib gives nothing of a piece that holds a fault; return where the fault is."""
    index = -1
    with contextlib.suppress(zlib.error):
        for index in range(len(piece)):
            out += stream.decompress(piece[index : index + 1])
    return index
