"""The tracks of runs that were segmented: what a map needs, and what a session does not hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from .. import parser
from ..model import Session, Track
from ..privacy import Key, key_of


def tracks_again(sessions: Iterable[Session]) -> Iterator[tuple[Key, Track]]:
    """Read the files of some runs once more and yield the track of each; a file that changed meanwhile has none."""
    wanted = {key_of(session): session.sha256 for session in sessions}
    files = {file for file, _ in wanted}
    for root in dict.fromkeys(_root(file) for file in sorted(files)):
        if root is None:
            continue
        for source in parser.walk([root]):
            if source.left_out or source.name not in files:
                continue
            recording = parser.recording_of(source)
            for track in recording.tracks:
                key = (source.name, track.start_utc.isoformat() if track.start_utc else "")
                if wanted.get(key) == recording.sha256:
                    yield key, track


def _root(file: str) -> str | None:
    """Return the file that holds a recording: itself, or the archive whose member it is; None if it is gone."""
    if file == "-" or os.path.isfile(file):  # noqa: PTH113 - a name that is no path is just no file
        return file
    cuts = [k for k, letter in enumerate(file) if letter == ":"]
    return next((file[:k] for k in cuts if os.path.isfile(file[:k])), None)  # noqa: PTH113
