"""Write a track as GPX 1.1 with Garmin's TrackPointExtension v2."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterator
from datetime import UTC, timedelta

import numpy as np

from ..model.track import Track

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="{creator}" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">\n'
    "<metadata><time>{start}</time></metadata>\n<trk><type>running</type>\n"
)


def write_gpx(track: Track, *, with_speed: bool = False) -> bytes:
    """Return `track` as GPX; a break begins a new segment. GPX has no place for distance, laps or the local clock.

    `with_speed`: keep the watch's speed in the extension, as few exports do. Ten decimals of a degree hold a FIT
    position exactly.

    Raises
    ------
    ValueError
        The track has no times or no positions.
    """
    if track.start_utc is None or not np.any(np.isfinite(track.lat_deg)):
        raise ValueError("a GPX track needs times and positions")
    head = _HEAD.format(creator=html.escape(track.device or "unknown"), start=stamp(track, 0.0))
    points = list(_points(track, with_speed))
    cuts = [0, *track.breaks.tolist(), len(track)]
    segments = ("".join(points[a:b]) for a, b in itertools.pairwise(cuts) if b > a)
    body = "".join(f"<trkseg>\n{segment}</trkseg>\n" for segment in segments if segment)
    return f"{head}{body}</trk>\n</gpx>\n".encode()


def stamp(track: Track, time_s: float) -> str:
    """Return the moment `time_s` after the start as XML writes it, with milliseconds only where there are any."""
    assert track.start_utc is not None
    moment = (track.start_utc + timedelta(seconds=time_s)).astimezone(UTC)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def _points(track: Track, with_speed: bool) -> Iterator[str]:
    """Yield one element a sample, empty where the position is silent."""
    columns = (track.time_s, track.lat_deg, track.lon_deg, track.elevation_m)
    extras = _extensions(track, with_speed)
    for (t, lat, lon, ele), extra in zip(zip(*(c.tolist() for c in columns), strict=True), extras, strict=True):
        height = "" if math.isnan(ele) else f"<ele>{ele:.2f}</ele>"
        place = f'<trkpt lat="{lat:.10f}" lon="{lon:.10f}">'
        yield "" if math.isnan(lat) else f"{place}{height}<time>{stamp(track, t)}</time>{extra}</trkpt>\n"


def _extensions(track: Track, with_speed: bool) -> Iterator[str]:
    speeds = track.speed_mps if with_speed else np.full(len(track), np.nan)
    columns = (track.heart_rate_bpm, track.cadence_spm / 2, speeds)
    for rate, steps, speed in zip(*(c.tolist() for c in columns), strict=True):
        inner = "".join(
            f"<gpxtpx:{name}>{value:{form}}</gpxtpx:{name}>"
            for name, value, form in (("hr", rate, ".0f"), ("cad", steps, ".0f"), ("speed", speed, ".3f"))
            if not math.isnan(value)
        )
        wrapped = f"<gpxtpx:TrackPointExtension>{inner}</gpxtpx:TrackPointExtension>"
        yield f"<extensions>{wrapped}</extensions>" if inner else ""
