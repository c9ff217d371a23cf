"""Write tracks as GPX 1.1 with Garmin's TrackPointExtension v2."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from ..model.track import Track
from .on_foot import is_on_foot
from .text import escaped, leaf, number, stamp

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="{creator}" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">\n'
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
    began = f"<metadata><time>{stamp(track, 0.0)}</time></metadata>\n"
    return _document(track.device, began + _track(track, with_speed=with_speed, is_exact=False))


def gpx_copy(tracks: Sequence[Track]) -> bytes:
    """Return tracks as one document, every number as it is; points without a position have no place in it.

    Raises
    ------
    ValueError
        A track has no positions.
    """
    if not all(np.any(np.isfinite(track.lat_deg)) for track in tracks):
        raise ValueError("a GPX track needs positions")
    return _document(tracks[0].device, "".join(_track(track, with_speed=True, is_exact=True) for track in tracks))


def gpx_tracks(named: Sequence[tuple[str, Track]]) -> bytes:
    """Return tracks with their names as one document, every number as it is and all times in UTC."""
    return _document("downtempo", "".join(_track(track, with_speed=True, is_exact=True, name=n) for n, track in named))


def _document(creator: str, body: str) -> bytes:
    return f"{_HEAD.format(creator=escaped(creator or 'unknown'))}{body}</gpx>\n".encode()


def _track(track: Track, *, with_speed: bool, is_exact: bool, name: str = "") -> str:
    points = list(_points(track, with_speed, is_exact))
    cuts = [0, *track.breaks.tolist(), len(track)]
    segments = ("".join(points[a:b]) for a, b in itertools.pairwise(cuts) if b > a)
    body = "".join(f"<trkseg>\n{segment}</trkseg>\n" for segment in segments if segment)
    sport = "\n" if track.sport == "unknown" else f"<type>{escaped(track.sport)}</type>\n"
    called = f"<name>{escaped(name)}</name>" if name else ""
    return f"<trk>{called}{sport}{body}</trk>\n"


def _points(track: Track, with_speed: bool, is_exact: bool) -> Iterator[str]:
    """Yield one element a sample, empty where the position is silent."""
    columns = (track.time_s, track.lat_deg, track.lon_deg, track.elevation_m)
    extras = _extensions(track, with_speed, is_exact)
    for (t, lat, lon, ele), extra in zip(zip(*(c.tolist() for c in columns), strict=True), extras, strict=True):
        place = " ".join(f'{k}="{number(v, 10, is_exact=is_exact)}"' for k, v in (("lat", lat), ("lon", lon)))
        when = "" if track.start_utc is None else f"<time>{stamp(track, t, is_exact=is_exact)}</time>"
        height = leaf("ele", ele, 2, is_exact=is_exact)
        yield "" if math.isnan(lat) else f"<trkpt {place}>{height}{when}{extra}</trkpt>\n"


def _extensions(track: Track, with_speed: bool, is_exact: bool) -> Iterator[str]:
    silent = np.full(len(track), np.nan)
    steps = track.cadence_spm / 2 if is_on_foot(track.sport) else track.cadence_spm
    columns = (track.heart_rate_bpm, steps, track.speed_mps if with_speed else silent, track.power_w)
    for rate, cadence, speed, watts in zip(*(c.tolist() for c in columns), strict=True):
        inner = "".join(
            leaf(f"gpxtpx:{name}", value, decimals, is_exact=is_exact)
            for name, value, decimals in (("hr", rate, 0), ("cad", cadence, 0), ("speed", speed, 3))
        )
        inner = inner and f"<gpxtpx:TrackPointExtension>{inner}</gpxtpx:TrackPointExtension>"
        power = leaf("power", watts, 0, is_exact=is_exact)
        yield f"<extensions>{power}{inner}</extensions>" if power or inner else ""
