"""How many records of a file are whole before each of its bytes, told without our readers."""

from __future__ import annotations

import io
import re
import zlib
from bisect import bisect_right
from dataclasses import dataclass

import fitdecode

from downtempo.parser.sniff import sniff

_CLOSED = re.compile(rb"</(?:\w+:)?(?:trkpt|Trackpoint)\s*>|<(?:\w+:)?trkpt\s[^<>]*/>")
_RECORD = 20


@dataclass(frozen=True)
class WholeRecords:
    """Where each record, or point, of a file stops."""

    stops: tuple[int, ...]

    def before(self, n: int) -> int:
        """Return how many stop within the first `n` bytes."""
        return bisect_right(self.stops, n)


def whole_records(data: bytes) -> WholeRecords:
    """Return where the records of a sound FIT, GPX or TCX file stop."""
    if sniff(data) == "fit":
        return WholeRecords(tuple(_fit_stops(data)))
    return WholeRecords(tuple(found.end() for found in _CLOSED.finditer(data)))


def _fit_stops(data: bytes) -> list[int]:
    with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.DISABLED, keep_raw_chunks=True) as frames:
        return [
            frame.chunk.offset + len(frame.chunk.bytes)
            for frame in frames
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.global_mesg_num == _RECORD
        ]


def inflated_lengths(packed: bytes) -> list[int]:
    """Return for each number of bytes of a gzip file how many inflate out of them."""
    stream, out = zlib.decompressobj(31), [0]
    for at in range(len(packed)):
        out.append(out[-1] + len(stream.decompress(packed[at : at + 1])))
    return out
