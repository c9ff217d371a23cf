"""Write tracks as TCX v2 with Garmin's ActivityExtension v2."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from ..model.track import Lap, Track
from .on_foot import is_on_foot
from .text import escaped, leaf, number, stamp

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    "<Activities>\n"
)
_TAIL = "</Activities>\n</TrainingCenterDatabase>\n"
_CREATOR = (
    '<Creator xsi:type="Device_t"><Name>{device}</Name><UnitId>1</UnitId><ProductID>1</ProductID>'
    "<Version><VersionMajor>1</VersionMajor><VersionMinor>0</VersionMinor></Version></Creator>\n"
)
_TRIGGERS = {"manual": "Manual", "time": "Time", "distance": "Distance", "position": "Location"}
_SPORTS = {"running": "Running", "cycling": "Biking", "unknown": "Other"}


def write_tcx(track: Track) -> bytes:
    """Return `track` as TCX: a `Lap` for each lap (one without any), a `Track` for each stretch between breaks.

    TCX has no place for the local clock, nor for where the altitude comes from.

    Raises
    ------
    ValueError
        The track has no times.
    """
    return f"{_HEAD}{_activity(track, is_exact=False)}{_TAIL}".encode()


def tcx_copy(tracks: Sequence[Track]) -> bytes:
    """Return tracks as one document, every number as it is, times with the offset of the local clock.

    Raises
    ------
    ValueError
        A track has no times.
    """
    return f"{_HEAD}{''.join(_activity(track, is_exact=True) for track in tracks)}{_TAIL}".encode()


def _activity(track: Track, *, is_exact: bool) -> str:
    if track.start_utc is None or not len(track):
        raise ValueError("a TCX activity needs samples with times")
    points = list(_points(track, is_exact))
    laps = track.laps or (Lap(0.0, float(track.time_s[-1]), None, "manual"),)
    ends = [*(int(np.searchsorted(track.time_s, lap.start_s)) for lap in laps[1:]), len(track)]
    starts = [0, *ends[:-1]]
    body = "".join(_lap(track, *row, points, is_exact) for row in zip(laps, starts, ends, strict=True))
    sport = _SPORTS.get(track.sport) or escaped(track.sport.capitalize())
    head = f'<Activity Sport="{sport}">\n<Id>{stamp(track, 0.0, is_exact=is_exact)}</Id>\n'
    device = track.device if is_exact else track.device or "unknown"
    return f"{head}{body}{_CREATOR.format(device=escaped(device)) if device else ''}</Activity>\n"


def _lap(track: Track, lap: Lap, first: int, last: int, points: list[str], is_exact: bool) -> str:
    cuts = [first, *(cut for cut in track.breaks.tolist() if first < cut < last), last]
    parts = (f"<Track>\n{''.join(points[a:b])}</Track>\n" for a, b in itertools.pairwise(cuts))
    paused = sum(max(0.0, min(p.stop_s, lap.stop_s) - max(p.start_s, lap.start_s)) for p in track.pauses)
    totals = (
        f"{leaf('TotalTimeSeconds', lap.stop_s - lap.start_s - paused, 1, is_exact=is_exact)}"
        f"{leaf('DistanceMeters', _metres(track, lap, first, last), 2, is_exact=is_exact)}<Calories>0</Calories>"
        f"<Intensity>{'Resting' if lap.intensity in ('rest', 'recovery') else 'Active'}</Intensity>"
        f"<TriggerMethod>{_TRIGGERS.get(lap.trigger, 'Manual')}</TriggerMethod>"
    )
    start = stamp(track, lap.start_s, is_exact=is_exact)
    return f'<Lap StartTime="{start}">{totals}\n{"".join(parts)}</Lap>\n'


def _metres(track: Track, lap: Lap, first: int, last: int) -> float:
    if lap.distance_m is not None:
        return lap.distance_m
    told = track.distance_m[first:last]
    told = told[np.isfinite(told)]
    return float(told[-1] - told[0]) if len(told) else 0.0


def _points(track: Track, is_exact: bool) -> Iterator[str]:
    steps = track.cadence_spm / 2 if is_on_foot(track.sport) else track.cadence_spm
    columns = (
        track.time_s, track.lat_deg, track.lon_deg, track.elevation_m, track.distance_m, track.heart_rate_bpm,
        track.speed_mps, steps, track.power_w,
    )  # fmt: skip
    for t, lat, lon, ele, metres, rate, speed, cadence, watts in zip(*(c.tolist() for c in columns), strict=True):
        extra = (
            leaf("ns3:Speed", speed, 3, is_exact=is_exact)
            + leaf("ns3:RunCadence", cadence, 0, is_exact=is_exact)
            + leaf("ns3:Watts", watts, 0, is_exact=is_exact)
        )
        yield (
            f"<Trackpoint><Time>{stamp(track, t, is_exact=is_exact)}</Time>"
            + ("" if math.isnan(lat) else _position(lat, lon, is_exact))
            + leaf("AltitudeMeters", ele, 2, is_exact=is_exact)
            + leaf("DistanceMeters", metres, 2, is_exact=is_exact)
            + ("" if math.isnan(rate) else f"<HeartRateBpm>{leaf('Value', rate, 0, is_exact=is_exact)}</HeartRateBpm>")
            + (f"<Extensions><ns3:TPX>{extra}</ns3:TPX></Extensions>" if extra else "")
            + "</Trackpoint>\n"
        )


def _position(lat: float, lon: float, is_exact: bool) -> str:
    told = (("LatitudeDegrees", lat), ("LongitudeDegrees", lon))
    inner = "".join(f"<{tag}>{number(value, 10, is_exact=is_exact)}</{tag}>" for tag, value in told)
    return f"<Position>{inner}</Position>"
