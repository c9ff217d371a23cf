"""A track without what lies in private places, and a track without anything but the run itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from ..model.track import Column, Lap, Pause, Track, WatchSplit
from .cut import BETWEEN_S, Cut

#: For so long beside a cut the height is not told [m].
_BLIND_M = 200.0
#: Words for sports; what else a file calls its own may be a name.
_SPORTS = frozenset(
    {"running", "walking", "hiking", "cycling", "swimming", "transition", "training", "fitness-equipment", "rowing",
     "mountaineering", "skiing", "alpine-skiing", "cross-country-skiing", "multisport", "paddling"}
)  # fmt: skip
_DIGITS = 5


def rounded_start(start_utc: datetime | None) -> datetime | None:
    """Return the last full quarter of an hour."""
    if start_utc is None:
        return None
    late = timedelta(minutes=start_utc.minute % 15, seconds=start_utc.second, microseconds=start_utc.microsecond)
    return start_utc - late


def shown_track(track: Track, cut: Cut) -> Track:
    """Return what of a track may be shown, shapes `(k,)`: times and distances as told, positions to five decimals.

    Laps, splits and pauses of the watch that any cut touches are left out; each cut in mid-run is a pause of a minute.
    """
    rows = cut.rows
    columns: dict[str, Any] = {name: column[rows] for name, column in track.columns.items()}
    columns["lat_deg"], columns["lon_deg"] = (columns[name].round(_DIGITS) for name in ("lat_deg", "lon_deg"))
    columns["elevation_m"] = _without_cut_ends(columns["elevation_m"], cut)
    sizes = [block.stop - block.first for block in cut.blocks]
    columns["time_s"] = columns["time_s"] + np.repeat([b.told_s - b.start_s for b in cut.blocks], sizes)
    late_m = np.repeat([b.told_m - b.start_m for b in cut.blocks], sizes)
    columns["distance_m"] = np.maximum(columns["distance_m"] + late_m, 0.0)
    seams = np.cumsum(sizes)[:-1]
    return replace(
        track, **columns, file="", sha256="", points=len(rows), start_utc=rounded_start(track.start_utc),
        breaks=np.union1d(np.searchsorted(rows, track.breaks[np.isin(track.breaks, rows)]), seams).astype(np.int64),
        laps=tuple(_moved_laps(track.laps, cut)), splits=tuple(_moved_splits(track.splits, cut)),
        pauses=tuple(sorted((*_moved_pauses(track.pauses, cut), *_cut_pauses(cut)), key=lambda p: p.start_s)),
        notes=(),
    )  # fmt: skip


def stripped_track(track: Track, *, keep_heart_rate: bool = False) -> Track:
    """Return the run itself and nothing of whoever ran it: a new track with what is on the list, and no more.

    On the list are the clock, the sport, positions, distance, height, speed, cadence, power, laps, the steps of the
    workout, the watch's own splits and pauses; heart rate only when it is asked for.
    """
    silent = np.full(len(track), np.nan)
    return Track(
        format=track.format, start_utc=track.start_utc, utc_offset_s=track.utc_offset_s,
        sport=track.sport if track.sport in _SPORTS else "unknown",
        is_trail=track.is_trail, points=track.points, elevation_source=track.elevation_source,
        time_s=track.time_s, lat_deg=track.lat_deg, lon_deg=track.lon_deg, distance_m=track.distance_m,
        elevation_m=track.elevation_m, speed_mps=track.speed_mps, cadence_spm=track.cadence_spm, power_w=track.power_w,
        heart_rate_bpm=track.heart_rate_bpm if keep_heart_rate else silent,
        breaks=track.breaks, laps=track.laps, steps=track.steps, splits=track.splits, pauses=track.pauses,
    )  # fmt: skip


def _without_cut_ends(elevation_m: Column, cut: Cut) -> Column:
    """Return the heights, silent for a stretch on either side of every cut."""
    out = elevation_m.copy()
    at = 0
    for block in cut.blocks:
        along = cut.along_m[block.first : block.stop]
        is_blind = (along < block.start_m + _BLIND_M) & (not block.opens_run)
        is_blind |= (along > block.stop_m - _BLIND_M) & (not block.ends_run)
        out[at : at + len(along)][is_blind] = np.nan
        at += len(along)
    return out


def _moved_laps(laps: Iterable[Lap], cut: Cut) -> Iterable[Lap]:
    for lap in laps:
        moved = _moved(lap.start_s, lap.stop_s, cut)
        if moved:
            yield replace(lap, start_s=moved[0], stop_s=moved[1])


def _moved_splits(splits: Iterable[WatchSplit], cut: Cut) -> Iterable[WatchSplit]:
    for split in splits:
        moved = _moved(split.start_s, split.stop_s, cut)
        if moved:
            yield replace(split, start_s=moved[0], stop_s=moved[1])


def _moved_pauses(pauses: Iterable[Pause], cut: Cut) -> Iterable[Pause]:
    return (Pause(*moved) for pause in pauses if (moved := _moved(pause.start_s, pause.stop_s, cut)))


def _moved(start_s: float, stop_s: float, cut: Cut) -> tuple[float, float] | None:
    for block in cut.blocks:
        if block.holds(start_s, stop_s):
            late_s = block.told_s - block.start_s
            return max(start_s + late_s, 0.0), stop_s + late_s
    return None


def _cut_pauses(cut: Cut) -> Iterable[Pause]:
    return (Pause(b.told_s - BETWEEN_S, b.told_s) for b in cut.blocks[1:])
