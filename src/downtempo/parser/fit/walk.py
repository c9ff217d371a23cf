"""From message to message: one header byte after the other, as fast as Python goes.

A walk needs nothing but the size that each header byte announces. It keeps the header bytes and, for each stretch over
which they mean the same (an epoch), a table from header byte to kind of message; where the messages start follows from
the sizes of their kinds afterwards, in one sum.
"""

from __future__ import annotations

from array import array

import numpy as np

from ... import limits
from ...dataclass import dataclass
from ...errors import LimitExceeded
from .definitions import BadDefinition, Definition, definition
from .messages import Kinds, Messages
from .stride import Walk, go_on


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a walk cannot go on, and why."""

    at: int
    reason: str


def walk_on(walk: Walk) -> Stop | None:
    """Go as far as the structure is whole; return where and why it ended early, None at the end.

    Raises
    ------
    LimitExceeded
        Too many messages or definitions.
    """
    data, sizes = walk.data, walk.sizes
    while walk.at < walk.end:
        go_on(walk)
        if len(walk.heads) > limits.MESSAGES:
            text = f"more than {limits.MESSAGES} messages; not read"
            raise LimitExceeded("limit-messages", text, limit="MESSAGES")
        if walk.at == walk.end:
            break
        head = data[walk.at]
        if sizes[head]:
            return Stop(walk.at, "fit-truncated")
        if not 0x40 <= head < 0x80:
            return Stop(walk.at, "fit-corrupt-record")
        try:
            found, stop = definition(data, walk.at, walk.end)
        except BadDefinition as bad:
            return Stop(walk.at, bad.reason)
        define(walk, head & 15, found, stop - walk.at)
    return None


def define(walk: Walk, local: int, found: Definition, length: int) -> None:
    """Take a definition message of `length` bytes at the place where the walk stands, and step over it.

    Raises
    ------
    LimitExceeded
        Too many definitions.
    """
    walk.n_definitions += 1
    if walk.n_definitions > limits.DEFINITIONS:
        text = f"more than {limits.DEFINITIONS} definitions; not read"
        raise LimitExceeded("limit-definitions", text, limit="DEFINITIONS")
    own_kind = _number(walk, length)
    if walk.known.get(local) is not found or walk.kinds[0x40 | local] != own_kind:
        adopt(walk, local, found)
        walk.kinds[0x40 | local] = own_kind
    walk.heads.append(0x40 | local)
    walk.floor = len(walk.heads)
    walk.at += length


def adopt(walk: Walk, local: int, found: Definition) -> None:
    """Let data of a local type mean what a definition says, from the place where the walk stands on."""
    if local in walk.known:
        _end_epoch(walk)
    walk.known[local] = found
    walk.seen[local, found] = None
    _announce(walk.sizes, local, 1 + found.size)
    kind = _number(walk, found)
    _announce(walk.kinds, local, kind)
    walk.largest = max(walk.largest, 1 + found.size)


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A place of a walk that one can go back to."""

    at: int
    n_heads: int
    n_epochs: int
    sizes: list[int]
    kinds: bytearray | array[int]
    known: dict[int, Definition]


def mark(walk: Walk) -> Mark:
    """Remember where the walk stands and what is defined there."""
    _end_epoch(walk)
    n_heads, n_epochs = len(walk.heads), len(walk.epochs)
    return Mark(walk.at, n_heads, n_epochs, walk.sizes.copy(), walk.kinds[:], walk.known.copy())


def go_back(walk: Walk, to: Mark) -> None:
    """Forget what was found behind a mark."""
    del walk.heads[to.n_heads :], walk.epochs[to.n_epochs :]
    walk.at, walk.floor = to.at, to.n_heads
    walk.sizes[:], walk.kinds = to.sizes, to.kinds[:]
    walk.known.clear()
    walk.known.update(to.known)


def skip(walk: Walk, to: int) -> None:
    """Step over bytes that are no messages."""
    _end_epoch(walk)
    walk.heads.append(0)
    table = [0] * 256
    table[0] = _number(walk, to - walk.at)
    walk.epochs.append((len(walk.heads), array("I", table)))
    walk.floor = len(walk.heads)
    walk.at = to


def messages(walk: Walk, first: int = 0) -> Messages:
    """Return what the walk found, from its message number `first` on, with the place of every message.

    Raises
    ------
    LimitExceeded
        Too many messages without any field.
    """
    _end_epoch(walk)
    heads = bytes(walk.heads[first:])
    kinds = _kinds(heads, [(stop - first, table) for stop, table in walk.epochs if stop > first])
    found = tuple(walk.numbers)
    sizes = np.array([one if isinstance(one, int) else 1 + one.size for one in found], np.int64)
    steps = sizes[kinds]
    if (sizes == 1).any() and np.count_nonzero(steps == 1) > limits.EMPTY_MESSAGES:
        text = f"more than {limits.EMPTY_MESSAGES} empty messages; not read"
        raise LimitExceeded("limit-messages", text, limit="EMPTY_MESSAGES")
    stops = np.cumsum(steps)
    stops += walk.at - int(stops[-1]) if stops.size else 0
    defined = tuple(None if isinstance(one, int) else one for one in found)
    return Messages.of(walk.data, np.frombuffer(heads, np.uint8), kinds, stops, defined)


def _announce(table: list[int] | bytearray | array[int], local: int, value: int) -> None:
    """Set what the header bytes of data of a local type mean: plain, with reserved bits, with compressed time."""
    one = table[:1]
    one[0] = value
    table[local:0x40:16] = one * 4  # type: ignore[assignment]
    if local < 4:
        table[0x80 + 32 * local : 0xA0 + 32 * local] = one * 32  # type: ignore[assignment]


def _number(walk: Walk, what: Definition | int) -> int:
    """Return the kind of a message, a new one for what is new; beyond 255 the tables must be wider."""
    kind = walk.numbers.setdefault(what, len(walk.numbers))
    if kind > 255 and isinstance(walk.kinds, bytearray):
        walk.kinds = array("I", list(walk.kinds))
    return kind


def _end_epoch(walk: Walk) -> None:
    n = len(walk.heads)
    if n > (walk.epochs[-1][0] if walk.epochs else 0):
        walk.epochs.append((n, bytes(walk.kinds) if isinstance(walk.kinds, bytearray) else walk.kinds[:]))


def _kinds(heads: bytes, epochs: list[tuple[int, bytes | array[int]]]) -> Kinds:
    if all(isinstance(table, bytes) for _, table in epochs):
        starts = [0, *(stop for stop, _ in epochs)]
        pieces = [heads[a:b].translate(t) for a, (b, t) in zip(starts, epochs, strict=False) if isinstance(t, bytes)]
        return np.frombuffer(b"".join(pieces), np.uint8)
    read = np.frombuffer(heads, np.uint8)
    out, start = np.empty(read.size, np.uint32), 0
    for stop, table in epochs:
        out[start:stop] = np.array(list(table), np.uint32)[read[start:stop]]
        start = stop
    return out
