"""What there is to read, and in what state, as a listing tells it: no recording is opened."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from ..cache import look
from ..dataclass import dataclass
from ..parser import Found, find, is_remote
from .collect import Reading
from .pieces import PASSING, content_key, remote_key

_SETTINGS_CHARS = 32


@dataclass(frozen=True, slots=True)
class Listed:
    """A file, whose it is, how it is to be read, and its state; `marks` is empty where that cannot be relied on."""

    name: str
    file: Found
    athlete: str
    reading: Reading
    marks: str
    size: int

    @property
    def is_closed(self) -> bool:
        """Whether something is there that could not be looked into, this time."""
        source = self.file.source
        return source is not None and source.rejected is not None and source.rejected.reason in PASSING


def place_of(path: str) -> str:
    """Return the one name of a path in a store, wherever it is called from."""
    if path in ("", "-") or is_remote(path):  # what has no name is not the folder that we are in
        return path
    return os.path.abspath(path)  # noqa: PTH100 - no link is followed


def list_files(
    paths: Iterable[str], athlete: str, reading: Reading, is_wanted: Callable[[str], bool]
) -> Iterator[Listed]:
    """Yield the files at and below `paths` that belong to an athlete; one that is reached twice comes twice.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    settings = repr(reading)
    for path in paths:
        told: Counter[str] = Counter()  # counted anew, so that what is reached twice has the same names twice
        for file in find([place_of(path)]):
            if is_wanted(file.name):
                yield _listed(file, athlete, reading, settings, told)


def _listed(file: Found, athlete: str, reading: Reading, settings: str, told: Counter[str]) -> Listed:
    if file.source is not None:  # several remarks may be about one place
        told[file.name] += 1
        return Listed(f"{file.name}#{told[file.name]}", file, athlete, reading, "", 0)
    if is_remote(file.name):  # a server that tells nothing of a state is asked again each time
        marks = _marks(file.size, file.marks, remote_key(file, settings)) if file.marks else ""
        return Listed(file.name, file, athlete, reading, marks, file.size)
    state = look(file.name)
    if state is None:
        return Listed(file.name, file, athlete, reading, "", 0)
    marks = _marks(state.size, state.marks.decode(), content_key(state, file, settings))
    if not state.is_settled:  # it may be written again and look the same
        marks = f"{state.size}:"
    return Listed(file.name, file, athlete, reading, marks, state.size)


def _marks(size: int, marks: str, how: bytes) -> str:
    """Return one line of all that tells a file unchanged and read as now."""
    return f"{size}:{sha256(marks.encode() + how).hexdigest()[:_SETTINGS_CHARS]}"


def size_in(marks: str) -> int | None:
    """Return the size in a line of marks; None where there is none."""
    size = marks.partition(":")[0]
    return int(size) if size.isdigit() else None
