"""What is to be seen in a file, beside what another decoder makes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import parser
from ..parser import Source

if TYPE_CHECKING:
    from ..model.checkup import Checkup

_SAFE_EXPAT, _SAFE_PYTHON = (2, 8, 1), (3, 11, 8)


def doctor(path: str | Path, *, compare: bool = True) -> tuple[Checkup, ...]:
    """Look into a file, or into every recording of an archive or a folder.

    Parameters
    ----------
    compare
        Read each file with the reference decoder of its format too, in a process of its own.

    Raises
    ------
    EnvironmentFault
        The path does not exist.
    """
    return tuple(_checkups(parser.walk([str(path)]), compare))


def advice() -> tuple[str, ...]:
    """Return what is wrong with the machinery that reads files: versions with known holes."""
    from xml.parsers import expat

    out = []
    if expat.version_info < _SAFE_EXPAT:
        told = ".".join(map(str, expat.version_info))
        out.append(f"expat {told} has known holes; limits of our own stand before it; update Python when you can")
    if sys.version_info < _SAFE_PYTHON:
        told = ".".join(map(str, sys.version_info[:3]))
        out.append(f"Python {told} has known bugs in its own zip reader, which is not used here; update when you can")
    return tuple(out)


def _checkups(sources: Iterator[Source], compare: bool) -> Iterator[Checkup]:
    from ..parser.checkup import beside, examined  # all readers, which other commands may do without

    for source in sources:
        if source.left_out:
            continue
        recording = parser.recording_of(source)
        checkup = examined(source, recording)
        if compare and source.data is not None:
            checkup = replace(checkup, beside=beside(source.data, recording.tracks, checkup.pieces))
        yield checkup
