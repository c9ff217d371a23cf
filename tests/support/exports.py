"""Small exports of each kind, made with `downtempo.synthetic`: members by name, to be zipped or unpacked."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
from tests.support import fit_bytes
from tests.support.zip_bytes import zipped

from downtempo.model import Track
from downtempo.synthetic import UTC_OFFSET_S, Sensors, easy_run, record, write_fit, write_gpx, write_tcx

Members = dict[str, bytes]
START = datetime(2026, 10, 1, 15, 0, tzinfo=UTC)


@cache
def run(day: int, metres: float = 1500.0, hour: int = 0) -> Track:
    """Return an easy run of some day, as a good watch recorded it."""
    start = START + timedelta(days=day, hours=hour)
    return record(easy_run(metres, seed=day), Sensors(), seed=day, start_utc=start)


def strava() -> Members:
    """Return an export in German: two runs, a ride that only the list knows as one, a walk entered by hand."""
    rows = [
        ("Aktivitäts-ID", "Aktivitätsdatum", "Name der Aktivität", "Aktivitätsart", "Distanz", "Dateiname", "Distanz"),
        ("1", "01.10.2026, 15:00:00", "Lauf am Nachmittag", "Lauf", "1,5", "activities/1.fit.gz", "1500.0"),
        ("2", "02.10.2026, 15:00:00", "Radfahrt, mit\nUmweg", "Radfahrt", "1,5", "activities/2.gpx", "1500.0"),
        ("3", "03.10.2026, 15:00:00", "", "Spaziergang", "4", "", "4000.0"),
        ("4", "04.10.2026, 15:00:00", 'Der "lange"', "Lauf", "1,5", "activities/4.gpx.gz", "1500.0"),
        ("5", "05.10.2026, 15:00:00", "weg", "Lauf", "1,5", "activities/5.fit", "1500.0"),
    ]
    table = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    no_type = write_gpx(run(1)).replace(b"<type>running</type>", b"")
    return {
        "activities.csv": table.encode(),
        "activities/1.fit.gz": gzip.compress(write_fit(run(0)), mtime=0),
        "activities/2.gpx": no_type,
        "activities/4.gpx.gz": gzip.compress(write_gpx(run(3)), mtime=0),
        "media/photo.jpg": b"\xff\xd8\xff",
        "profile.csv": b"a,b\r\n",
    }


def garmin() -> Members:
    """Return archives in an archive: two activities among settings and other files that are none."""
    inner = zipped(
        {
            "robin@example.org_1.fit": write_fit(run(0)),
            "robin@example.org_2.fit": write_fit(run(1)),
            "robin@example.org_3.fit": fit_bytes.file(fit_bytes.file_id(2)),
            "robin@example.org_4.txt": b"a workout in words",
        }
    )
    folder = "DI_CONNECT/DI-Connect-Uploaded-Files"
    return {
        f"{folder}/UploadedFiles_0-_Part1.zip": inner,
        "DI_CONNECT/DI-Connect-Fitness/robin_0_summarizedActivities.json": b"[]",
        "customer_data/customer.json": b"{}",
    }


def apple() -> Members:
    """Return a health export in French: positions in the route, sport and heart rate in the document."""
    track = run(0)
    bare = replace(track, heart_rate_bpm=np.empty(0), cadence_spm=np.empty(0))
    route = write_gpx(bare).replace(b"<type>running</type>", b"")
    return {
        "apple_health_export/exportation.xml": health([track]),
        "apple_health_export/export_cda.xml": b"<ClinicalDocument/>",
        "apple_health_export/workout-routes/route_2026-10-01_3.00pm.gpx": route,
        "apple_health_export/electrocardiograms/ecg.csv": b"1,2",
    }


def health(tracks: list[Track]) -> bytes:
    """Return the document of a health export with the heart rates of these runs, every fifth second."""
    records, workouts = [], []
    for track in tracks:
        assert track.start_utc is not None
        for row in range(0, len(track), 5):
            when = _apple_time(track.start_utc, float(track.time_s[row]))
            rate = track.heart_rate_bpm[row]
            records.append(
                f'<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="{when}" endDate="{when}"'
                f' value="{rate:.0f}"/>'
            )
        start, stop = (_apple_time(track.start_utc, at) for at in (0.0, float(track.time_s[-1])))
        workouts.append(
            f'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" startDate="{start}" endDate="{stop}">'
            '<WorkoutRoute><FileReference path="/workout-routes/route.gpx"/></WorkoutRoute></Workout>'
        )
    workouts.append(
        '<Workout workoutActivityType="HKWorkoutActivityTypeYoga" startDate="2026-10-03 07:00:00 +0200"'
        ' endDate="2026-10-03 08:00:00 +0200"/>'
    )
    body = "\n".join([*records, *workouts])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n'
        f'<!ATTLIST Record value CDATA #IMPLIED>\n]>\n<HealthData locale="fr_FR">\n{body}\n</HealthData>\n'
    ).encode()


def _apple_time(start: datetime, at_s: float) -> str:
    local = start + timedelta(seconds=at_s + UTC_OFFSET_S)
    hours, minutes = divmod(abs(UTC_OFFSET_S) // 60, 60)
    return f"{local:%Y-%m-%d %H:%M:%S} {'-' if UTC_OFFSET_S < 0 else '+'}{hours:02}{minutes:02}"


def training_peaks() -> Members:
    """Return an archive of gzipped files."""
    return {
        "robin.2026-10-01.fit.gz": gzip.compress(write_fit(run(0)), mtime=0),
        "robin.2026-10-02.tcx.gz": gzip.compress(write_tcx(run(1)), mtime=0),
        "robin.2026-10-03.gpx.gz": gzip.compress(write_gpx(run(2)), mtime=0),
    }


def polar(*, route_in_utc: bool = False) -> Members:
    """Return an export of one training session beside other documents."""
    return {
        "training-session-2026-10-01-1-2.json": session(run(0), route_in_utc=route_in_utc),
        "training-target-2026-10-01.json": b"{}",
        "account-data.json": b"{}",
    }


def session(track: Track, *, route_in_utc: bool = False) -> bytes:
    """Return a run as Polar writes it: local times, km/h, a bare NaN, altitude 0 at first."""
    assert track.start_utc is not None
    local = track.start_utc + timedelta(seconds=UTC_OFFSET_S)
    utc = track.start_utc

    def rows(column: np.ndarray, factor: float = 1.0) -> list[dict[str, object]]:
        told = zip(track.time_s.tolist(), (column * factor).tolist(), strict=True)
        return [{"dateTime": _iso(local, at), "value": value} for at, value in told]

    altitude = rows(track.elevation_m)
    for row in altitude[:3]:
        row["value"] = 0.0
    speed = rows(track.speed_mps, 3.6)
    speed[5]["value"] = float("nan")
    places = zip(track.time_s.tolist(), track.lat_deg.tolist(), track.lon_deg.tolist(), strict=True)
    route = [
        {"dateTime": _iso(utc if route_in_utc else local, at), "latitude": lat, "longitude": lon, "altitude": 0.0}
        for at, lat, lon in places
    ]
    exercise = {
        "startTime": _iso(local, 0.0),
        "stopTime": _iso(local, float(track.time_s[-1])),
        "timezoneOffset": UTC_OFFSET_S // 60,
        "sport": "RUNNING",
        "laps": [{"lapNumber": 0, "duration": "PT100S", "splitTime": "PT1M40S", "distance": 300.0}],
        "samples": {
            "heartRate": rows(track.heart_rate_bpm),
            "altitude": altitude,
            "speed": speed,
            "cadence": rows(track.cadence_spm, 0.5),
            "distance": rows(track.distance_m),
            "recordedRoute": route,
        },
    }
    return json.dumps({"exportVersion": "1.6", "startTime": _iso(local, 0.0), "exercises": [exercise]}).encode()


def _iso(start: datetime, at_s: float) -> str:
    return (start + timedelta(seconds=at_s)).isoformat(timespec="milliseconds").replace("+00:00", "")


EXPORTS: Mapping[str, Callable[[], Members]] = {
    "strava": strava,
    "garmin": garmin,
    "apple": apple,
    "training-peaks": training_peaks,
    "polar": polar,
}
