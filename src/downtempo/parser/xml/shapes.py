"""Points that differ in their values alone: one shape each, held byte by byte against its first point."""

from __future__ import annotations

import itertools
import re
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from ...dataclass import dataclass
from ...model.track import Rows
from .scan import Scan

_SHAPES = 200
_TAG = re.compile(rb"""<[^\s<>/"'=]+(?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(/?)>""")
_PLACE = re.compile(rb"""\s(lat|lon)\s*=\s*(["'])([^"'<]*)\2""")


@dataclass(frozen=True, slots=True)
class Hole:
    """What may differ: from `start` to `stop` of the first point, inside tag `tag` or behind it.

    `name` is that of an attribute, and empty for text; `quote` is what ends it.
    """

    tag: int
    start: int
    stop: int
    name: str = ""
    quote: str = "<"


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """Points (`rows`, rising) with the same bytes but in their holes, which lie at `starts` to `stops` in the body.

    `empty` are the tags that close themselves.
    """

    rows: Rows
    holes: list[Hole]
    empty: frozenset[int]
    starts: list[Rows]
    stops: list[Rows]


@dataclass(frozen=True, slots=True)
class _Mould:
    """The first point of a shape: its fixed pieces, one more than holes, and which tags close themselves."""

    pieces: list[bytes]
    holes: list[Hole] = field(default_factory=list)
    empty: frozenset[int] = frozenset()


def shapes_of(scan: Scan) -> list[Shape] | None:
    """Sort all points by shape; None if there are too many shapes to be worth it."""
    shapes: list[Shape] = []
    n_tags = scan.closes - scan.opens
    for n in np.flatnonzero(np.bincount(n_tags)).tolist():
        rows = np.flatnonzero(n_tags == n)
        while rows.size:
            mould = _mould(scan, int(rows[0]))
            if mould is None or len(shapes) == _SHAPES:
                return None
            shape = _cast(scan, rows, mould)
            if not shape.rows.size:
                return None
            shapes.append(shape)
            rows = _without(rows, shape.rows)
    return shapes


def _without(rows: Rows, taken: Rows) -> Rows:
    """Return those of the rising `rows` that are not `taken`, which are all among them."""
    is_left = np.ones(rows.size, bool)
    is_left[np.searchsorted(rows, taken)] = False
    return rows[is_left]


def _mould(scan: Scan, row: int) -> _Mould | None:
    tags = scan.tags[scan.opens[row] : scan.closes[row] + 1]
    begin, end = int(tags[0]), scan.body.index(b">", tags[-1]) + 1
    point = scan.body[begin:end]
    holes: list[Hole] = []
    empty = set()
    places = (tags - begin).tolist()
    for k, (at, following) in enumerate(itertools.pairwise(places)):
        if point.startswith(b"</", at):
            continue
        tag = _TAG.match(point, at)
        if tag is None:
            return None
        if not k:
            holes += _attributes(point, tag.end())
        if tag[1]:
            empty.add(k)
        elif point.startswith(b"</", following):
            holes.append(Hole(k, tag.end(), following))
    bounds = [0, *(edge for hole in holes for edge in (hole.start, hole.stop)), len(point)]
    pieces = [point[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    return _Mould(pieces, holes, frozenset(empty))


def _attributes(point: bytes, end: int) -> list[Hole]:
    found = _PLACE.finditer(point, 0, end)
    return [Hole(0, one.start(3), one.end(3), f"{one[1].decode()}_deg", one[2].decode()) for one in found]


def _cast(scan: Scan, rows: Rows, mould: _Mould) -> Shape:
    """Return the shape of those `rows` that fit the mould."""
    starts: list[Rows] = []
    stops: list[Rows] = []
    opens = scan.opens[rows]
    at = scan.tags[opens]
    for k, piece in enumerate(mould.pieces):
        fits = _stands(scan.body, at, piece)
        if fits is not None:
            rows, opens, at = rows[fits], opens[fits], at[fits]
            starts, stops = [part[fits] for part in starts], [part[fits] for part in stops]
        if k < len(mould.holes):
            hole = mould.holes[k]
            starts.append(at + len(piece))
            at = _quoted(scan, starts[-1], hole.quote) if hole.name else scan.tags[opens + (hole.tag + 1)]
            stops.append(at)
    return Shape(rows, mould.holes, mould.empty, starts, stops)


def _quoted(scan: Scan, starts: Rows, quote: str) -> Rows:
    """Return where the attributes end that begin at `starts`."""
    quotes = scan.places_of(quote)
    return quotes[np.minimum(np.searchsorted(quotes, starts), quotes.size - 1)]


def _stands(body: bytes, at: Rows, piece: bytes) -> NDArray[np.bool_] | None:
    """Return at which of the rising places `piece` stands, None if at all of them."""
    n = len(piece)
    window = np.ndarray((len(body) - n + 1,), f"V{n}", body, 0, (1,))
    if at.size and at[-1] <= len(body) - n:
        found = window[at]
        if found.tobytes() == piece * at.size:
            return None
        is_inside = np.ones(at.size, bool)
    else:
        is_inside = at <= len(body) - n
        found = window[np.minimum(at, len(body) - n)]
    table = found.view(np.uint8).reshape(at.size, n)
    fits: NDArray[np.bool_] = (table == np.frombuffer(piece, np.uint8)).all(axis=1) & is_inside
    return fits
