"""What lies in an archive, one piece at a time and in any order, so that several processes can share the work.

The archive that was opened last stays open: what exports tell in it is read once, and not for every piece.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from ..errors import InputError
from . import files, remote
from .archives import Inside, open_archive
from .containers import Found, opened
from .source import Source, refused
from .zips import Budget

Place = tuple[int, ...]
"""Where a piece lies: its number in the archive, behind those of the archives that it lies in, the outermost first."""
#: The state of what could not be looked into: never that of anything that can.
_FAILED = "?"


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What lies in an archive: how large each piece is unpacked [bytes], which ones are archives; `state` tells it."""

    state: str
    sizes: array[int]
    archives: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class _Open:
    """An archive that is open, and the one inside it that was opened last."""

    name: str
    state: str
    inside: Inside | Source | None
    stack: ExitStack = field(default_factory=ExitStack)
    place: Place = ()
    last: Inside | Source | None = None


class _Desk(threading.local):
    """The archive that is open, of each thread its own."""

    open: _Open | None = None


_desk = _Desk()


def look_into(found: Found, place: Place = ()) -> Look:
    """Return what lies in an archive, or in the archive at a place in it.

    What is none, or is refused, holds one piece: itself, or the reason.
    """
    try:
        with _opened(found) as one:
            inside = _at(one, place)
            if not isinstance(inside, Inside):
                return Look(one.state, array("q", [0]))
            return Look(one.state, array("q", inside.sizes), tuple(filter(inside.is_archive, range(len(inside)))))
    except _faults():
        return Look(_FAILED, array("q", [0]))  # the reason is told in the place of the one piece


def name_at(found: Found, place: Place) -> str:
    """Return what a piece is called; nothing of it is read."""
    try:
        with _opened(found) as one:
            inside = _at(one, place[:-1])
            if isinstance(inside, Source):
                return inside.name
            return found.name if inside is None else inside.name_of(place[-1])
    except _faults():
        return found.name


def take_out(found: Found, place: Place, state: str, left: int) -> Source:
    """Return a piece of an archive that was in this state when it was looked into; `left` bytes may still inflate."""

    def taken(one: _Open) -> Source:
        if one.state != state:
            return files.changed(found.name)
        inside = _at(one, place[:-1])
        if isinstance(inside, Source):
            return inside
        if inside is None:
            return next(opened(found), files.changed(found.name))
        inside.budget = Budget(left)
        return inside.source(place[-1])

    source = _told(found, taken)
    return source if source.is_found or not found.is_found else replace(source, is_found=True)


def _told(found: Found, act: Callable[[_Open], Source]) -> Source:
    """Do something with an open archive; return why that cannot be."""
    try:
        with _opened(found) as one:
            return act(one)
    except InputError as error:
        return refused(found.name, error)
    except remote.faults() as error:
        far = remote.is_remote(found.name)
        return remote.unreadable(found.name, error) if far else files.unreadable(found.name, error)


def _at(one: _Open, place: Place) -> Inside | Source | None:
    """Return the archive at a place, opened where it is not the one that was opened last."""
    inside = one.inside
    if place and place == one.place:
        inside = one.last
    else:
        for k in place:
            if not isinstance(inside, Inside):
                break
            inside.budget = Budget()  # whoever asks has counted how much inflates
            inside = inside.inner(k)
        one.place, one.last = place, inside
    return inside


@contextmanager
def _opened(found: Found) -> Iterator[_Open]:
    """Give an archive, opened where it is not the one that was opened last; what goes wrong closes it."""
    state = _state(found)
    one = _desk.open
    if one is None or (one.name, one.state) != (found.name, state):
        _close()
        stack = ExitStack()
        far = remote.is_remote(found.name)
        extent = stack.enter_context(remote.extent_of(found.name) if far else files.extent_of(found.name))
        one = _Open(found.name, state, None, stack)
        _desk.open = one
        try:
            one.inside = open_archive(extent, found.name)
        except BaseException:
            _close()
            raise
    try:
        yield one
    except BaseException:
        _close()
        raise


def _faults() -> tuple[type[Exception], ...]:
    return (InputError, *remote.faults())


def _close() -> None:
    one, _desk.open = _desk.open, None
    if one is not None:
        one.stack.close()


def _state(found: Found) -> str:
    return found.marks if remote.is_remote(found.name) else repr(files.state(found.name))
