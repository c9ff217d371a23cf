"""Each run counts once, whatever it was recorded with and however often it was exported."""

from __future__ import annotations

import itertools
import os
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.exports import run

from downtempo import api
from downtempo.batch import Reading, collect, runs_only, unique, unseen
from downtempo.batch.duplicates import is_same_run
from downtempo.config import Config, Configured
from downtempo.model import Note, Session
from downtempo.model.results import Collected
from downtempo.model.sketch import easy
from downtempo.synthetic import write_fit, write_gpx, write_tcx

SHARED = os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared"
WEEKS = Path(SHARED) / "corpus" / "weeks"
HOME = (-45.0, -130.0)


def made(name: str, *, late_s: float = 0.0, minutes: float = 40.0, fix: tuple[float, float] | None = HOME,
         **more: Any) -> Session:  # fmt: skip
    session = easy(file=name, sha256=name, minutes=minutes, first_fix=fix, **more)
    assert session.start_utc is not None
    return replace(session, start_utc=session.start_utc + timedelta(seconds=late_s))


CUT = Note("DQ101", "fit-truncated", "error", "cut off")
RUN = made("a.fit")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (made("b", late_s=2.0, minutes=40.3, fix=None), True),
        (made("b", late_s=-2.0, minutes=39.7), True),
        (made("b", late_s=60.0, minutes=38.0, fix=None), True),
        (made("b", late_s=60.0, minutes=38.0, fix=(-45.0, -130.004)), True),
        (made("b", late_s=60.0, minutes=38.0, fix=(-45.0, -130.02)), False),
        (made("b", late_s=60.0, minutes=30.0), False),
        (made("b", late_s=1.0, minutes=15.0), False),
        (made("b", late_s=1.0, minutes=15.0, notes=(CUT,)), True),
        (made("b", late_s=90.0, minutes=15.0, notes=(CUT,)), False),
        (made("b", late_s=1.0, minutes=15.0, notes=(CUT,), fix=None), False),
        (made("b", late_s=1.0, minutes=15.0, notes=(CUT,), fix=(-45.0, -130.01)), False),
        (made("b", late_s=1200.0, minutes=20.0), False),
        (made("b", late_s=3600.0), True),
        (made("b", late_s=3601.5), True),
        (made("b", late_s=3700.0), False),
        (made("b", late_s=3600.0, minutes=41.0), False),
        (made("b", late_s=3600.0, fix=None), False),
        (made("b", late_s=3600.0, fix=(-45.0, -130.001)), False),
        (made("b", late_s=3600.0, distance_m=9000.0), False),
        (made("b", late_s=15 * 3600.0), False),
        (made("b", minutes=0.0), False),
        (replace(made("b"), start_utc=None), False),
    ],
)
def test_one_run_is_told_from_two(other: Session, is_same: bool) -> None:
    assert is_same_run(RUN, other) is is_same
    assert is_same_run(other, RUN) is is_same


def test_of_a_run_that_is_cut_off_twice_the_longer_part_counts() -> None:
    short = made("a.fit", minutes=15.0, has_watch_speed=True, notes=(CUT,))
    long = made("b.gpx", minutes=30.0, notes=(CUT,))
    found = unique(Collected((short, long)))
    assert [s.file for s in found.sessions] == ["b.gpx"]
    assert found.sessions[0].duplicates == ("a.fit",)


def test_a_place_beyond_the_date_line_is_near() -> None:
    west, east = (
        made("a", late_s=0.0, fix=(-17.0, 179.9999)),
        made("b", late_s=60.0, minutes=39.0, fix=(-17.0, -179.9999)),
    )
    assert is_same_run(west, east)


GRADES = (
    made("whole.gpx", format="gpx", has_watch_speed=True, points=2400),
    made("barometer.fit", format="fit", elevation_source="barometer", points=2400),
    made("many.fit", format="fit", elevation_source="gps", points=2400),
    made("few.fit", format="fit", elevation_source="gps", points=600),
    made("few.tcx", format="tcx", elevation_source="gps", points=600),
    made("few.gpx", format="gpx", elevation_source="gps", points=600),
    made("cut.fit", format="fit", has_watch_speed=True, elevation_source="barometer", points=2400,
         notes=(Note("DQ101", "fit-truncated", "error", "cut"),)),
)  # fmt: skip


@pytest.mark.parametrize(("better", "worse"), list(itertools.combinations(GRADES, 2)), ids=lambda s: s.file)
def test_the_better_recording_counts_and_names_the_other(better: Session, worse: Session) -> None:
    found = unique(Collected((worse, better)))
    assert [s.file for s in found.sessions] == [better.file]
    assert found.sessions[0].duplicates == (worse.file,)
    assert [(left.file, left.kept) for left in found.left_out] == [(worse.file, better.file)]


def test_the_order_of_the_files_changes_nothing() -> None:
    sessions = [*GRADES, made("other.fit", late_s=20_000.0), replace(RUN, start_utc=None, file="none")]
    one = unique(Collected(tuple(sessions)))
    for seed in range(5):
        random.Random(seed).shuffle(sessions)
        assert unique(Collected(tuple(sessions))) == one
    assert len(one.sessions) == 3


def test_what_is_in_one_file_is_never_one_run() -> None:
    assert len(unique(Collected((RUN, replace(RUN, points=7)))).sessions) == 2


def test_two_halves_of_a_run_are_no_duplicates_of_the_whole() -> None:
    halves = (made("b", minutes=20.0), made("c", late_s=1200.0, minutes=20.0))
    assert len(unique(Collected((RUN, *halves))).sessions) == 3


def test_of_the_history_only_other_runs_remain() -> None:
    tomorrow = made("later.fit", late_s=90_000.0)
    assert unseen((made("again.gpx"), tomorrow), (RUN,)) == (tomorrow,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    track = run(0)
    (tmp_path / "watch.fit").write_bytes(write_fit(track))
    (tmp_path / "phone.gpx").write_bytes(write_gpx(track))
    (tmp_path / "export.tcx").write_bytes(write_tcx(track))
    (tmp_path / "next.fit").write_bytes(write_fit(run(2)))
    return tmp_path


def test_three_formats_of_one_run_count_once_and_a_finding_for_information_names_them(folder: Path) -> None:
    judged = api.audit([folder])
    assert [Path(s.file).name for s in judged.collected.sessions] == ["watch.fit", "next.fit"]
    found = [f for f in judged.verdicts.findings if f.code == "DQ106"]
    assert [(Path(f.place.file).name, f.severity) for f in found] == [("watch.fit", "info")] * 2
    assert "phone.gpx" in found[1].message


def test_a_file_that_is_reached_twice_is_one_file(folder: Path) -> None:
    one = collect([folder], Reading(), lambda _done: None)
    twice = collect([folder, folder / "watch.fit", folder / ".." / folder.name], Reading(), lambda _done: None)
    assert twice == one


def test_a_run_is_judged_against_a_history_without_itself(folder: Path, tmp_path: Path) -> None:
    past = tmp_path / "past"
    past.mkdir()
    for name in ("watch.fit", "next.fit"):
        (folder / name).rename(past / name)
    configured = Configured(Config(history=("past",)), path=tmp_path / "downtempo.toml")
    judged = api.check([folder / "phone.gpx"], configured)
    assert [Path(s.file).name for s in judged.collected.sessions] == ["phone.gpx"]
    assert judged.n_history == 1


@pytest.mark.skipif(not WEEKS.exists(), reason="the weeks of real runners are not here")
def test_no_week_of_a_real_runner_counts_a_run_twice() -> None:
    found = unique(runs_only(collect([WEEKS / "D2"], Reading(), lambda _done: None)))
    starts = sorted((s.start_utc, s.duration_s) for s in found.sessions if s.start_utc and s.duration_s)
    assert all(later[0] >= before[0] + timedelta(seconds=before[1]) for before, later in itertools.pairwise(starts))
    assert len(found.sessions) == 38
    assert sum(left.kept != "" for left in found.left_out) == 34
