"""From paths to sessions: one file at a time, so that no file can stop the others."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ..errors import DowntempoError, InputError, InternalError
from ..localday import local_day
from ..model import Athlete, Note, Recording, Rejection, Session, Track
from ..model.results import Collected, LeftOut
from ..model.track import Column
from ..parser import Found, Source, find, opened, parse
from ..segmenter import LOOK_BACK_DAYS, Settings, classify, segment
from ..text import safe
from .means import ALONE, Means
from .recall import Harvest, harvest_each

Advance = Callable[[int], None]
_NO_MEMORY = "limit-memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read and segmented; `zone` is the configured time zone."""

    decoder: Literal["fast", "reference"] = "fast"
    is_strict: bool = False
    settings: Settings = field(default_factory=Settings)
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of one file."""

    sessions: tuple[Session, ...] = ()
    rejected: Rejection | None = None
    bug: str = ""


def collect(
    paths: Iterable[str | Path], reading: Reading, advance: Advance, *, means: Means = ALONE
) -> Collected:  # fmt: skip
    """Read and segment every recording below `paths`; the result does not depend on the order of the files.

    Nor does it depend on `means`: how many processes read, and which results are known from earlier times.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    files = list(find([str(path) for path in paths]))
    parts = harvest_each(files, partial(_harvest, reading), repr(reading), advance, means)
    sessions = by_place(session for part in parts for session in part.sessions)
    rejected = sorted((rejection for part in parts for rejection in part.rejected), key=lambda r: r.file)
    return Collected(sessions, tuple(rejected), (), tuple(sorted(bug for part in parts for bug in part.bugs)))


def by_place(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sort sessions by file, and within a file by start."""
    return tuple(sorted(sessions, key=lambda s: (s.file, s.start_utc.isoformat() if s.start_utc else "")))


def _harvest(reading: Reading, file: Found) -> Harvest:
    """Read one file, with the digest of its bytes where they alone decide what it gives."""
    read, digests = [], []
    for source in opened(file):
        read.append(_read(source, reading))
        digests.append(b"" if source.data is None else sha256(source.data).digest())
    rejected = tuple(r.rejected for r in read if r.rejected is not None)
    bugs = tuple(r.bug for r in read if r.bug)
    is_lasting = len(read) == 1 and not bugs and all(r.reason != _NO_MEMORY for r in rejected)
    found = Collected(tuple(s for r in read for s in r.sessions), rejected, (), bugs)
    return Harvest(found, digests[0] if is_lasting else b"")


def _read(source: Source, reading: Reading) -> _Read:
    """Read one file. The only place that catches everything: what lands here is a bug, and is told as one."""
    try:
        recording = _recording(source, reading)
        if recording.rejected is not None:
            return _Read(rejected=recording.rejected)
        return _Read(tuple(localized(segment(t, reading.settings), t, reading.zone) for t in recording.tracks))
    except InputError as error:
        told = "; ".join(filter(None, (error.message, error.hint)))
        return _Read(rejected=Rejection(source.name, error.code, safe(told), offset=error.offset))
    except DowntempoError:
        raise
    except MemoryError:
        reason = "more memory would be needed than there is; the file was left out"
        return _Read(rejected=Rejection(source.name, _NO_MEMORY, reason))
    except Exception as fault:  # noqa: BLE001
        return _Read(bug=_bug(source.name, fault))


def _bug(name: str, fault: Exception) -> str:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    message = f"{type(fault).__name__} in {Path(frame.filename).name}:{frame.lineno}: {safe(str(fault))}"
    return str(InternalError("internal", message, path=safe(name)))


def _recording(source: Source, reading: Reading) -> Recording:
    if source.data is None:
        return Recording(source.name, "", (), source.rejected)
    return parse(source.data, source.name, decoder=reading.decoder, strict=reading.is_strict)


def localized(session: Session, track: Track, zone: str | None) -> Session:
    """Return the session with the local day it was run on."""
    if session.start_utc is None:
        return session
    lat, lon = _first_fix(track.lat_deg, track.lon_deg)
    day, offset_s, origin = local_day(
        session.start_utc, zone=zone, utc_offset_s=track.utc_offset_s, lat_deg=lat, lon_deg=lon
    )
    notes = session.notes
    if origin == "utc":
        message = "no time zone in the file or the configuration; the day is that of UTC; set timezone"
        notes = (*notes, Note("DQ108", "zone-unknown", "info", message))
    return replace(session, local_date=day, utc_offset_s=offset_s, notes=notes)


def _first_fix(lat_deg: Column, lon_deg: Column) -> tuple[float | None, float | None]:
    known = (lat_deg == lat_deg) & (lon_deg == lon_deg)  # NaN differs from itself
    row = int(known.argmax()) if known.any() else None
    return (None, None) if row is None else (float(lat_deg[row]), float(lon_deg[row]))


def unique(collected: Collected) -> Collected:
    """Keep each recording once; the same bytes under a second name are left out, with both names."""
    first: dict[tuple[str, str], str] = {}
    kept, again = [], []
    for session in collected.sessions:
        key = (session.sha256, session.start_utc.isoformat() if session.start_utc else "")
        if key in first and first[key] != session.file:
            again.append(LeftOut(session.file, f"the same recording as {first[key]}; counted once"))
        else:
            first.setdefault(key, session.file)
            kept.append(session)
    return replace(collected, sessions=tuple(kept), left_out=(*collected.left_out, *again))


def runs_only(collected: Collected) -> Collected:
    """Leave out what cannot be judged as a run: other sports, and recordings without times."""
    kept, out = [], []
    for session in collected.sessions:
        if not session.is_run:
            out.append(LeftOut(session.file, f"not a run ({safe(session.sport)})"))
        elif session.local_date is None:
            out.append(LeftOut(session.file, "no times in the file, so it belongs to no day"))
        else:
            kept.append(session)
    return replace(collected, sessions=tuple(kept), left_out=(*collected.left_out, *out))


def classified(sessions: Iterable[Session], athlete: Athlete, earlier: Iterable[Session] = ()) -> tuple[Session, ...]:
    """Name the kind of each run in the light of the runs before it; sorted by day and start.

    `earlier` are runs whose kind is known already.
    """
    marked = [(session, False) for session in earlier] + [(session, True) for session in sessions]
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
