"""Files that were meant as a configuration: by their names they are nearly one, and nothing reads them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from .files import FILE_NAME
from .ground import folders_below

_ALIKE, _LONGEST = 0.85, 20


def misspelt(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files at and below `paths` whose names are nearly that of a configuration.

    >>> misspelt(["no-such-folder"])
    ()
    """
    found: dict[str, None] = {}
    for path in paths:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - unlike a Path, says no where it may not look
        for folder in (path if is_folder else os.path.dirname(path) or ".", *folders_below(path)):  # noqa: PTH120
            found |= dict.fromkeys(os.path.join(folder, name) for name in sorted(_near(folder)))  # noqa: PTH118
    return tuple(found)


def _near(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a folder may hold very many files
    except OSError:  # the reader of runs tells
        return
    for name in names:
        folded = name.casefold()
        is_like = ".toml" in folded or folded.startswith("downtempo")
        if is_like and name != FILE_NAME and len(name) <= _LONGEST and _is_alike(folded):
            yield name


def _is_alike(name: str) -> bool:
    import difflib  # only for those who mistyped

    return difflib.SequenceMatcher(None, name, FILE_NAME).ratio() >= _ALIKE
