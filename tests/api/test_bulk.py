"""A store holds what a reading from scratch finds, whoever reads, in whatever order, and however often."""

from __future__ import annotations

import gzip
import io
import os
import random
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support import poison, small_runs

from downtempo import api
from downtempo.api import bulk
from downtempo.api.bulk import Filled, fill_store
from downtempo.batch import places, reap, work, worklist
from downtempo.batch.crew import Crew
from downtempo.batch.pool import local
from downtempo.cache import state
from downtempo.config import Config, Configured, Territory, territories
from downtempo.errors import EnvironmentFault
from downtempo.reports import batch_json, batch_text
from downtempo.store import open_store

TODAY = date(2026, 10, 5)
HERE = Crew(lambda n: ThreadPoolExecutor(n), 1)
COACH = Path(__file__).resolve().parents[2] / "fixtures" / "coach"
EDITS = int(os.environ.get("DOWNTEMPO_EDITS", "60"))


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written just now count as settled, as if the test had waited."""
    monkeypatch.setattr(state, "RACY_NS", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the runs of two athletes, one of whom runs hard to read."""
    for name in ("ana", "ben"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        (tmp_path / "runs" / name / "downtempo.toml").write_text(f'[athlete]\nname = "{name.title()}"\n')
    for k in range(6):
        (tmp_path / "runs" / "ana" / f"{k}.fit").write_bytes(small_runs.fit(2 * k, seed=k))
    for k in range(3):
        (tmp_path / "runs" / "ben" / f"{k}.gpx").write_bytes(small_runs.gpx(3 * k, seed=k))
    (tmp_path / "runs" / "ben" / "broken.fit").write_bytes(b"no recording")
    return tmp_path / "runs"


def run(folder: Path, url: Path | str, crew: Crew = HERE, **more: object) -> Filled:
    return fill_store([str(folder)], territories([str(folder)]), str(url), crew, today=TODAY, **more)  # type: ignore[arg-type]


def told(filled: Filled) -> str:
    return batch_json(filled.summaries) + batch_text(filled.summaries, paint=lambda text, _colour: text)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a store holds but when and in which order it came there."""
    plain = sqlite3.connect(path)
    tables = ("sources", "files", "contents", "sessions", "segments", "notes", "findings", "athletes", "weeks")
    try:
        return {table: sorted(plain.execute(f"select * from {table}"), key=repr) for table in tables}
    finally:
        plain.close()


def test_every_week_is_judged_as_an_audit_of_all_weeks_judges_it(tmp_path: Path) -> None:
    run(COACH, tmp_path / "runs.db")
    parts = [
        api.audit(t.paths, t.configured, first=date(2026, 8, 1), last=date(2026, 10, 4), today=TODAY, ground=t.ground)
        for t in territories([str(COACH)])
    ]
    expected = {
        (p.athlete.name, f.code, Path(f.place.file).name, f.place.week) for p in parts for f in p.verdicts.findings
    }
    plain = sqlite3.connect(tmp_path / "runs.db")
    found = {(a, c, Path(f).name, w) for a, c, f, w in plain.execute("select athlete, code, file, week from findings")}
    plain.close()
    assert found == expected
    assert found


def test_the_second_time_nothing_is_read_nor_judged(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(folder, tmp_path / "runs.db")
    assert (first.tally.n_read, first.tally.n_known) == (10, 0)
    before = contents(tmp_path / "runs.db")
    monkeypatch.setattr(work, "reap", None)
    monkeypatch.setattr(bulk, "weigh", None)
    second = run(folder, tmp_path / "runs.db")
    assert (second.tally.n_read, second.tally.n_known) == (0, 10)
    assert told(second) == told(first)
    assert contents(tmp_path / "runs.db") == before


def test_what_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    _ana, ben = run(folder, tmp_path / "runs.db").summaries
    assert [Path(one["file"]).name for one in ben["rejected"]] == ["broken.fit"]
    assert ben["findings"] == {"error": 1}


def test_the_same_content_elsewhere_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, tmp_path / "runs.db")
    (folder / "ana" / "0.fit").rename(folder / "ana" / "renamed.fit")
    os.utime(folder / "ana" / "1.fit", ns=(1, 1))
    monkeypatch.setattr(reap, "read_source", None)
    again = run(folder, tmp_path / "runs.db")
    assert (again.tally.n_read, again.tally.n_forgotten) == (2, 1)
    with open_store(str(tmp_path / "runs.db")) as store:
        assert {Path(one.file).name for one in store.held("Ana")} >= {"renamed.fit", "1.fit"}


def edit(folder: Path, chance: random.Random) -> None:
    """Change something: write, replace, touch, move, copy or remove a file, or change a configuration."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".fit", ".gpx"))
    place = folder / chance.choice(["ana", "ben"])
    new = place / f"{chance.randrange(1000)}.fit"
    act = chance.choice(
        ["write", "write", "write", "replace", "touch", "move", "copy", "remove", "remove", "configure"]
    )
    if act == "write" or len(files) < 4:
        new.write_bytes(small_runs.fit(chance.randrange(60), seed=chance.randrange(8)))
    elif act == "replace":
        data = chance.choice([small_runs.fit(chance.randrange(60)), b"spoilt", b""])
        chance.choice(files).write_bytes(data)
    elif act == "touch":
        os.utime(chance.choice(files), ns=(chance.randrange(10**18), chance.randrange(10**18)))
    elif act == "move":
        chance.choice(files).rename(new)
    elif act == "copy":
        new.write_bytes(chance.choice(files).read_bytes())
    elif act == "remove":
        chance.choice(files).unlink()
    else:
        level = chance.choice(["beginner", "intermediate", "experienced"])
        (place / "downtempo.toml").write_text(f'[athlete]\nname = "{place.name.title()}"\nlevel = "{level}"\n')


def test_after_any_edits_the_store_holds_what_one_made_from_scratch_holds(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(EDITS // 10):
        for _ in range(10):
            edit(folder, chance)
        scratch = tmp_path / f"{number}.db"
        assert told(run(folder, tmp_path / "runs.db")) == told(run(folder, scratch))
        assert contents(tmp_path / "runs.db") == contents(scratch)
        scratch.unlink()


def test_one_process_and_two_and_another_order_give_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = told(run(folder, tmp_path / "here.db"))
    assert told(run(folder, tmp_path / "one.db", local(1))) == here
    assert told(run(folder, tmp_path / "two.db", local(2))) == here
    kept = contents(tmp_path / "here.db")
    assert contents(tmp_path / "one.db") == kept
    assert contents(tmp_path / "two.db") == kept
    real = places.portioned

    def shuffled(items: Iterable[tuple[int, places.Pair]], most: int) -> Iterator[list[places.Pair]]:
        return iter([list(reversed(one)) for one in real(items, min(most, 2))][::-1])

    monkeypatch.setattr(work, "portioned", shuffled)
    assert told(run(folder, tmp_path / "shuffled.db")) == here
    assert contents(tmp_path / "shuffled.db") == kept


@pytest.mark.parametrize("small", [1 << 20, 0], ids=["as a file", "piece by piece"])
def test_an_archive_is_shared_out_and_what_is_added_to_it_is_all_that_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(worklist, "SMALL_BYTES", small)
    archive = folder / "ana" / "export.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for k in range(5):
            out.writestr(f"activities/{k}.fit", small_runs.fit(30 + k, seed=k))
        out.writestr("activities/bad.fit", b"spoilt")
        out.writestr("profile.csv", b"name")
    url = tmp_path / "runs.db"
    first = run(folder, url, local(2))
    assert first.summaries[0]["runs"] == 11
    assert [Path(one["file"]).name for one in first.summaries[0]["rejected"]] == ["bad.fit"]
    assert run(folder, url).tally.n_known == 11
    with zipfile.ZipFile(archive, "a") as out:
        out.writestr("activities/0a.fit", small_runs.fit(50))
    assert run(folder, url).summaries[0]["runs"] == 12
    run(folder, tmp_path / "scratch.db")
    assert contents(url) == contents(tmp_path / "scratch.db")
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("activities/3.fit", small_runs.fit(33, seed=3))
    assert run(folder, url).summaries[0]["runs"] == 7
    run(folder, tmp_path / "again.db")
    assert contents(url) == contents(tmp_path / "again.db")


def test_no_archive_is_unpacked_by_the_driver_and_what_kills_in_one_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("deep.fit", small_runs.fit(50))
        out.writestr("kills-too.fit", small_runs.fit(53))
    with zipfile.ZipFile(folder / "ana" / "export.zip", "w") as out:
        for k in range(4):
            out.writestr(f"{k}.fit", small_runs.fit(30 + k, seed=k))
        out.writestr("kills.fit", small_runs.fit(40))
        out.writestr("parts/more.zip", inner.getvalue())
    for module in ("archives.open_archive", "archives.read_member", "shelves.open_archive"):
        monkeypatch.setattr(f"downtempo.parser.{module}", None)  # here; not in the processes that read
    monkeypatch.setattr(worklist, "SMALL_BYTES", 0)
    monkeypatch.setattr(work, "reap", poison.reap)
    done = run(folder, tmp_path / "runs.db", local(2, limit_s=60.0))
    ana = done.summaries[0]
    assert ana["runs"] == 11
    assert [(Path(r["file"]).name, r["reason"]) for r in ana["rejected"]] == [
        ("export.zip:kills.fit", "worker-died"), ("more.zip:kills-too.fit", "worker-died"),
    ]  # fmt: skip
    assert done.tally.n_read == done.tally.n_files == 11


def test_a_folder_that_is_closed_for_once_is_not_forgotten(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, tmp_path / "runs.db")
    look = os.scandir

    def refused(path: str) -> Any:
        if Path(path).name == "ana":  # root may look into every folder
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", refused)
        run(folder, tmp_path / "runs.db")
    assert run(folder, tmp_path / "runs.db").tally.n_known == 10


def test_what_is_reached_twice_is_told_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("downtempo.limits.FOLDER_NESTING", 1)
    (folder / "deep" / "deeper" / "deepest").mkdir(parents=True)
    alone = run(folder, tmp_path / "alone.db")
    paths = [str(folder), str(folder), str(folder / "ana" / "0.fit"), f"{folder}/ben/../ana"]
    both = fill_store(paths, territories(paths), str(tmp_path / "both.db"), HERE, today=TODAY)
    assert told(both) == told(alone)
    assert "limit-nesting" in told(alone)
    assert both.tally.n_files == alone.tally.n_files


def test_a_source_without_a_name_is_not_the_folder_that_we_are_in(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(EnvironmentFault, match="no such file or folder"):
        fill_store([""], [Territory(Configured(Config()), ("",))], str(tmp_path / "runs.db"), HERE, today=TODAY)


def test_only_what_could_be_looked_for_and_belongs_to_who_is_looked_at_is_gone(tmp_path: Path) -> None:
    is_gone = bulk._gone(["/runs"], ["/runs/ana"], None)
    assert is_gone("/runs/ben/1.fit", "Ben")
    assert not is_gone("/runs/ana/1.fit", "Ana")
    assert not is_gone("/runs2/1.fit", "Ben")
    assert not bulk._gone(["/runs"], [], {"Ana"})("/runs/ben/1.fit", "Ben")


def test_an_athlete_who_is_gone_is_forgotten(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "runs.db")
    for path in (folder / "ben").iterdir():
        if path.suffix != ".toml":
            path.unlink()
    assert [one["athlete"] for one in run(folder, tmp_path / "runs.db").summaries] == ["Ana"]
    run(folder, tmp_path / "scratch.db")
    assert contents(tmp_path / "runs.db") == contents(tmp_path / "scratch.db")


def test_an_athlete_who_is_called_otherwise_keeps_the_runs_and_nobody_keeps_the_findings(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, tmp_path / "runs.db")
    (folder / "ben" / "downtempo.toml").write_text('[athlete]\nname = "Bea"\n')
    with monkeypatch.context() as patch:
        patch.setattr(work, "reap", None)
        run(folder, tmp_path / "runs.db")
    run(folder, tmp_path / "scratch.db")
    assert contents(tmp_path / "runs.db") == contents(tmp_path / "scratch.db")


def test_a_damaged_result_is_told_and_read_again_the_next_time(folder: Path, tmp_path: Path) -> None:
    first = told(run(folder, tmp_path / "runs.db"))
    plain = sqlite3.connect(tmp_path / "runs.db")
    plain.execute("update contents set crc = crc + 1 where key in (select key from contents limit 1)")
    plain.execute("update athletes set digest = ''")
    plain.commit()
    plain.close()
    with pytest.raises(EnvironmentFault, match="1 results in the store are damaged"):
        run(folder, tmp_path / "runs.db")
    again = run(folder, tmp_path / "runs.db")
    assert again.tally.n_read == 1
    assert told(again) == first


@pytest.mark.parametrize("most", [8, 4])
def test_very_many_runs_are_judged_some_at_a_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    whole = run(folder, tmp_path / "whole.db").summaries
    monkeypatch.setattr(bulk, "MOST_RUNS", most)
    parts = run(folder, tmp_path / "parts.db").summaries
    for one, other in zip(whole, parts, strict=True):
        assert {k: one[k] for k in ("runs", "weeks", "first", "last", "rejected", "left_out", "recordings")} == {
            k: other[k] for k in ("runs", "weeks", "first", "last", "rejected", "left_out", "recordings")
        }


def test_many_runs_are_judged_alike_however_they_are_handed_over(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run(folder, tmp_path / "plain.db")
    monkeypatch.setattr(bulk, "MANY_RUNS", 2)
    assert told(run(folder, tmp_path / "pressed.db")) == told(plain)
    assert contents(tmp_path / "pressed.db") == contents(tmp_path / "plain.db")


def test_a_stop_keeps_what_is_finished_and_the_same_command_goes_on(folder: Path, tmp_path: Path) -> None:
    asked: list[int] = []

    def stop_soon() -> bool:
        asked.append(1)
        return len(asked) > 2

    stopped = run(folder, tmp_path / "runs.db", is_stopped=stop_soon)
    assert stopped.tally.is_stopped
    assert 0 < stopped.tally.n_read < 10
    assert stopped.summaries == ()
    on = run(folder, tmp_path / "runs.db")
    assert on.tally.n_known == stopped.tally.n_read
    assert told(on) == told(run(folder, tmp_path / "scratch.db"))


def hostile(k: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a file that gives no run."""
    sound = small_runs.fit(k % 7)
    kinds = [
        ("fit", b""),
        ("fit", b"no recording %d" % k),
        ("gpx", b"<gpx><trk><trkseg>%d" % k),
        ("tcx", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;%d</x>' % k),
        ("fit", bytes(200) + b"%d" % k),
        ("fit.gz", b"\x1f\x8b\x08" + bytes(40) + b"%d" % k),
        ("fit", sound[: 12 + k % 2]),
        ("zip", b"PK\x03\x04" + b"%d" % k),
    ]
    ending, data = kinds[k % len(kinds)]
    return f"bad-{k:03}.{ending}", data


def test_of_a_thousand_files_a_third_of_them_hostile_every_good_one_is_delivered_and_every_bad_one_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    good = [small_runs.fit(k, metres=300.0) for k in range(70)]
    for k in range(700):
        packed = good[k % 70] if k < 70 else gzip.compress(good[k % 70], mtime=k)
        (folder / f"good-{k:03}.fit{'' if k < 70 else '.gz'}").write_bytes(packed)
    for k in range(297):
        name, data = hostile(k)
        (folder / name).write_bytes(data)
    for k in range(3):
        (folder / f"kills-{k}.fit").write_bytes(b"%d" % k)
    monkeypatch.setattr(work, "reap", poison.reap)
    done = run(folder, tmp_path / "runs.db", local(2, limit_s=60.0))
    (summary,) = done.summaries
    named = {Path(one["file"]).name: one["reason"] for one in summary["rejected"]}
    assert {name for name in named if name.startswith("kills")} == {f"kills-{k}.fit" for k in range(3)}
    assert {named[f"kills-{k}.fit"] for k in range(3)} == {"worker-died"}
    assert sum(name.startswith("bad") for name in named) == 297
    assert not any(name.startswith("good") for name in named)
    assert summary["runs"] == 70
    assert sum(summary["left_out"].values()) == 630  # the same recordings, packed
    assert sorted(Path(name).name for name in done.tally.died) == [f"kills-{k}.fit" for k in range(3)]
    monkeypatch.undo()
    assert run(folder, tmp_path / "runs.db", local(2)).tally.n_read >= 3  # who killed is tried again each time
