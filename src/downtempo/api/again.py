"""The tracks of runs that were segmented: what a map needs, and what a session does not hold."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from .. import parser
from ..errors import DowntempoError
from ..model import Recording, Session, Track
from ..privacy import Key, key_of


def tracks_again(sessions: Iterable[Session]) -> Iterator[tuple[Key, Track]]:
    """Read the files of some runs once more and yield the track of each.

    A run holds no samples, so that many of them stay small; those few that are drawn are worth reading twice. A file
    that changed meanwhile, or can no longer be read, has no track.
    """
    wanted = {key_of(session): session.sha256 for session in sessions}
    names = {file for file, _ in wanted}
    for recording in _recordings(names):
        for track in recording.tracks:
            key = (recording.file, track.start_utc.isoformat() if track.start_utc else "")
            if wanted.get(key) == recording.sha256:
                yield key, track


def _recordings(names: Collection[str]) -> Iterator[Recording]:
    for root in dict.fromkeys(root for name in sorted(names) if (root := _root(name))):
        try:
            for source in parser.walk([root]):
                if source.name in names and not source.left_out:
                    yield parser.recording_of(source)
        except DowntempoError:
            continue


def _root(file: str) -> str | None:
    """Return the file that holds a recording: itself, or the archive whose member it is; None if it is gone."""
    if file == "-" or os.path.isfile(file):  # noqa: PTH113 - a name that is no path is just no file
        return file
    cuts = [k for k, letter in reversed([*enumerate(file)]) if letter == ":"]
    return next((file[:k] for k in cuts if os.path.isfile(file[:k])), None)  # noqa: PTH113
