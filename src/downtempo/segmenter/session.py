"""The stages put together: from a track to a session whose kind is not yet named."""

from __future__ import annotations

import numpy as np

from ..dataclass import replace
from ..model.progression import Progression
from ..model.segments import Surge
from ..model.session import Session
from ..model.track import Column, Track
from .cadence import flat_cadence
from .clean import resample
from .completion import Found
from .descents import find_descents
from .device import device_splits, device_surges
from .gap import fit_weight, gap_speed
from .ground import ground_of
from .load import find_load, find_totals
from .loop import is_on_track
from .outline import heights, speeds
from .phases import find_phases
from .profile import find_profile
from .progression import conform, find_progression
from .ranges import ranges_of
from .remarks import effort_sampling, remarks
from .repeats import descent_sets, slowest
from .run import Run
from .search import search
from .sets import find_sets
from .settings import Settings
from .shapes import long_repeats
from .windows import mean_of, median_of

#: Share of the error of a surge's ends that is left where cadence tells them.
_SHARP = 0.6
_BEST_S = 10
_IN_PROGRESSION = 0.5
_EXPLAINING_REPS = 2
_LEAST_OUTSIDE_S = 300
#: A block is as long as this [s] and as much faster than easy; dips of half a minute do not part it.
_BLOCK_S, _BLOCK_RATIO, _BLOCK_MEAN_S = 420.0, 1.17, 61
#: What is slower is walked [m/s].
_WALK_MPS = 2.0


def find_session(track: Track, settings: Settings) -> Session:
    """Return the session that a track holds, without its kind."""
    signal = resample(track)
    if signal is None:
        return replace(_bare(track), kind_reason="nothing to segment: no times, or too little was recorded")
    profile = find_profile(signal)
    weight, model = fit_weight(signal, profile, settings.gap_model)
    run = Run(signal=signal, profile=profile, gap_mps=None if weight is None else gap_speed(signal, profile, weight))
    found, is_sharp = search(run, weight, ground_of(signal, profile))
    watch, odd = device_surges(track, run, settings.intervals)
    surges = watch if watch is not None else _surges(run, found, is_sharp=is_sharp)
    planned = device_splits(track, run, settings.intervals)
    progression = (conform(run, *planned) if planned else None) or _upheld(find_progression(run), found, surges)
    session = _session(track, settings, run, found, _outside(surges, progression), progression, model)
    return replace(session, notes=(*session.notes, *odd))


def _surges(run: Run, found: Found, *, is_sharp: bool) -> tuple[Surge, ...]:
    """Measure the surges; on a track the ground is flat even where altitude cannot tell."""
    seconds = np.arange(len(run.signal))
    times = [np.interp([c.start, c.stop], seconds, run.signal.time_s).tolist() for c in found.surges]
    error_s = run.signal.surge_edge_error_s * (_SHARP if is_sharp else 1.0)
    surges = tuple(run.surge(start_s, stop_s, edge_error_s=error_s) for start_s, stop_s in times)
    if any(s.terrain is None for s in surges) and is_on_track(run, surges):
        return tuple(replace(s, terrain="flat") for s in surges)
    return surges


def _upheld(progression: Progression | None, found: Found, surges: tuple[Surge, ...]) -> Progression | None:
    """Return the progression, unless two reps or more lie in it, which then explain it better.

    An even staircase yields only to a regular set, or to the watch's own; splits may well look like a surge or two.
    """
    is_set = bool(found.regular) or any(s.source != "detected" for s in surges)
    if progression is None or (progression.is_strict and not is_set):
        return progression
    first_s, last_s = progression.splits[0].span.start_s, progression.splits[-1].span.stop_s
    middles = [0.5 * (s.span.start_s + s.span.stop_s) for s in surges]
    return None if sum(first_s < middle < last_s for middle in middles) >= _EXPLAINING_REPS else progression


def _outside(surges: tuple[Surge, ...], progression: Progression | None) -> tuple[Surge, ...]:
    """Leave out surges that are splits of a progression."""
    if progression is None:
        return surges
    first_s, last_s = progression.splits[0].span.start_s, progression.splits[-1].span.stop_s
    return tuple(
        s for s in surges
        if min(s.span.stop_s, last_s) - max(s.span.start_s, first_s) < _IN_PROGRESSION * s.span.duration_s
    )  # fmt: skip


def _session(
    track: Track, settings: Settings, run: Run, found: Found, surges: tuple[Surge, ...],
    progression: Progression | None, model: str,
) -> Session:  # fmt: skip
    signal, profile = run.signal, run.profile
    moving = ~signal.is_standing | (signal.is_gap & (signal.speed_mps > 0.0))  # a way that was walked unrecorded counts
    base_mps = _base(run, found, progression)
    descents = find_descents(signal, profile, run.gap_mps)
    fastest_easy = _fastest_easy(run, found, surges)
    long = long_repeats(descents, base_mps) if progression is None else ()
    sets = descent_sets(run, surges, long) if long else find_sets(run, surges)
    if long:
        surges = tuple(s for group in sets for s in group.surges)
        fastest_easy = slowest(surges)
    gain_m, drop_m = find_totals(profile)
    return replace(
        _bare(track),
        moving_s=float(moving.sum()),
        distance_m=float(signal.distance_m[-1]),
        gain_m=gain_m,
        drop_m=drop_m,
        elevation_source=signal.elevation_source,
        sampling_s=signal.sampling_s,
        effort_sampling_s=effort_sampling(run, surges),
        has_positions=signal.has_positions,
        gap_model=model,
        base_speed_mps=base_mps,
        easy_speed_mps=settings.easy_speed_mps or base_mps,
        easy_speed_from="configuration" if settings.easy_speed_mps else "session",
        best_10s_mps=float(_mean_over(signal.speed_mps, _BEST_S).max()),
        flat_cadence_spm=flat_cadence(run, surges),
        descents=descents,
        sets=sets,
        phases=find_phases(run, sets, progression, fastest_easy),
        progression=progression,
        doubted_s=0.0 if surges or progression is not None else _doubted_s(run, found),
        load=find_load(profile, float(moving.sum())),
        notes=(*track.notes, *signal.notes, *remarks(track, run, surges)),
        profile_elevation_m=heights(run),
        profile_speed_mps=speeds(run),
    )


def _base(run: Run, found: Found, progression: Progression | None) -> float | None:
    """Return the speed outside surges and splits [m/s]; of the whole run where that leaves next to nothing."""
    if found.easy_mps is not None and progression is None:
        return found.easy_mps
    moving = ~run.signal.is_standing
    spans = [(split.span.start_s, split.span.stop_s) for split in progression.splits] if progression is not None else []
    outside = moving & ~run.flags(spans)
    chosen = outside if outside.sum() >= _LEAST_OUTSIDE_S else moving
    return median_of(run.pace_mps[chosen]) if chosen.any() else None


def _fastest_easy(run: Run, found: Found, surges: tuple[Surge, ...]) -> float:
    """Return the speed between easy running and surges [m/s]; inf where there are none.

    Where the rests are walked, most of what lies outside the surges is walking, and easy running is the rest of it.
    """
    if not (found.easy_mps and found.fast_mps):
        return np.inf
    outside = ~run.signal.is_standing & ~run.flags([(s.span.start_s, s.span.stop_s) for s in surges])
    running = run.pace_mps[outside & (run.pace_mps > _WALK_MPS)]
    easy_mps = max(found.easy_mps, median_of(running)) if len(running) >= _LEAST_OUTSIDE_S else found.easy_mps
    return 0.5 * (easy_mps + found.fast_mps)


def _doubted_s(run: Run, found: Found) -> float:
    """Return the length of the longest fast block where hills may explain it [s], 0 where altitude tells that.

    Where like surges were left out for that, it is the length of all of them.
    """
    if found.doubted:
        return sum(c.duration_s for c in found.doubted)
    signal = run.signal
    if signal.elevation_source not in ("none", "gps") or not (found.easy_mps and found.fast_mps):
        return 0.0
    if found.fast_mps < _BLOCK_RATIO * found.easy_mps:
        return 0.0
    fast = mean_of(signal.speed_mps, _BLOCK_MEAN_S) > 0.5 * (found.easy_mps + found.fast_mps)
    longest = float(np.diff(ranges_of(fast)).max(initial=0))
    return longest if longest >= _BLOCK_S else 0.0


def _bare(track: Track) -> Session:
    """Return what is known of a track without looking at its samples in detail."""
    time_s = track.time_s[np.isfinite(track.time_s)]
    return Session(
        file=track.file,
        sha256=track.sha256,
        start_utc=track.start_utc,
        utc_offset_s=track.utc_offset_s,
        sport=track.sport,
        is_trail=track.is_trail,
        device=track.device,
        points=track.points,
        duration_s=float(np.ptp(time_s)) if track.has_time and len(time_s) else None,
        has_heart_rate=bool(np.isfinite(track.heart_rate_bpm).any()),
        has_cadence=bool(np.isfinite(track.cadence_spm).any()),
        perceived_effort=track.perceived_effort,
        feel=track.feel,
        notes=track.notes,
    )


def _mean_over(values: Column, width: int) -> Column:
    """Return the means over `width` samples in a row, of all of them where there are fewer."""
    width = min(width, len(values))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((sums[width:] - sums[:-width]) / width)
