"""The messages of a walk, and three ways to read them: singly, as columns, as times."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dataclass import dataclass
from ...model.track import Column, Rows
from .definitions import Definition
from .profile import TIME

Kinds = NDArray[np.uint8] | NDArray[np.uint32]
Value = int | float | bytes
#: Messages of one kind: definition, buffer, offset of the first payload, stride, count.
Piece = tuple[Definition, bytes | NDArray[np.void], int, int, int]
#: Where values stand: offset in the payload, numpy type, and the bits that mean silence.
Place = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """What a walk found: for each message its header byte, its kind and where it stops.

    `kinds` are indices into `definitions`, where None stands for what is no data message. `by_number` gives the kinds
    of each global message number.
    """

    data: bytes
    heads: NDArray[np.uint8]
    kinds: Kinds
    stops: Rows
    definitions: tuple[Definition | None, ...]
    by_number: dict[int, list[int]]

    @classmethod
    def of(
        cls,
        data: bytes,
        heads: NDArray[np.uint8],
        kinds: Kinds,
        stops: Rows,
        definitions: tuple[Definition | None, ...],
    ) -> Messages:
        """Index the definitions by their number."""
        by_number: dict[int, list[int]] = {}
        for kind, one in enumerate(definitions):
            if one is not None:
                by_number.setdefault(one.number, []).append(kind)
        return cls(data, heads, kinds, stops, definitions, by_number)


def indices(found: Messages, number: int) -> Rows:
    """Return which messages have the global `number`, in file order."""
    kinds = found.by_number.get(number, [])
    if len(kinds) == 1:
        return np.flatnonzero(found.kinds == kinds[0])
    wanted = np.zeros(len(found.definitions), bool)
    wanted[kinds] = True
    return np.flatnonzero(wanted[found.kinds]) if kinds else np.empty(0, np.int64)


def singly(found: Messages, number: int, at_most: int = 50_000) -> Iterator[dict[int, Value]]:
    """Yield the wanted fields of each message of the global `number`; silent ones are absent."""
    if number not in found.by_number:
        return
    rows = indices(found, number)[:at_most]
    for kind, stop in zip(found.kinds[rows].tolist(), found.stops[rows].tolist(), strict=True):
        one = found.definitions[kind]
        assert one is not None
        values = one.reader.unpack_from(found.data, stop - one.size)
        yield {
            key: value
            for (key, invalid), value in zip(one.read_fields, values, strict=True)
            if value != invalid and value == value
        }


def whole_of(one: Mapping[int, Value], key: int, default: int = -1) -> int:
    """Return a field that is a whole number, `default` where it is silent or something else."""
    value = one.get(key, default)
    return value if isinstance(value, int) else default


def text_of(one: Mapping[int, Value], key: int) -> str:
    """Return a field that is text, up to its first zero byte; empty where it is silent or something else."""
    value = one.get(key)
    return value.partition(b"\0")[0].decode("utf-8", "replace").strip() if isinstance(value, bytes) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """All messages of one global number, `rows` of the file. `order` sorts the joined pieces into file order."""

    rows: Rows
    pieces: tuple[Piece, ...]
    order: Rows | None


def block(found: Messages, number: int) -> Block | None:
    """Collect the messages of a global number; None where there are none."""
    each = [(kind, np.flatnonzero(found.kinds == kind)) for kind in found.by_number.get(number, ())]
    each = [(kind, rows) for kind, rows in each if rows.size]
    if not each:
        return None
    pieces: list[Piece] = []
    for kind, rows in each:
        one = found.definitions[kind]
        assert one is not None
        pieces.append((one, *_payloads(found.data, found.stops[rows] - one.size, one.size)))
    if len(each) == 1:
        return Block(each[0][1], tuple(pieces), None)
    joined = np.concatenate([rows for _, rows in each])
    rank = np.zeros(found.kinds.size, np.int64)
    rank[joined] = 1
    rows = np.flatnonzero(rank)
    order = np.empty(joined.size, np.int64)
    order[np.cumsum(rank).take(joined) - 1] = np.arange(joined.size)
    return Block(rows, tuple(pieces), order)


def _payloads(data: bytes, starts: Rows, size: int) -> tuple[bytes | NDArray[np.void], int, int, int]:
    """Return a buffer, offset, stride and count through which equally long payloads can be read as columns.

    Neighbours are read in place. Others are copied through a window over every byte of the file, one item per message.
    """
    first, n = int(starts[0]), starts.size
    if int(starts[-1]) - first == (size + 1) * (n - 1) or not size:
        return data, first, size + 1, n
    window = np.ndarray((len(data) - size + 1,), f"V{size}", data, 0, (1,))
    return window[starts], 0, size, n


def column(found: Block, number: int, width: int = 1) -> Column | None:
    """Return the raw values of a field, NaN where silent; None where no message has it in `width` bytes or more.

    Of an array the first value counts. The result is the caller's own.
    """
    return values(found, [_place(one, number, width) for one, *_ in found.pieces])


def octets(found: Block, number: int, count: int) -> NDArray[np.uint8] | None:
    """Return (n, count) bytes of a field that is exactly so long, all ones where it is absent; None if it always is."""
    pieces, is_there = [], False
    for one, buffer, offset, stride, n in found.pieces:
        field = one.fields.get(number)
        if field is None or field.size != count:
            pieces.append(np.full((n, count), 0xFF, np.uint8))
            continue
        is_there = True
        pieces.append(np.ndarray((n, count), np.uint8, buffer, offset + field.offset, (stride, 1)))
    together = np.concatenate(pieces)
    return (together if found.order is None else together[found.order]) if is_there else None


def values(found: Block, places: list[Place | None]) -> Column | None:
    """Return the values that stand at one place in each kind of message, NaN where silent or absent."""
    kinds = {place[1:] for place in places if place}
    if not kinds:
        return None
    pieces = list(zip(found.pieces, places, strict=True))
    if len(kinds) == 1:
        kind, invalid = kinds.pop()
        absent = math.nan if invalid is None else invalid
        raw = [_raw(piece, place) if place else np.full(piece[4], absent, kind) for piece, place in pieces]
        out = _told(raw[0] if len(raw) == 1 else np.concatenate(raw), invalid)
    else:
        each = [
            _told(_raw(piece, place), place[2]) if place else np.full(piece[4], math.nan) for piece, place in pieces
        ]
        out = np.concatenate(each)
    return out if found.order is None else out.take(found.order)


def _place(one: Definition, number: int, width: int) -> Place | None:
    field = one.fields.get(number)
    if field is None or field.base.letter == "s" or field.base.width < width:
        return None
    return field.offset, one.order + field.base.kind, field.base.invalid


def _raw(piece: Piece, place: Place) -> NDArray[Any]:
    _, buffer, offset, stride, n = piece
    return np.ndarray((n,), place[1], buffer, offset + place[0], (stride,))


def _told(raw: NDArray[Any], invalid: int | None) -> Column:
    if invalid is None:
        with np.errstate(invalid="ignore"):
            return raw.astype(np.float64)
    out = raw.astype(np.float64)
    silent = raw == invalid
    if silent.any():
        out[silent] = np.nan
    return out


def times(found: Messages, block_of: Block) -> tuple[Column, int]:
    """Return the FIT time of each message of a block, NaN where unknown, and how many lack a full time before theirs.

    Notes
    -----
    A compressed header holds the last five bits of the time; the rest follows from the message before, of whatever
    kind, and field 253 gives a time in full.
    """
    own = column(block_of, TIME)
    if found.heads.max(initial=0) < 0x80:
        return (np.full(block_of.rows.size, np.nan) if own is None else own), 0
    full = np.full(found.heads.size, np.nan)
    for number in found.by_number:
        other = block(found, number)
        stamped = column(other, TIME) if other else None
        if other and stamped is not None:
            full[other.rows] = stamped
    is_full, is_short = (full >= 0.0) & (full < 1 << 32), found.heads >= 0x80
    rows = np.flatnonzero(is_full | is_short)
    full[rows] = unrolled(np.where(is_full, full, found.heads)[rows], is_full[rows], 5)
    of_block = full[block_of.rows]
    n_lost = int(np.count_nonzero(np.isnan(of_block) & (found.heads[block_of.rows] >= 0x80)))
    return of_block, n_lost


def unrolled(counts: Column, is_full: NDArray[np.bool_], bits: int) -> Column:
    """Complete counts of which some are given in full and the rest by their last `bits`; NaN before the first full one.

    The differences are added up from each full count on.
    """
    low = counts.astype(np.int64) & (1 << bits) - 1
    passed = np.cumsum(np.where(is_full, 0, np.diff(low, prepend=0) & (1 << bits) - 1))
    base = np.maximum.accumulate(np.where(is_full, np.arange(counts.size), -1))
    return np.where(base < 0, np.nan, counts[base] + (passed - passed[base]))
