"""A thousand recordings of about an hour, each a run of its own: a few real ones, on other days.

Real recordings are taken from a folder, `DOWNTEMPO_HOURS`: all FIT files in and below it that last from 45 to 75
minutes. Without it the generator makes one.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from downtempo.parser import parse
from tests.support.other_days import later

from .recordings import recordings

FILES = int(os.environ.get("DOWNTEMPO_FILES", "1000"))
_SHORTEST_S, _LONGEST_S = 2700.0, 4500.0
_EVERY_SECOND_HZ = 0.6


class Hour(NamedTuple):
    """The bytes of a recording, and whether it holds about a sample for each second, or fewer."""

    data: bytes
    is_dense: bool


def hours() -> list[Hour]:
    """Return the recordings."""
    folder = os.environ.get("DOWNTEMPO_HOURS")
    if not folder:
        return [Hour(recordings()["one-hour.fit"], is_dense=True)]
    return list(_real(Path(folder)))


def _real(folder: Path) -> Iterator[Hour]:
    seen: set[bytes] = set()
    for path in sorted(folder.rglob("*.fit")):
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if digest in seen or data[8:12] != b".FIT" or not _is_plain(data):
            continue
        seen.add(digest)
        tracks = parse(data, path.name).tracks
        if len(tracks) == 1 and _SHORTEST_S <= float(tracks[0].time_s[-1]) <= _LONGEST_S:
            yield Hour(data, is_dense=len(tracks[0].time_s) > _EVERY_SECOND_HZ * float(tracks[0].time_s[-1]))


def _is_plain(data: bytes) -> bool:
    """Whether one recording fills the file, as its header says."""
    return bool(data[0] + struct.unpack_from("<I", data, 4)[0] + 2 == len(data))


def write(folder: Path, found: list[Hour], n_files: int = FILES) -> list[Path]:
    """Write so many files, no two of them the same run: each recording in turn, a day later each time round."""
    folder.mkdir(parents=True)
    out = [folder / f"{number:05}.fit" for number in range(n_files)]
    for number, path in enumerate(out):
        path.write_bytes(later(found[number % len(found)].data, number // len(found)))
    return out
