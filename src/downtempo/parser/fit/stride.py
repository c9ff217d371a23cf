"""The steps of a walk: by the dozen, over repetitions at once, and singly near the end."""

from __future__ import annotations

from array import array
from dataclasses import field

from ...dataclass import dataclass
from .definitions import Definition

_PERIODS = (1, 2, 3, 4, 6)
#: A leap that gains less than this [messages] is not tried again for a while.
_WORTHWHILE = 16


@dataclass(slots=True, eq=False)
class Walk:
    """A walk under way: it stands at `at`, with all that was defined so far."""

    data: bytes
    at: int
    end: int
    heads: bytearray = field(default_factory=bytearray)
    sizes: list[int] = field(default_factory=lambda: [0] * 256)
    kinds: bytearray | array[int] = field(default_factory=lambda: bytearray(256))
    known: dict[int, Definition] = field(default_factory=dict)
    seen: dict[tuple[int, Definition], None] = field(default_factory=dict)
    numbers: dict[Definition | int, int] = field(default_factory=dict)
    epochs: list[tuple[int, bytes | array[int]]] = field(default_factory=list)
    largest: int = 0
    floor: int = 0
    n_definitions: int = 0


def go_on(walk: Walk) -> None:
    """Go on over data messages of known kinds, as far as whole ones fit before the end."""
    _hop(walk)
    _creep(walk)


def _hop(walk: Walk) -> None:
    """Go on, a dozen messages at a time, until one has no size or the end is near.

    A head without a size stands still, so one test in twelve is enough; what it added is taken back. A dozen of the
    largest messages must fit before the end.
    """
    data, size, heads, p = walk.data, walk.sizes, walk.heads, walk.at
    stop = walk.end - 12 * walk.largest
    add = heads.append
    wait = patience = 0
    # fmt: off
    while p < stop:
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        h = data[p]; add(h); p += size[h]  # noqa: E702
        # fmt: on
        if not size[h]:
            last = heads[-12:]
            still = len(last) - len(last.rstrip(last[-1:]))
            del heads[max(len(heads) - still, walk.floor) :]
            break
        if wait:
            wait -= 1
            continue
        gained, p = _leap(walk, p)
        patience = 0 if gained >= _WORTHWHILE else min(64, 2 * patience or 1)
        wait = patience
    walk.at = p


def _leap(walk: Walk, p: int) -> tuple[int, int]:
    """Go on over repetitions of the last dozen's period; return the number of messages gained and the new place.

    Exact: where every head of a period stands where the sizes put it, so does the next period.
    """
    data, size = walk.data, walk.sizes
    last = bytes(walk.heads[-12:])
    for d in _PERIODS:
        if last[d:] == last[:-d]:
            break
    else:
        return 0, p
    period = last[:d]
    length = sum([size[h] for h in period])
    gained, reach = 0, 32
    while True:
        run = reach = min(reach, (walk.end - p) // length)
        at = p
        for h in period:
            column = data[at : at + run * length : length][:run]
            run -= len(column.lstrip(bytes((h,))))
            at += size[h]
        walk.heads += period * run
        p += run * length
        gained += run * d
        if run < reach or not run:
            return gained, p
        reach *= 8


def _creep(walk: Walk) -> None:
    """Go on singly, as far as whole messages fit."""
    data, size, heads, p, end = walk.data, walk.sizes, walk.heads, walk.at, walk.end
    while p < end:
        h = data[p]
        if not size[h] or p + size[h] > end:
            break
        heads.append(h)
        p += size[h]
    walk.at = p
