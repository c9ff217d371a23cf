"""One bad file, or one bug of ours, never stops the others."""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from downtempo.batch import Reading, by_place, classified, collect, localized, runs_only, unique
from downtempo.batch import collect as collect_package
from downtempo.model import Athlete, Session, sketch
from downtempo.model.results import Collected
from downtempo.segmenter import classify
from downtempo.synthetic import Sensors, easy_run, record, write_fit

READING = Reading(zone="Pacific/Pitcairn")


def silent(_done: int) -> None:
    pass


@pytest.fixture(scope="module")
def easy() -> bytes:
    return write_fit(record(easy_run(3000.0, seed=4), Sensors(), seed=4))


@pytest.fixture
def folder(tmp_path: Path, easy: bytes) -> Path:
    (tmp_path / "a.fit").write_bytes(easy)
    (tmp_path / "b.fit").write_bytes(b"no recording")
    (tmp_path / "c.fit.gz").write_bytes(gzip.compress(easy, mtime=0))
    return tmp_path


def test_what_cannot_be_read_is_named_and_the_rest_is_segmented(folder: Path) -> None:
    found = collect([folder], READING, silent)
    assert [Path(s.file).name for s in found.sessions] == ["a.fit", "c.fit.gz"]
    assert [Path(r.file).name for r in found.rejected] == ["b.fit"]
    assert found.bugs == ()


def test_a_bug_of_ours_is_told_with_the_file_and_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = __import__("sys").modules["downtempo.batch.collect"]
    real = module.segment

    def segment(track: object, settings: object) -> object:
        if "a.fit" in str(getattr(track, "file", "")):
            raise ZeroDivisionError("on purpose")
        return real(track, settings)

    monkeypatch.setattr(module, "segment", segment)
    found = collect([folder], READING, silent)
    assert [Path(s.file).name for s in found.sessions] == ["c.fit.gz"]
    assert len(found.bugs) == 1
    assert "a.fit" in found.bugs[0]
    assert "ZeroDivisionError" in found.bugs[0]


def test_the_order_of_the_files_changes_nothing(folder: Path) -> None:
    files = sorted(folder.iterdir())
    one = collect(files, READING, silent)
    random.Random(3).shuffle(files)
    assert collect(files[::-1], READING, silent) == one


def test_the_same_bytes_count_once_and_both_names_are_told(folder: Path) -> None:
    found = unique(collect([folder], READING, silent))
    assert [Path(s.file).name for s in found.sessions] == ["a.fit"]
    assert Path(found.left_out[0].kept).name == "a.fit"
    assert Path(found.left_out[0].file).name == "c.fit.gz"


def test_other_sports_are_left_out_with_the_reason(folder: Path) -> None:
    found = collect([folder / "a.fit"], READING, silent)
    ride = replace(found, sessions=(replace(found.sessions[0], sport="cycling"),))
    left = runs_only(ride)
    assert left.sessions == ()
    assert "cycling" in left.left_out[0].reason


def test_a_run_without_times_belongs_to_no_day_and_is_left_out() -> None:
    left = runs_only(Collected((Session(file="x.gpx"),)))
    assert left.sessions == ()
    assert "no believable time" in left.left_out[0].reason


def test_without_any_zone_the_day_is_that_of_utc_and_a_note_says_so() -> None:
    track = record(easy_run(2000.0, seed=1), Sensors(), seed=1)
    bare = replace(track, utc_offset_s=None, lat_deg=track.lat_deg * float("nan"), lon_deg=track.lon_deg * float("nan"))
    session = localized(Session(start_utc=bare.start_utc), bare, None)
    assert session.utc_offset_s == 0
    assert [note.reason for note in session.notes] == ["zone-unknown"]


def test_runs_are_named_in_the_order_they_were_run(folder: Path) -> None:
    found = collect([folder / "a.fit"], READING, silent).sessions
    later = replace(found[0], file="later", local_date=found[0].local_date.replace(year=2030))  # type: ignore[union-attr]
    assert [s.file for s in classified([later, *found], Athlete())][-1] == "later"
    assert by_place([later, *found])[-1].file == "later"
    assert collect_package is collect


def _years(n: int) -> list[Session]:
    """Return a run a day, every seventh of them reps, and one without a date."""
    reps = [sketch.reps("track-repeats", 6, 47.0, day=day, file=f"{day}") for day in range(-n, 0, 7)]
    easy = [sketch.easy(day, minutes=30 + day % 40) for day in range(-n, 0) if (day + n) % 7]
    return [replace(s, kind=None, easy_speed_from="session") for s in (*reps, *easy)] + [Session(file="undated")]


def test_runs_that_lie_too_far_back_have_no_say_in_what_a_run_is_called() -> None:
    known: list[Session] = []
    for session in sorted(_years(140), key=lambda s: (str(s.local_date or ""), str(s.start_utc or ""), s.file)):
        known.append(classify(session, known, Athlete()))
    assert list(classified(_years(140), Athlete())) == known
    assert len({s.kind for s in known}) > 2


def test_a_run_is_named_in_the_light_of_few_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(session: Session, earlier: Sequence[Session], athlete: Athlete) -> Session:
        looked_at.append(len(earlier))
        return classify(session, earlier, athlete)

    monkeypatch.setattr(sys.modules["downtempo.batch.collect"], "classify", counted)
    assert len(classified(_years(2100), Athlete())) == len(looked_at) == 2101
    assert max(looked_at) <= 43
