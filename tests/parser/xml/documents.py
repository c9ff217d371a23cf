"""Small GPX and TCX documents for tests, and where the corpora lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from downtempo.model.track import Column
from downtempo.parser.draft import Draft
from downtempo.parser.xml import read_xml

SHARED = Path(__file__).resolve().parents[4] / "shared"
CORPUS = SHARED / "corpus"
HOSTILE = SHARED / "hostile"

GPX_11 = "http://www.topografix.com/GPX/1/1"
TPX_1 = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
TPX_2 = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2"
TCX_2 = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
AX_2 = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of recordings is not here")
needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not here")


def trkpt(k: int, inside: str = "") -> str:
    """Return the k-th point of a line to the north, one a second."""
    time = f"2024-05-01T{10 + k // 3600:02}:{k // 60 % 60:02}:{k % 60:02}Z"
    return f'<trkpt lat="{47 + k * 1e-5:.6f}" lon="8.5"><ele>{400 + k}</ele><time>{time}</time>{inside}</trkpt>'


def gpx(*parts: str, head: str = "", root: str = f'xmlns="{GPX_11}" version="1.1" creator="a watch"') -> bytes:
    """Return a document with one track of these parts."""
    segments = "".join(f"<trkseg>{part}</trkseg>" for part in parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx {root}>{head}<trk>{segments}</trk></gpx>\n'.encode()


def points(n: int, inside: str = "") -> str:
    return "\n".join(trkpt(k, inside) for k in range(n))


def trackpoint(k: int, inside: str = "") -> str:
    time = f"2024-05-01T{10 + k // 3600:02}:{k // 60 % 60:02}:{k % 60:02}Z"
    place = f"<LatitudeDegrees>{47 + k * 1e-5:.6f}</LatitudeDegrees><LongitudeDegrees>8.5</LongitudeDegrees>"
    return (
        f"<Trackpoint><Time>{time}</Time><Position>{place}</Position><AltitudeMeters>{400 + k}</AltitudeMeters>"
        f"<DistanceMeters>{3.0 * k}</DistanceMeters><HeartRateBpm><Value>{140 + k}</Value></HeartRateBpm>{inside}"
        "</Trackpoint>"
    )


def lap(start: int, n: int, inside: str = "", words: str = "", seconds: float | None = None) -> str:
    """Return a lap of n points from second `start` of 10:00 on."""
    track = "".join(trackpoint(start + k, inside) for k in range(n))
    lasts = n if seconds is None else seconds
    return (
        f'<Lap StartTime="2024-05-01T10:{start // 60:02}:{start % 60:02}Z"><TotalTimeSeconds>{lasts}</TotalTimeSeconds>'
        f"<DistanceMeters>{3.0 * n}</DistanceMeters>{words}<Track>{track}</Track></Lap>"
    )


def tcx(*laps: str, sport: str = "Running", root: str = f'xmlns="{TCX_2}"', behind: str = "") -> bytes:
    activity = f'<Activity Sport="{sport}"><Id>2024-05-01T10:00:00Z</Id>{"".join(laps)}{behind}</Activity>'
    return (
        f"<?xml version='1.0'?>\n<TrainingCenterDatabase {root}><Activities>{activity}</Activities>"
        "</TrainingCenterDatabase>\n"
    ).encode()


def only(data: bytes) -> Draft:
    """Return the one track of a document."""
    (draft,) = read_xml(data)
    return draft


def reasons(draft: Draft) -> list[str]:
    return [note.reason for note in draft.notes]


def same(one: Column, other: Column) -> bool:
    """Whether two columns agree bit by bit, NaN in the same rows."""
    return bool(np.array_equal(one, other, equal_nan=True))
