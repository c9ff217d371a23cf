"""Files that are known need not be read: what they gave is taken from the cache, and the others are read and kept.

A file holds pieces: one recording, or what lies in an archive. What a piece gives is kept under a key of its bytes and
of all else that decides it; for the state of a file the keys of its pieces are kept, so that an unchanged one is not
even opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING

from ..cache import Content, State, look, open_cache, packed, packed_content, unpacked, unpacked_content
from ..dataclass import dataclass
from ..limits import MIB
from ..model import Rejection
from ..model.results import Collected
from ..parser import Found, Source, opened
from .means import Means
from .pieces import Piece, content_key, fear_key, key_of_source, pieces_of

if TYPE_CHECKING:
    from ..cache import Cache

Advance = Callable[[int], None]
Read = Callable[[Source], Collected]
Given = tuple[Collected, ...]
#: More files than this, or more bytes, are worth the start of further processes.
_FEW_FILES, _FEW_BYTES = 24, 20 * MIB


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file, its place among all, and its state before it is read; None where another process could not read it.

    `known` is what some of its pieces gave, by their keys. `is_feared`: it ended the process that read it, the last
    time.
    """

    place: int
    file: Found
    state: State | None
    known: Mapping[bytes, bytes] = field(default_factory=dict)
    is_feared: bool = False


def read_each(files: Sequence[Found], read: Read, settings: str, advance: Advance, means: Means) -> list[Given]:
    """Return what each of `files` gives, piece by piece, in their order, whatever was known and whoever reads.

    Parameters
    ----------
    read
        Reads one piece; other processes find it by its name.
    settings
        All choices that `read` depends on.
    """
    asked = [_Asked(place, file, _state(file)) for place, file in enumerate(files)]
    out: dict[int, Given] = {}
    with open_cache(means.cache, means.tell) or nullcontext() as cache:
        if cache is not None and not cache.is_empty:
            with cache.at_once():
                asked = [_recalled(one, cache, settings, out) for one in asked]
            for n in range(len(out)):
                advance(n + 1)
        missing = [_with_fear(one, cache) for one in asked if one.place not in out]
        for one, pieces in _read_all(missing, read, settings, means.jobs):
            out[one.place] = _died(one.file) if pieces is None else tuple(_found(one, piece) for piece in pieces)
            advance(len(out))
            if cache is not None:
                _keep(cache, settings, one, pieces)
    return [out[place] for place in range(len(files))]


def _state(file: Found) -> State | None:
    return None if file.source is not None or file.name == "-" else look(file.name)


def _recalled(one: _Asked, cache: Cache, settings: str, out: dict[int, Given]) -> _Asked:
    """Put into `out` what is known, by the state of a file or by its bytes; else return it with what is known of it."""
    if one.state is None:
        return one
    kept = cache.content_of(one.state, content_key(one.state, one.file, settings))
    content = None if kept is None else unpacked_content(kept)
    given = None if content is None else _given(one.file.name, content, cache)
    if given is None:
        is_new, content = True, _content(one.file, settings)
        given = _given(one.file.name, content, cache)
    else:
        is_new = False
    if given is not None:
        out[one.place] = given
        if is_new:
            _keep_content(cache, settings, one, content)
        return one
    values = ((key, cache.value_of(key)) for _, key in content or ())
    return replace(one, known={key: value for key, value in values if value is not None and unpacked(value, "")})


def _given(name: str, content: Content, cache: Cache) -> Given | None:
    """Return what the pieces of a file gave; None where one of them is not known."""
    found = []
    for rest, key in content:
        value = cache.value_of(key) if key else None
        piece = None if value is None else unpacked(value, name + rest)
        if piece is None:
            return None
        found.append(piece)
    return tuple(found)


def _content(file: Found, settings: str) -> Content:
    """Return the names and keys of what lies in a file; it is read, but not understood."""
    cut = len(file.name)
    return tuple((source.name[cut:], key_of_source(source, settings)) for source in opened(file))


def _with_fear(one: _Asked, cache: Cache | None) -> _Asked:
    is_feared = cache is not None and one.state is not None and cache.value_of(fear_key(one.state)) is not None
    return replace(one, is_feared=is_feared)


def _found(one: _Asked, piece: Piece) -> Collected:
    """Return what a piece gave, now or the last time."""
    if piece.found is not None:
        return piece.found
    found = unpacked(one.known[piece.key], piece.name)
    assert found is not None  # it could be unpacked before
    return found


def _keep(cache: Cache, settings: str, one: _Asked, pieces: Sequence[Piece] | None) -> None:
    if one.state is None:
        return
    if pieces is None:
        cache.keep(fear_key(one.state), b"")
        return
    is_kept = True
    for piece in pieces:
        value = None if piece.found is None or not piece.key else packed(piece.found, piece.name)
        if value is not None:
            cache.keep(piece.key, value)
        is_kept = is_kept and (value is not None or piece.found is None)
    if is_kept:
        cut = len(one.file.name)
        _keep_content(cache, settings, one, tuple((piece.name[cut:], piece.key) for piece in pieces))


def _keep_content(cache: Cache, settings: str, one: _Asked, content: Content | None) -> None:
    """Keep what lies in a file, unless it changed since it was first looked at."""
    value = packed_content(content or ())
    if value is not None and one.state is not None and look(one.file.name) == one.state:
        cache.keep_content(one.state, content_key(one.state, one.file, settings), value)


def _read_all(
    asked: Sequence[_Asked], read: Read, settings: str, jobs: int
) -> Iterator[tuple[_Asked, tuple[Piece, ...] | None]]:
    """Yield what each file gives as it is read, in other processes where there is much to read, or something to fear.

    None where reading a file ends the process that does so.
    """
    task = partial(pieces_of, read, settings)
    n_bytes = [one.state.size for one in asked if one.state is not None]
    is_much = jobs > 1 and len(n_bytes) > 1 and (len(n_bytes) > _FEW_FILES or sum(n_bytes) > _FEW_BYTES)
    there = [one for one in asked if one.state is not None and (is_much or one.is_feared) and _is_light(one.file)]
    if there:
        from .pool import spread  # multiprocessing, which few files need not wait for

        sizes = [0 if one.state is None else one.state.size for one in there]
        for i, pieces in spread(task, [(one.file, frozenset(one.known)) for one in there], sizes, jobs):
            yield there[i], pieces
    elsewhere = {one.place for one in there}
    yield from ((one, task((one.file, one.known))) for one in asked if one.place not in elsewhere)


def _is_light(file: Found) -> bool:
    """Whether a file can be handed to another process; the heart rates of years beside it would have to go along."""
    return file.hints is None or file.hints.beat_utc_s is None


def _died(file: Found) -> Given:
    reason = "reading it ended the process that did so, alone too; the file was left out; please report it"
    return (Collected(rejected=(Rejection(file.name, "worker-died", reason),)),)
