"""What an export tells beside a recording: its sport, and heart rates that lie in another file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from ..dataclass import dataclass
from ..model import Track
from .notes import note

if TYPE_CHECKING:
    from ..model.track import Column

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Workout:
    """A stretch of time [Unix s] that an export gives a sport."""

    start_s: float
    stop_s: float
    sport: str


@dataclass(frozen=True, slots=True, eq=False)
class Hints:
    """What is known of one recording, or of all that were made in a stretch of time.

    `sport` is that of the recording itself. `beat_utc_s` and `beat_bpm` are (n,), in rising time, or both None.
    """

    sport: str = "unknown"
    workouts: tuple[Workout, ...] = ()
    beat_utc_s: Column | None = None
    beat_bpm: Column | None = None


@lru_cache(maxsize=64)
def marks_of(hints: Hints | None) -> bytes:
    """Return a digest of all that hints say, so that what depends on them can be known again; empty for none."""
    if hints is None:
        return b""
    digest = hashlib.sha256(repr((hints.sport, hints.workouts)).encode("utf-8", "surrogatepass"))
    for column in (hints.beat_utc_s, hints.beat_bpm):
        digest.update(b"" if column is None else column.tobytes())
    return digest.digest()


def told(track: Track, hints: Hints) -> Track:
    """Return the track with the sport that the export gives it, and heart rates where the file itself has none.

    Notes
    -----
    The word of the export stands above that of the watch, for there the runner may have put it right.
    """
    sport = hints.sport if hints.sport != "unknown" else _sport_at(track, hints.workouts)
    out = track
    if sport not in ("unknown", track.sport):
        text = f"the file says {track.sport}, the export says {sport}; taken as {sport}"
        said = () if track.sport == "unknown" else (note("sport-by-export", "info", text),)
        out = replace(out, sport=sport, notes=(*out.notes, *said))
    return _with_beats(out, hints)


def _sport_at(track: Track, workouts: tuple[Workout, ...]) -> str:
    """Return the sport of the workout that has most time in common with the track."""
    if track.start_utc is None:
        return "unknown"
    start_s = (track.start_utc - _EPOCH).total_seconds()
    stop_s = start_s + float(track.time_s[-1])
    shared = [(min(w.stop_s, stop_s) - max(w.start_s, start_s), w.sport) for w in workouts]
    best = max(shared, key=lambda pair: pair[0], default=(0.0, "unknown"))
    return best[1] if best[0] > 0.0 else "unknown"


def _with_beats(track: Track, hints: Hints) -> Track:
    if track.start_utc is None or hints.beat_utc_s is None or hints.beat_bpm is None or not hints.beat_utc_s.size:
        return track
    import numpy as np

    from .fit.heart import merged

    if not np.isnan(track.heart_rate_bpm).any():
        return track
    utc_s = (track.start_utc - _EPOCH).total_seconds() + track.time_s
    near = slice(*np.searchsorted(hints.beat_utc_s, (utc_s[0] - 60.0, utc_s[-1] + 60.0)).tolist())
    heart_rate, _ = merged(utc_s, track.heart_rate_bpm, (hints.beat_utc_s[near], hints.beat_bpm[near]))
    return replace(track, heart_rate_bpm=heart_rate)
