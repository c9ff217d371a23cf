"""Exports as services hand them out, packed and unpacked."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.support.exports import EXPORTS, Members, apple, polar, run, strava
from tests.support.zip_bytes import unpacked, zipped

from downtempo.batch import Reading, collect, runs_only, unique
from downtempo.model import Track
from downtempo.model.results import Collected
from downtempo.parser import recording_of, walk

#: For each export: runs, other sports, and what was passed over by reason.
EXPECTED = {
    "strava": (2, {"cycling": 1}, {"an activity without a file, entered by hand": 1,
                                   "listed in activities.csv, but not in the export": 1}),
    "garmin": (2, {}, {"no activity: settings, a course, a workout or the like": 1}),
    "apple": (1, {}, {"a workout without a route, so without samples": 1}),
    "training-peaks": (3, {}, {}),
    "polar": (1, {}, {}),
}  # fmt: skip
PASSED_OVER = {"no recording, by its name", "hidden in an archive"}


def place(name: str, tmp_path: Path, members: Members, is_packed: bool) -> Path:
    if not is_packed:
        return unpacked(members, tmp_path / name)
    path = tmp_path / f"{name}.zip"
    path.write_bytes(zipped(members))
    return path


def collected(path: Path) -> Collected:
    return collect([path], Reading(zone="Pacific/Pitcairn"), lambda _done: None)


def tracks(path: Path) -> list[Track]:
    recordings = [recording_of(source) for source in walk([path]) if not source.left_out]
    return [track for recording in recordings for track in recording.tracks]


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_its_runs_and_counts_the_rest(name: str, tmp_path: Path, is_packed: bool) -> None:
    n_runs, sports, reasons = EXPECTED[name]
    found = collected(place(name, tmp_path, EXPORTS[name](), is_packed))
    assert found.bugs == ()
    assert found.rejected == ()
    runs = runs_only(found)
    assert len(unique(runs).sessions) == n_runs
    assert Counter(s.sport for s in found.sessions if not s.is_run) == sports
    counts = Counter({left.reason: left.count for left in found.left_out if left.reason not in PASSED_OVER})
    assert counts == reasons


@pytest.mark.parametrize("name", EXPORTS)
def test_packed_and_unpacked_give_the_same_runs(name: str, tmp_path: Path) -> None:
    both = [collected(place(name, tmp_path, EXPORTS[name](), is_packed)).sessions for is_packed in (True, False)]
    packed, loose = ([(s.sha256, s.sport, s.distance_m, s.points, s.has_heart_rate) for s in one] for one in both)
    assert sorted(packed, key=str) == sorted(loose, key=str)


#: Reads what is given as argument twice, the second time under watch, and prints every touch of the file system.
_WATCHED = """
import os, sys
from downtempo.parser import recording_of, walk
def read():
    return sum(len(recording_of(source).tracks) for source in walk([sys.argv[1]]) if not source.left_out)
n = read()
told = []
silent = ("os.listdir", "os.scandir", "object.", "sys.", "import", "compile", "exec", "code.", "marshal.", "cpython.")
def watch(event, arguments):
    if event.startswith((*silent, "array.")):
        return
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
        if isinstance(arguments[0], int) or str(arguments[0]).startswith(sys.argv[1]):
            return
    told.append((event, str(arguments)))
sys.addaudithook(watch)
assert read() == n
print(n, told)
"""


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("name", EXPORTS)
def test_reading_an_export_opens_nothing_else_and_writes_nothing(name: str, tmp_path: Path, is_packed: bool) -> None:
    path = place(name, tmp_path, EXPORTS[name](), is_packed)
    before = sorted(tmp_path.rglob("*"))
    done = subprocess.run([sys.executable, "-c", _WATCHED, str(path)], capture_output=True, text=True, check=True)
    n_tracks, _, told = done.stdout.strip().partition(" ")
    assert int(n_tracks) >= EXPECTED[name][0]
    assert told == "[]"
    assert sorted(tmp_path.rglob("*")) == before


def test_strava_names_the_sport_that_the_file_does_not_know(tmp_path: Path) -> None:
    ride, lauf = (t for t in tracks(place("s", tmp_path, strava(), True)) if t.format == "gpx")
    assert (ride.sport, lauf.sport) == ("cycling", "running")


def test_the_word_of_the_list_stands_above_that_of_the_file(tmp_path: Path) -> None:
    members = strava()
    members["activities.csv"] = members["activities.csv"].replace(
        b'"Lauf","1,5","activities/1', b'"Radfahrt","1","activities/1'
    )
    (ridden,) = (t for t in tracks(place("s", tmp_path, members, True)) if t.format == "fit")
    assert ridden.sport == "cycling"
    assert [note.reason for note in ridden.notes] == ["sport-by-export"]


@pytest.mark.parametrize(
    "table",
    [b"", b"\xff\xfe\0", b'a,b\r\n"' + b"x" * 200_000, b"1,2,3\r\n4,5\r\n", b"\0\0\0", "Aktivität\r\n".encode()],
)
def test_a_list_that_cannot_be_read_costs_no_run(tmp_path: Path, table: bytes) -> None:
    found = collected(place("s", tmp_path, {**strava(), "activities.csv": table}, True))
    assert len(found.sessions) == 3
    assert found.bugs == ()


HEAD = "ID,Date,Name,Type,File\n"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (HEAD + "\n" * 1_000_001, "limit-lines"),
        (HEAD + "1,d,n,Run," + "x" * (2 << 20), "export-list"),
        (HEAD + "1,d,n,Run," * 200_000, "export-list"),
        (HEAD + '"\n",' * 400_000, "export-list"),
        (HEAD + "1,d,n,Run,activities/1.fit\n" * 2_500_000, "limit-bytes"),
    ],
)
def test_a_list_that_is_larger_than_any_is_left_alone_and_told(tmp_path: Path, table: str, reason: str) -> None:
    found = collected(place("s", tmp_path, {**strava(), "activities.csv": table.encode()}, False))
    assert [one.reason for one in found.rejected] == [reason]
    assert len(found.sessions) == 3


def test_a_long_list_takes_no_memory_for_its_rows(tmp_path: Path) -> None:
    rows = "".join(f"{k},d,n,{('Run', 'Ride')[k % 2]},activities/{k}.fit\n" for k in range(250_000))
    folder = tmp_path / "export"
    (folder / "activities").mkdir(parents=True)
    (folder / "activities.csv").write_text(HEAD + rows)
    names = [f"activities/{k}.fit" for k in range(4)]
    for name in names:
        (folder / name).touch()
    code = (
        "import resource, sys\n"
        "from downtempo.parser.exports.folder import told_in_folder\n"
        "inside = ['activities', 'activities.csv']\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "told = told_in_folder(sys.argv[1], inside)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
        "print(len(told.hints), len(set(map(id, told.hints.values()))), [r.count for r in told.remarks])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    more_kib, counts = done.stdout.splitlines()
    assert counts == "4 2 [249996]"
    assert int(more_kib) < 40 * 1024


def test_apple_tells_sport_and_heart_rate_from_another_document(tmp_path: Path) -> None:
    (track,) = tracks(place("a", tmp_path, apple(), True))
    told = np.flatnonzero(np.isfinite(track.heart_rate_bpm))
    assert track.sport == "running"
    assert told.tolist() == list(range(0, len(track), 5))
    truth = run(0).heart_rate_bpm[::5].round()
    assert np.array_equal(track.heart_rate_bpm[told], truth)


def without(name: str) -> Callable[[bytes], Members]:
    return lambda document: {
        **{k: v for k, v in apple().items() if not k.endswith(name)},
        f"apple_health_export/{name}": document,
    }


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"<HealthData><Record", "xml-malformed"),
        (b"<!DOCTYPE HealthData [<!ENTITY a 'b'>]><HealthData>&a;</HealthData>", "xml-entity"),
        (b"", "empty-file"),
        (b"<HealthData>" + b"<a>" * 100, "limit-depth"),
        (b"<HealthData>" + b"<a " + b"x" * (6 << 20), "limit-token"),
        (b"<gpx/>", "unknown-format"),
    ],
)
def test_a_bad_health_document_is_told_and_costs_no_route(tmp_path: Path, document: bytes, reason: str) -> None:
    found = collected(place("a", tmp_path, without("exportation.xml")(document), True))
    assert len(found.sessions) == 1
    assert [rejection.reason for rejection in found.rejected] == [reason]
    assert found.bugs == ()


def test_heart_rates_before_damage_are_kept(tmp_path: Path) -> None:
    document = apple()["apple_health_export/exportation.xml"]
    (track,) = tracks(place("a", tmp_path, without("exportation.xml")(document[: len(document) // 2]), True))
    assert 10 < np.isfinite(track.heart_rate_bpm).sum() < len(track) / 6


def test_polar_times_altitude_and_speed_come_out_in_si(tmp_path: Path) -> None:
    for route_in_utc in (False, True):
        (track,) = tracks(place(f"p{route_in_utc}", tmp_path, polar(route_in_utc=route_in_utc), True))
        truth = run(0)
        assert track.format == "polar"
        assert track.sport == "running"
        assert track.start_utc == truth.start_utc
        assert track.utc_offset_s == truth.utc_offset_s
        assert len(track) == len(truth)
        assert np.isnan(track.elevation_m[:3]).all()
        assert np.isnan(track.speed_mps[5])
        for name in ("lat_deg", "heart_rate_bpm", "cadence_spm", "distance_m"):
            assert np.allclose(track.columns[name], truth.columns[name], equal_nan=True)
        assert np.allclose(track.speed_mps[6:], truth.speed_mps[6:])
        assert np.allclose(track.elevation_m[3:], truth.elevation_m[3:])
        assert [(lap.start_s, lap.stop_s, lap.distance_m) for lap in track.laps] == [(0.0, 100.0, 300.0)]
