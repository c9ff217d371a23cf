"""One run, several files: two watches, or one recording exported twice. Each run counts once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model import Session
from ..model.results import Collected, LeftOut
from .collect import by_place

#: Recordings that start within so much of each other [s], and last as long up to this share, are one.
_START_S, _DURATION_SHARE = 2.0, 0.01
#: So much of the longer one's time is common to two watches on one run.
_COMMON_SHARE = 0.9
#: First fixes of one place lie this near [m]; between two starts a runner gets no farther than at this speed [m/s].
_PLACE_M, _FASTEST_MPS = 25.0, 7.0
#: A clock in the wrong zone is off by quarters of an hour, and by no more than this [s].
_QUARTER_S, _WIDEST_S = 900.0, 14 * 3600.0
_DISTANCE_SHARE = 0.02
_EARTH_M = 6_371_000.0
_FORMATS = ("fit", "tcx", "gpx")
_SAME_BYTES = "the same recording as another file; counted once"
_SAME_RUN = "the same run as another file; counted once"


def unique(collected: Collected) -> Collected:
    """Keep the best recording of each run, which learns of the others; they are left out, with both names.

    Notes
    -----
    Better is, in this order: not ending early, whole, with the watch's own speed, with a barometer, of more samples,
    FIT before TCX before GPX. What is in one file is never one run.
    """
    kept: list[Session] = []
    again: list[LeftOut] = []
    for group in _groups(collected.sessions):
        longest_s = max(session.duration_s or 0.0 for session in group)
        best, *others = sorted(group, key=lambda s: ((s.duration_s or 0.0) < _COMMON_SHARE * longest_s, *_worth(s)))
        if others:
            best = replace(best, duplicates=tuple(sorted({*best.duplicates, *(s.file for s in others)})))
        kept.append(best)
        again += (LeftOut(s.file, _SAME_BYTES if s.sha256 == best.sha256 else _SAME_RUN, 1, best.file) for s in others)
    again.sort(key=lambda left: (left.file, left.kept))
    return replace(collected, sessions=by_place(kept), left_out=(*collected.left_out, *again))


def unseen(sessions: Iterable[Session], known: Sequence[Session]) -> tuple[Session, ...]:
    """Return the runs among `sessions` that are none of the `known` ones."""
    given, own = list(sessions), {id(s) for s in known}
    seen = {id(s) for group in _groups([*given, *known]) if any(id(s) in own for s in group) for s in group}
    return tuple(s for s in given if id(s) not in seen)


def is_same_run(one: Session, other: Session) -> bool:
    """Whether two recordings are of one run, as far as can be told without their samples.

    Notes
    -----
    By start: they start and last alike, or have nearly all of their time in common and start where one runner could
    have been both times; or they begin together at one place, and one of them ends early because its file is cut off.
    Or the clock of one was set to another zone: then they start at one place, too, and last and reach alike, for
    quarters of an hour lie near to every start.
    """
    if one.start_utc is None or other.start_utc is None or not one.duration_s or not other.duration_s:
        return False
    late_s = (other.start_utc - one.start_utc).total_seconds()
    shorter_s, longer_s = sorted((one.duration_s, other.duration_s))
    lasts_alike = longer_s - shorter_s <= _DURATION_SHARE * longer_s
    if abs(late_s) <= _START_S and lasts_alike:
        return True
    apart_m = _apart_m(one, other)
    common_s = min(one.duration_s, late_s + other.duration_s) - max(0.0, late_s)
    if common_s >= _COMMON_SHARE * longer_s:
        return apart_m is None or apart_m <= _PLACE_M + _FASTEST_MPS * abs(late_s)
    is_cut = min(one, other, key=lambda s: s.duration_s or 0.0).is_cut
    if is_cut and abs(late_s) <= _START_S and common_s >= _COMMON_SHARE * shorter_s:
        return apart_m is not None and apart_m <= _PLACE_M + _FASTEST_MPS * abs(late_s)
    is_shifted = abs(late_s) <= _WIDEST_S and abs(math.remainder(late_s, _QUARTER_S)) <= _START_S
    return is_shifted and lasts_alike and apart_m is not None and apart_m <= _PLACE_M and _reach_alike(one, other)


def _reach_alike(one: Session, other: Session) -> bool:
    if one.distance_m is None or other.distance_m is None:
        return True
    return abs(one.distance_m - other.distance_m) <= _DISTANCE_SHARE * max(one.distance_m, other.distance_m)


def _apart_m(one: Session, other: Session) -> float | None:
    """Return how far apart they start [m], None where one of them does not know."""
    if one.first_fix is None or other.first_fix is None:
        return None
    (lat, lon), (other_lat, other_lon) = one.first_fix, other.first_fix
    east = math.radians(math.remainder(other_lon - lon, 360.0)) * math.cos(math.radians((lat + other_lat) / 2))
    return _EARTH_M * math.hypot(math.radians(other_lat - lat), east)


def _worth(session: Session) -> tuple[object, ...]:
    """Sort by worth, the best one first; names break ties, so that the order of the files does not count."""
    is_damaged = any(one.severity == "error" for one in session.notes)
    rank = _FORMATS.index(session.format) if session.format in _FORMATS else len(_FORMATS)
    barometer = session.elevation_source == "barometer"
    return is_damaged, not session.has_watch_speed, not barometer, -session.points, rank, session.sha256, session.file


def _groups(sessions: Sequence[Session]) -> list[list[Session]]:
    """Sort sessions into runs: all that can be reached from one to the next."""
    leader = list(range(len(sessions)))
    for pair in _pairs(sessions):
        low, high = sorted(_root(leader, k) for k in pair)
        leader[high] = low
    groups: dict[int, list[Session]] = {}
    for k, session in enumerate(sessions):
        groups.setdefault(_root(leader, k), []).append(session)
    return list(groups.values())


def _root(leader: list[int], k: int) -> int:
    while leader[k] != k:
        leader[k] = k = leader[leader[k]]
    return k


def _pairs(sessions: Sequence[Session]) -> Iterator[tuple[int, int]]:
    """Yield which two of the sessions are one run; those that start too far apart are never held against each other."""
    first: dict[tuple[str, float | None], int] = {}
    starts = [None if s.start_utc is None else s.start_utc.timestamp() for s in sessions]
    for k, session in enumerate(sessions):
        twin = first.setdefault((session.sha256, starts[k]), k) if session.sha256 else k
        if sessions[twin].file != session.file:
            yield twin, k
    dated = sorted((start, k) for k, start in enumerate(starts) if start is not None)
    begin = 0
    for at, (start, k) in enumerate(dated):
        while start - dated[begin][0] > _WIDEST_S + _START_S:
            begin += 1
        for _, other in dated[begin:at]:
            if sessions[other].file != sessions[k].file and is_same_run(sessions[other], sessions[k]):
                yield other, k
