"""Write a track as TCX v2 with Garmin's ActivityExtension v2."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterator

import numpy as np

from ..model.track import Lap, Track
from .gpx import stamp

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    '<Activities>\n<Activity Sport="Running">\n<Id>{start}</Id>\n'
)
_TAIL = (
    '<Creator xsi:type="Device_t"><Name>{device}</Name><UnitId>1</UnitId><ProductID>1</ProductID>'
    "<Version><VersionMajor>1</VersionMajor><VersionMinor>0</VersionMinor></Version></Creator>\n"
    "</Activity>\n</Activities>\n</TrainingCenterDatabase>\n"
)
_TRIGGERS = {"manual": "Manual", "time": "Time", "distance": "Distance", "position": "Location"}


def write_tcx(track: Track) -> bytes:
    """Return `track` as TCX: a `Lap` for each lap (one without any), a `Track` for each stretch between breaks.

    TCX has no place for the local clock, nor for where the altitude comes from.

    Raises
    ------
    ValueError
        The track has no times.
    """
    if track.start_utc is None or not len(track):
        raise ValueError("a TCX activity needs samples with times")
    points = list(_points(track))
    laps = track.laps or (Lap(0.0, float(track.time_s[-1]), None, "manual"),)
    ends = [*(int(np.searchsorted(track.time_s, lap.start_s)) for lap in laps[1:]), len(track)]
    starts = [0, *ends[:-1]]
    body = "".join(_lap(track, *row, points) for row in zip(laps, starts, ends, strict=True))
    head, tail = _HEAD.format(start=stamp(track, 0.0)), _TAIL.format(device=html.escape(track.device or "unknown"))
    return f"{head}{body}{tail}".encode()


def _lap(track: Track, lap: Lap, first: int, last: int, points: list[str]) -> str:
    cuts = [first, *(cut for cut in track.breaks.tolist() if first < cut < last), last]
    parts = (f"<Track>\n{''.join(points[a:b])}</Track>\n" for a, b in itertools.pairwise(cuts))
    paused = sum(max(0.0, min(p.stop_s, lap.stop_s) - max(p.start_s, lap.start_s)) for p in track.pauses)
    totals = (
        f"<TotalTimeSeconds>{lap.stop_s - lap.start_s - paused:.1f}</TotalTimeSeconds>"
        f"<DistanceMeters>{_metres(track, lap, first, last):.2f}</DistanceMeters><Calories>0</Calories>"
        f"<Intensity>{'Resting' if lap.intensity in ('rest', 'recovery') else 'Active'}</Intensity>"
        f"<TriggerMethod>{_TRIGGERS.get(lap.trigger, 'Manual')}</TriggerMethod>"
    )
    return f'<Lap StartTime="{stamp(track, lap.start_s)}">{totals}\n{"".join(parts)}</Lap>\n'


def _metres(track: Track, lap: Lap, first: int, last: int) -> float:
    if lap.distance_m is not None:
        return lap.distance_m
    told = track.distance_m[first:last]
    told = told[np.isfinite(told)]
    return float(told[-1] - told[0]) if len(told) else 0.0


def _points(track: Track) -> Iterator[str]:
    columns = (
        track.time_s, track.lat_deg, track.lon_deg, track.elevation_m, track.distance_m, track.heart_rate_bpm,
        track.speed_mps, track.cadence_spm / 2,
    )  # fmt: skip
    for t, lat, lon, ele, metres, rate, speed, steps in zip(*(c.tolist() for c in columns), strict=True):
        place = f"<LatitudeDegrees>{lat:.10f}</LatitudeDegrees><LongitudeDegrees>{lon:.10f}</LongitudeDegrees>"
        extra = _leaf("ns3:Speed", speed, ".3f") + _leaf("ns3:RunCadence", steps, ".0f")
        yield (
            f"<Trackpoint><Time>{stamp(track, t)}</Time>"
            + ("" if math.isnan(lat) else f"<Position>{place}</Position>")
            + _leaf("AltitudeMeters", ele, ".2f")
            + _leaf("DistanceMeters", metres, ".2f")
            + ("" if math.isnan(rate) else f"<HeartRateBpm><Value>{rate:.0f}</Value></HeartRateBpm>")
            + (f"<Extensions><ns3:TPX>{extra}</ns3:TPX></Extensions>" if extra else "")
            + "</Trackpoint>\n"
        )


def _leaf(tag: str, value: float, form: str) -> str:
    return "" if math.isnan(value) else f"<{tag}>{value:{form}}</{tag}>"
