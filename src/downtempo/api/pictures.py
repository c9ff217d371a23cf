"""What a report draws: the runs it shows, read once more, and the season around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from .. import parser, scorer, segmenter
from ..config import Configured
from ..errors import DowntempoError
from ..model import Recording, Session, Track
from ..model.drawing import Drawing, Key, key_of
from ..model.pictured import Pictured
from ..model.results import Collected, Judged
from .lookup import DEFAULTS, catalogue_of

Prepare = Callable[[Track], Track]


def _as_it_is(track: Track) -> Track:
    return track


def pictured(found: Judged | Collected, configured: Configured = DEFAULTS, *, prepare: Prepare = _as_it_is) -> Pictured:
    """Return a judgement or a listing with the drawings of its runs and, for a judged week, the season.

    Parameters
    ----------
    prepare
        Changes each track before it is drawn: what it takes out, no report can show.
    """
    unit = configured.config.units
    if isinstance(found, Collected):
        return Pictured(collected=found, drawings=drawings(found.sessions, prepare=prepare), unit=unit)
    drawn = drawings(found.collected.sessions, prepare=prepare)
    if found.history is None:
        return Pictured(collected=found.collected, drawings=drawn, judged=found, unit=unit)
    season = scorer.season_of(catalogue_of(configured), found.history, found.weeks)
    return Pictured(collected=found.collected, drawings=drawn, judged=found, season=season, unit=unit)


def drawings(sessions: Iterable[Session], *, prepare: Prepare = _as_it_is) -> dict[Key, Drawing]:
    """Read the recordings of these runs once more and return their drawings.

    A run holds no samples, so that many of them stay small; those few that are shown are worth reading twice. What can
    no longer be read, such as standard input, or has changed since, has no drawing.
    """
    wanted = {key_of(session): session for session in sessions}
    names = {session.file for session in wanted.values()}
    out: dict[Key, Drawing] = {}
    for recording in _recordings(names):
        for track in recording.tracks:
            key = (recording.file, recording.sha256, track.start_utc)
            if key in wanted and (drawing := _drawn(prepare(track))) is not None:
                out[key] = drawing
    return out


def _recordings(names: Collection[str]) -> Iterator[Recording]:
    for root in sorted({root for name in names if (root := _root(name))}):
        try:
            for source in parser.walk([root]):
                if source.name in names and not source.left_out:
                    yield parser.recording_of(source)
        except DowntempoError:
            continue


def _root(name: str) -> str:
    """Return the file that holds a recording: itself, or the archive whose member it is; empty where there is none."""
    parts = name.split(":")
    roots = (":".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((root for root in roots if _is_file(root)), "")


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _drawn(track: Track) -> Drawing | None:
    try:
        return segmenter.draw(track)
    except DowntempoError:
        return None
