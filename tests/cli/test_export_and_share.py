"""`export`, `strip` and `--share` as a user calls them: files, exit codes, and nothing private in any output."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

import gpxpy
import numpy as np
import pytest
from click.testing import CliRunner

import downtempo
from downtempo.cli.main import cli
from downtempo.errors import DowntempoError

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RUNS = "five-findings/runs"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def call(*arguments: str, state: Path, cwd: Path = FIXTURES, stdin: bytes = b"") -> Done:
    """Run a command within this process, as `downtempo` would but for the table of exit codes."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(
            cli, list(arguments), input=stdin, env={"XDG_STATE_HOME": str(state)}, standalone_mode=False
        )
    if isinstance(done.exception, DowntempoError):
        return Done(2, done.stdout_bytes, f"{done.stderr}{done.exception}".encode())
    if done.exception is not None:
        raise done.exception
    return Done(done.return_value, done.stdout_bytes, done.stderr_bytes)


def homes() -> list[tuple[float, float]]:
    tracks = [track for recording in downtempo.walk(FIXTURES / RUNS) for track in recording.tracks]
    return [(float(t.lat_deg[row]), float(t.lon_deg[row])) for t in tracks for row in (0, -1)]


def nearest_m(points: list[tuple[float, float]]) -> float:
    lat, lon = np.array(points).T
    return min(float(np.hypot(lat - y, (lon - x) * math.cos(math.radians(y))).min()) * 111_195 for y, x in homes())


@pytest.mark.parametrize("form", ["geojson", "csv", "gpx", "diary"])
def test_an_export_is_the_same_on_every_call(tmp_path: Path, form: str) -> None:
    one, other = (call("export", RUNS, "--to", form, state=tmp_path) for _ in range(2))
    assert one.returncode == 0, one.stderr
    assert one.stderr == b""
    assert one.stdout == other.stdout
    assert len(one.stdout) > 300


def test_an_export_holds_what_show_tells(tmp_path: Path) -> None:
    told = json.loads(call("show", RUNS, "--format", "json", state=tmp_path).stdout)
    rows = list(csv.DictReader(io.StringIO(call("export", RUNS, "--to", "csv", state=tmp_path).stdout.decode())))
    for kind in ("descent", "surge", "recovery", "warm-up", "cool-down"):
        shown = [segment for session in told["sessions"] for segment in session["segments"] if segment["kind"] == kind]
        written = [row for row in rows if row["kind"] == kind]
        assert [float(row["start_s"]) for row in written] == [segment["start_s"] for segment in shown]
        assert [row["grade_percent"] for row in written if kind == "descent"] == [
            str(segment["grade_percent"]) for segment in shown if kind == "descent"
        ]


def test_gpx_of_segments_is_read_back_by_others_and_by_ourselves(tmp_path: Path) -> None:
    out = tmp_path / "segments.gpx"
    assert call("export", RUNS, "--to", "gpx", "--output-file", str(out), state=tmp_path).returncode == 0
    tracks = gpxpy.parse(out.read_text()).tracks
    (recording,) = downtempo.walk(out)
    assert recording.rejected is None
    assert len(tracks) > 40
    assert sum(track.get_points_no() for track in tracks) == sum(len(track) for track in recording.tracks)
    assert tracks[0].name
    again = call("export", RUNS, "--to", "gpx", "--output-file", str(out), state=tmp_path)
    assert again.returncode == 2
    assert b"is there already" in again.stderr


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.gpx"
    mine.write_bytes(b"<gpx>mine")
    for form in ("gpx", "csv", "diary"):
        done = call("export", RUNS, "--to", form, "--output-file", str(mine), state=tmp_path)
        assert done.returncode == 2
    assert mine.read_bytes() == b"<gpx>mine"


def test_standard_input_can_be_put_on_a_map(tmp_path: Path) -> None:
    data = (FIXTURES / "no-altitude" / "run.fit.gz").read_bytes()
    done = call("export", "-", "--to", "geojson", "--isolated", state=tmp_path, stdin=data)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["features"][0]["geometry"]["type"] == "LineString"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    done = call("export", "broken/empty-file", "--to", "csv", state=tmp_path)
    assert done.returncode == 1
    assert b"1 file could not be read" in done.stderr


def test_a_diary_that_is_there_is_added_to_and_never_written_over(tmp_path: Path) -> None:
    diary = tmp_path / "diary.csv"
    arguments = ("export", f"{RUNS}/2026-09-28T0700.fit.gz", "--to", "diary", "--output-file", str(diary))
    assert call(*arguments, state=tmp_path).returncode == 0
    filled = diary.read_text().replace(",,,,,\n", ",6,1,8,44,fine\n")
    diary.write_text(filled)
    done = call("export", RUNS, *arguments[2:], state=tmp_path)
    assert done.returncode == 0
    assert b"4 new runs in the diary" in done.stderr
    assert diary.read_text().startswith(filled)
    assert len(diary.read_text().splitlines()) == 6
    (tmp_path / "diary.csv").write_text("weight\n70\n")
    assert call(*arguments, state=tmp_path).returncode == 2
    assert (tmp_path / "diary.csv").read_text() == "weight\n70\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", RUNS, "--format", "json"), ("show", RUNS), ("check", RUNS, "--format", "json"),
        ("audit", RUNS, "--week", "2026-W40", "--format", "json"), ("audit", RUNS, "--week", "2026-W40", "-v"),
        ("export", RUNS, "--to", "geojson"), ("export", RUNS, "--to", "csv"), ("export", RUNS, "--to", "gpx"),
        ("export", RUNS, "--to", "diary"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_that_is_shared_tells_of_a_private_place(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    plain, shared = call(*arguments, state=tmp_path), call(*arguments, "--share", state=tmp_path)
    assert shared.returncode == plain.returncode, shared.stderr
    text = shared.stdout.decode()
    assert text == call(*arguments, "--share", state=tmp_path).stdout.decode()
    secret = (tmp_path / "downtempo" / "share-secret").read_text().strip()
    for private in (secret, "T0700", ".fit.gz", "five-findings", str(tmp_path), 'sha256": "a'):
        assert private not in text
    points = [
        (float(a), float(b))
        for a, b in re.findall(r'(?:lat"?[=:] ?"?)(-?\d+\.\d+)"?,?\s+"?lon"?[=:] ?"?(-?\d+\.\d+)', text)
    ]
    points += [(float(b), float(a)) for a, b in re.findall(r"\[(-\d+\.\d+),(-\d+\.\d+)\]", text)]
    assert not points or nearest_m(points) > 390
    assert bool(points) == (arguments[-1] in ("geojson", "gpx", "json") and arguments[0] != "show")


def test_shared_totals_are_rounded_and_are_those_of_what_is_left(tmp_path: Path) -> None:
    plain, shared = (
        json.loads(call("show", RUNS, "--format", "json", *more, state=tmp_path).stdout)["sessions"]
        for more in ((), ("--share",))
    )
    for before, after in zip(plain, shared, strict=True):
        assert after["sha256"] == ""
        assert after["start_utc"].endswith((":00:00Z", ":15:00Z", ":30:00Z", ":45:00Z"))
        assert after["points"] < before["points"]
        assert (after["gain_m"], after["drop_m"], after["device"]) == (None, None, "")
        if after["distance_m"] is not None:
            assert after["distance_m"] % 100 == after["duration_s"] % 60 == 0
            assert 400 < after["distance_m"] < before["distance_m"] - 500
    assert [session["file"] for session in shared][:2] == ["2026-09-28.fit", "2026-09-29.fit"]


def test_findings_are_the_same_whether_shared_or_not_but_for_amounts_in_private_places(tmp_path: Path) -> None:
    plain, shared = (
        json.loads(call("check", RUNS, "--format", "json", *more, state=tmp_path).stdout) for more in ((), ("--share",))
    )
    kept = ("code", "severity", "limit", "figure")
    assert plain["summary"] == shared["summary"]
    n_hidden = 0
    for before, after in zip(plain["findings"], shared["findings"], strict=True):
        assert [before[key] for key in kept] == [after[key] for key in kept]
        is_inside = before["start_s"] is not None and after["start_s"] is None
        is_of_all = before["start_s"] is None and before["file"] is not None and before["unit"] == "%"
        assert after["observed"] == (None if is_inside or is_of_all else before["observed"])
        assert (after["message"] == "in a private place; how much is not told") == is_inside
        assert after["message"].startswith("of the whole run; how much is not told") == is_of_all
        n_hidden += is_inside + is_of_all
    assert 0 < n_hidden < len(plain["findings"])


def test_runs_of_several_runners_keep_names_that_tell_them_apart(tmp_path: Path) -> None:
    """Also runs that several configurations hold for: each is read, and shown, on its own."""
    told = json.loads(call("show", "gps-altitude", "broken", "--share", "--format", "json", state=tmp_path).stdout)
    files = [one["file"] for one in (*told["sessions"], *told["rejected"])]
    assert len(files) == len(set(files)) == 5


def test_without_a_place_for_the_secret_nothing_is_shared(tmp_path: Path) -> None:
    (tmp_path / "downtempo").write_text("no folder")
    done = call("show", RUNS, "--share", state=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"nothing was shown" in done.stderr


def test_strip_writes_a_copy_and_tells_what_it_did(tmp_path: Path) -> None:
    arguments = ("strip", "one-run-three-formats/run.gpx.gz", str(tmp_path / "out.gpx"), "--share-radius", "300")
    done = call(*arguments, "--format", "json", state=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["schema"] == "downtempo/strip/1"
    assert 0 < told["points_after"] < told["points_before"]
    assert call(*arguments, state=tmp_path).returncode == 2
