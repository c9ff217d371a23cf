"""Files that are known need not be read: what they gave is taken from the cache, and the others are read and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from ..cache import State, key_of, look, open_cache, packed, unpacked
from ..limits import MIB
from ..model import Rejection
from ..model.results import Collected
from ..parser import Found, claimed, opened
from .means import Means

if TYPE_CHECKING:
    from ..cache import Cache

Advance = Callable[[int], None]
#: More files than this, or more bytes, are worth the start of further processes.
_FEW_FILES, _FEW_BYTES = 24, 20 * MIB


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one file gave, and the SHA-256 of its bytes; empty where it depends on more than those."""

    found: Collected
    digest: bytes = b""


Read = Callable[[Found], Harvest]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file, its place among all, and its state before it is read; None where another process could not read it.

    `is_feared`: it ended the process that read it, the last time.
    """

    place: int
    file: Found
    state: State | None
    is_feared: bool = False


def harvest_each(files: Sequence[Found], read: Read, settings: str, advance: Advance, means: Means) -> list[Collected]:
    """Return what each of `files` gives, in their order, whatever was known and however many processes read.

    Parameters
    ----------
    read
        Reads one file; other processes find it by its name.
    settings
        All choices that `read` depends on.
    """
    asked = [_Asked(place, file, _state(file)) for place, file in enumerate(files)]
    out: dict[int, Collected] = {}
    with open_cache(means.cache, means.tell) or nullcontext() as cache:
        if cache is not None:
            for place, known in _recalled(asked, cache, settings):
                out[place] = known
                advance(len(out))
        missing = [_with_fear(one, cache) for one in asked if one.place not in out]
        for one, harvest in _read_each(missing, read, means.jobs):
            out[one.place] = harvest.found if harvest is not None else _died(one.file)
            advance(len(out))
            if cache is not None:
                _keep(cache, settings, one, harvest)
    return [out[place] for place in range(len(files))]


def _state(file: Found) -> State | None:
    return None if file.source is not None or file.name == "-" else look(file.name)


def _recalled(asked: Sequence[_Asked], cache: Cache, settings: str) -> Iterator[tuple[int, Collected]]:
    """Yield what is known of files: by their state, or by their bytes where the state is new."""
    is_empty = cache.is_empty
    for one in asked:
        if one.state is None:
            continue
        digest = cache.digest_of(one.state)
        if digest is None and not is_empty:
            digest = _digest(one.file)
            _keep_digest(cache, one, digest)
        value = cache.value_of(key_of(digest, settings, claimed(one.file.name))) if digest else None
        known = None if value is None else unpacked(value, one.file.name)
        if known is not None:
            yield one.place, known


def _digest(file: Found) -> bytes:
    """Return the SHA-256 of the bytes of a file; empty where it is not one file of bytes."""
    digests = [b"" if source.data is None else sha256(source.data).digest() for source in opened(file)]
    return digests[0] if len(digests) == 1 else b""


def _with_fear(one: _Asked, cache: Cache | None) -> _Asked:
    is_feared = cache is not None and one.state is not None and cache.value_of(_fear(one.state)) is not None
    return replace(one, is_feared=is_feared)


def _fear(state: State) -> bytes:
    """Return the key under which it is kept that a file in this state ended the process that read it."""
    return sha256(b"fear:" + state.key + state.marks).digest()


def _keep(cache: Cache, settings: str, one: _Asked, harvest: Harvest | None) -> None:
    if one.state is None:
        return
    if harvest is None:
        cache.keep(_fear(one.state), b"")
        return
    value = packed(harvest.found, one.file.name) if harvest.digest else None
    if value is not None:
        cache.keep(key_of(harvest.digest, settings, claimed(one.file.name)), value)
        _keep_digest(cache, one, harvest.digest)


def _keep_digest(cache: Cache, one: _Asked, digest: bytes) -> None:
    """Keep what bytes a file held, unless it changed since it was first looked at."""
    if digest and one.state is not None and look(one.file.name) == one.state:
        cache.keep_digest(one.state, digest)


def _read_each(asked: Sequence[_Asked], read: Read, jobs: int) -> Iterator[tuple[_Asked, Harvest | None]]:
    """Yield what each file gives as it is read, in other processes where there is much to read, or something to fear.

    None where reading a file ends the process that does so.
    """
    n_bytes = [one.state.size for one in asked if one.state is not None]
    is_much = jobs > 1 and (len(n_bytes) > _FEW_FILES or sum(n_bytes) > _FEW_BYTES)
    there = [one for one in asked if one.state is not None and (is_much or one.is_feared)]
    if there:
        from .pool import spread  # multiprocessing, which few files need not wait for

        sizes = [0 if one.state is None else one.state.size for one in there]
        for i, harvest in spread(read, [one.file for one in there], sizes, jobs):
            yield there[i], harvest
    elsewhere = {one.place for one in there}
    yield from ((one, read(one.file)) for one in asked if one.place not in elsewhere)


def _died(file: Found) -> Collected:
    reason = "reading it ended the process that did so, alone too; the file was left out; please report it"
    return Collected(rejected=(Rejection(file.name, "worker-died", reason),))
