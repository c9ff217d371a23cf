"""From paths to sessions: one file at a time, so that no file can stop the others."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from .. import limits
from ..dataclass import dataclass, replace
from ..errors import DowntempoError, InputError, InternalError
from ..localday import local_day, zone_at
from ..model import Athlete, Note, Rejection, Session, Track
from ..model.results import Collected, LeftOut
from ..model.track import Column
from ..parser import Found, Source, find, is_remote, recording_of
from ..segmenter import LOOK_BACK_DAYS, Settings, classify, recognise, segment
from ..text import safe
from .bounds import bounded
from .means import ALONE, Means
from .recall import read_each

Advance = Callable[[int], None]
Done = TypeVar("Done")
#: Years that a watch may rightly tell; others would lead arithmetic with days and weeks out of its bounds.
_BELIEVABLE = range(1970, 2100)
_NO_ACTIVITY = "not-activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read and segmented; `zone` is the configured time zone. Results do not depend on `means`."""

    decoder: Literal["fast", "reference"] = "fast"
    is_strict: bool = False
    settings: Settings = field(default_factory=Settings)
    zone: str | None = None
    bounds: tuple[tuple[str, int], ...] = field(default_factory=limits.deciding)
    means: Means = field(default=ALONE, repr=False, compare=False)


def everything(_name: str) -> bool:
    """Want every file."""
    return True


def collect(
    paths: Iterable[str | Path], reading: Reading, advance: Advance, is_wanted: Callable[[str], bool] = everything
) -> Collected:
    """Read and segment every recording below `paths`; the result does not depend on the order of the files.

    A file that is reached twice is read once. Files for whose name `is_wanted` says no are passed over; so is what an
    archive holds under such a name. `advance` counts the files.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    files = [file for file in _once([find([str(path)]) for path in paths]) if is_wanted(file.name)]
    alone = replace(reading, means=ALONE)  # other processes need not know, and what tells cannot be sent
    read = read_each(files, partial(read_source, alone), repr(reading), advance, reading.means)
    parts = [_wanted(part, file.name, is_wanted) for file, found in zip(files, read, strict=True) for part in found]
    sessions = by_place(session for part in parts for session in part.sessions)
    rejected = sorted((rejection for part in parts for rejection in part.rejected), key=lambda r: r.file)
    left_out = sorted((one for part in parts for one in part.left_out), key=lambda r: (r.file, r.reason))
    return Collected(sessions, tuple(rejected), tuple(left_out), tuple(sorted(b for part in parts for b in part.bugs)))


def _wanted(part: Collected, name: str, is_wanted: Callable[[str], bool]) -> Collected:
    """Return what one file gave without what lies in it under a name that is not wanted."""
    inside = {one.file for kind in (part.sessions, part.rejected, part.left_out) for one in kind} - {name}
    if all(is_wanted(file) for file in inside):
        return part
    return Collected(bugs=part.bugs)


def _once(roots: Sequence[Iterator[Found]]) -> Iterator[Found]:
    """Yield what lies below each root, but not what lay below one before: it is the same file, not a second run."""
    seen: set[str] = set()
    for root in roots:
        here: set[str] = set()
        for file in root:
            is_here = len(roots) > 1 and not is_remote(file.name)
            place = os.path.realpath(file.name) if is_here else file.name if len(roots) > 1 else ""
            here.add(place)
            if place not in seen:
                yield file
        seen |= here - {""}


def by_place(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sort sessions by file, and within a file by start."""
    return tuple(sorted(sessions, key=lambda s: (s.file, s.start_utc.isoformat() if s.start_utc else "")))


def read_source(reading: Reading, source: Source) -> Collected:
    """Read one recording; see `guarded` for what goes wrong."""
    if source.left_out:
        return Collected(left_out=(LeftOut(source.name, source.left_out, source.count),))
    return guarded(source.name, lambda: _read(reading, source))


def _read(reading: Reading, source: Source) -> Collected:
    recording = recording_of(source, decoder=reading.decoder, strict=reading.is_strict)
    if recording.rejected is not None:
        return _not_read(source, replace(recording.rejected, sha256=recording.sha256))
    return Collected(tuple(localized(segment(t, reading.settings), t, reading.zone) for t in recording.tracks))


def guarded(name: str, act: Callable[[], Done]) -> Done | Collected:
    """Do something with a file within the limits of time and memory for one; what goes wrong stands for what it gives.

    The only place that catches everything: what lands here is a bug, and is told as one.
    """
    try:
        with bounded():
            return act()
    except InputError as error:
        told = "; ".join(filter(None, (error.message, error.hint)))
        return Collected(rejected=(Rejection(name, error.code, safe(told), offset=error.offset),))
    except DowntempoError:
        raise
    except MemoryError:
        more = f"or {limits.option_of('MEMORY_BYTES')} allows more"
        reason = f"more memory would be needed than there is; the file was left out; split it, {more}"
        return Collected(rejected=(Rejection(name, "limit-memory", reason),))
    except Exception as fault:  # noqa: BLE001
        return Collected(bugs=(_bug(name, fault),))


def _bug(name: str, fault: Exception) -> str:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    message = f"{type(fault).__name__} in {Path(frame.filename).name}:{frame.lineno}: {safe(str(fault))}"
    return str(InternalError("internal", message, path=safe(name)))


def _not_read(source: Source, why: Rejection) -> Collected:
    """Return a rejected file; what is no activity and was named by nobody is left out, not rejected."""
    if source.is_found and why.reason == _NO_ACTIVITY:
        reason = "no activity: settings, a course, a workout or the like"
        return Collected(left_out=(LeftOut(source.name, reason),))
    return Collected(rejected=(why,))


def localized(session: Session, track: Track, zone: str | None) -> Session:
    """Return the session with the local day it was run on, and with what tells it from others of the day."""
    lat, lon = _first_fix(track.lat_deg, track.lon_deg)
    session = replace(
        session,
        format=track.format,
        has_watch_speed=bool((track.speed_mps == track.speed_mps).any()),
        first_fix=None if lat is None or lon is None else (lat, lon),
    )
    if session.start_utc is None:
        return session
    if session.start_utc.year not in _BELIEVABLE:
        message = f"the clock says {session.start_utc.year}, which no watch can mean; the run belongs to no day"
        return replace(session, notes=(*session.notes, Note("DQ108", "clock-wrong", "warning", message)))
    day, offset_s, origin = local_day(
        session.start_utc, zone=zone, utc_offset_s=track.utc_offset_s, lat_deg=lat, lon_deg=lon
    )
    notes = session.notes
    if origin == "utc":
        message = "no time zone in the file or the configuration; the day is that of UTC; set timezone"
        notes = (*notes, Note("DQ108", "zone-unknown", "info", message))
    return replace(session, local_date=day, utc_offset_s=offset_s, notes=notes)


def zone_of(track: Track) -> str:
    """Return the name of the time zone in which a track begins, empty where it has no position."""
    lat, lon = _first_fix(track.lat_deg, track.lon_deg)
    return "" if lat is None or lon is None else zone_at(lat, lon)


def _first_fix(lat_deg: Column, lon_deg: Column) -> tuple[float | None, float | None]:
    known = (lat_deg == lat_deg) & (lon_deg == lon_deg)  # NaN differs from itself
    row = int(known.argmax()) if known.any() else None
    return (None, None) if row is None else (float(lat_deg[row]), float(lon_deg[row]))


def runs_only(collected: Collected) -> Collected:
    """Leave out what cannot be judged as a run: other sports, and recordings without times."""
    kept, out = [], []
    for session in collected.sessions:
        if not session.is_run:
            out.append(LeftOut(session.file, f"not a run ({safe(session.sport)})"))
        elif session.local_date is None:
            out.append(LeftOut(session.file, "no believable time in the file, so it belongs to no day"))
        else:
            kept.append(session)
    return replace(collected, sessions=tuple(kept), left_out=(*collected.left_out, *out))


def classified(sessions: Iterable[Session], athlete: Athlete, earlier: Iterable[Session] = ()) -> tuple[Session, ...]:
    """Name the kind of each run, and the slopes that it knew, in the light of the runs before it; by day and start.

    `earlier` are runs whose kind is known already.
    """
    past = sorted(earlier, key=_when)
    return recognise(named(sessions, athlete, past), past)


def among(runs: Iterable[Session], given: Iterable[Session]) -> tuple[Session, ...]:
    """Return those of some runs, named since, that are the given ones."""
    wanted = {(s.file, s.sha256, s.start_utc) for s in given}
    return tuple(s for s in runs if (s.file, s.sha256, s.start_utc) in wanted)


def named(sessions: Iterable[Session], athlete: Athlete, earlier: Iterable[Session] = ()) -> tuple[Session, ...]:
    """Name the kind of each run alone; see `classified`, and `segmenter.recognise` for the slopes."""
    past = sorted(earlier, key=_when)
    marked = [(session, False) for session in past] + [(session, True) for session in sessions]
    known: list[Session] = []
    out = []
    first = 0
    for session, is_asked in sorted(marked, key=lambda pair: _when(pair[0])):
        while first < len(known) and _is_long_before(known[first], session):
            first += 1
        done = classify(session, known[first:], athlete) if is_asked else session
        known.append(done)
        if is_asked:
            out.append(done)
    return tuple(out)


def _is_long_before(run: Session, session: Session) -> bool:
    """Whether a run lies so far back that it has no say any more; one without a day never has."""
    if run.local_date is None or session.local_date is None:
        return run.local_date is None
    return (session.local_date - run.local_date).days > LOOK_BACK_DAYS


def _when(session: Session) -> tuple[str, str, str]:
    day = session.local_date.isoformat() if session.local_date else ""
    return day, session.start_utc.isoformat() if session.start_utc else "", session.file
