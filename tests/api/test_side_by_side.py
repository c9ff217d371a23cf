"""Two batches with one store: whatever one does in the midst of the other, the end is that of one alone."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api.test_bulk import HERE, TODAY, contents, told
from tests.store.test_store import database, store_url
from tests.support import small_runs

from downtempo.api.bulk import Filled, fill_store
from downtempo.batch import work, worklist
from downtempo.cache import state
from downtempo.config import Config, Configured, Territory
from downtempo.store import open_store
from downtempo.store.agenda import Agenda
from downtempo.store.store import Store

__all__ = ["database", "store_url"]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files count as settled, commit each result, and let no content be known by its size but on purpose."""
    monkeypatch.setattr(state, "RACY_NS", 0)
    monkeypatch.setattr(work, "_RESULTS", 1)


def run(folder: Path, url: Path | str, **more: Any) -> Filled:
    territories = [Territory(Configured(Config()), (str(folder),))]
    return fill_store([str(folder)], territories, str(url), HERE, today=TODAY, **more)


def once(act: Callable[[], object]) -> Callable[..., None]:
    """Return what does this the first time that it is called."""
    left = [act]

    def first(*_: Any) -> None:
        if left:
            left.pop()()

    return first


def before(owner: type, name: str, act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something just before a method is called for the first time."""
    real, first = getattr(owner, name), once(act)

    def called(self: Any, *given: Any, **more: Any) -> Any:
        first()
        return real(self, *given, **more)

    monkeypatch.setattr(owner, name, called)


def filled_with(place: Path, *days: int) -> Path:
    place.mkdir()
    for day in days:
        (place / f"{day}.fit").write_bytes(small_runs.fit(day, seed=day))
    return place


@pytest.mark.parametrize("is_shared_out", [False, True])
@pytest.mark.parametrize("is_archive", [False, True])
def test_content_that_the_other_forgets_while_it_is_taken_for_known_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_archive: bool, is_shared_out: bool
) -> None:
    monkeypatch.setattr(worklist, "SMALL_BYTES", 0 if is_shared_out else 1 << 30)
    one, two = filled_with(tmp_path / "one", 1), filled_with(tmp_path / "two", 2, 3)
    if is_archive:
        with zipfile.ZipFile(one / "runs.zip", "w") as archive:
            for day in (1, 4, 5):
                archive.writestr(f"{day}.fit", small_runs.fit(day, seed=day))
        (one / "1.fit").unlink()
    run(one, tmp_path / "runs.db")
    for path in one.iterdir():
        shutil.copyfile(path, two / f"z{path.name}")

    def forget() -> None:
        shutil.rmtree(one)
        one.mkdir()
        run(one, tmp_path / "runs.db")

    done = run(two, tmp_path / "runs.db", advance=once(forget))
    assert told(done) == told(run(two, tmp_path / "alone.db"))
    assert contents(tmp_path / "runs.db")["files"] == contents(tmp_path / "alone.db")["files"]
    assert (done.tally.n_read, done.tally.n_files) == (3, 3)
    again = run(two, tmp_path / "runs.db")
    assert told(again) == told(done)
    assert again.tally.n_known == 3


def test_a_file_that_the_other_reads_between_listing_and_recalling_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled_with(tmp_path / "one", 1)

    def add() -> None:
        (folder / "2.fit").write_bytes(small_runs.fit(2, seed=2))
        run(folder, tmp_path / "runs.db")

    with monkeypatch.context() as patch:
        before(Agenda, "plan", add, patch)
        assert run(folder, tmp_path / "runs.db").tally.n_forgotten == 0
    again = run(folder, tmp_path / "runs.db")
    assert (again.tally.n_known, again.tally.n_read) == (2, 0)
    assert told(again) == told(run(folder, tmp_path / "alone.db"))


def test_what_was_found_before_the_other_brought_more_does_not_stand_in_the_place_of_what_was_found_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled_with(tmp_path / "one", 1, 2)

    def add() -> None:
        (folder / "9.fit").write_bytes(small_runs.fit(9, seed=1))
        run(folder, tmp_path / "runs.db")

    with monkeypatch.context() as patch:
        before(Store, "replace_findings", add, patch)
        done = run(folder, tmp_path / "runs.db")
    alone = run(folder, tmp_path / "alone.db")
    assert told(done) == told(alone)
    assert contents(tmp_path / "runs.db") == contents(tmp_path / "alone.db")


def test_what_the_other_forgets_while_it_is_looked_up_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled_with(tmp_path / "one", 1, 2, 9)

    def drop() -> None:
        (folder / "2.fit").unlink()
        run(folder, tmp_path / "runs.db")

    with monkeypatch.context() as patch:
        before(Store, "values", drop, patch)
        done = run(folder, tmp_path / "runs.db")
    assert told(done) == told(run(folder, tmp_path / "alone.db"))
    assert contents(tmp_path / "runs.db") == contents(tmp_path / "alone.db")


def test_a_file_that_the_other_has_forgotten_is_not_given_to_another_athlete(tmp_path: Path) -> None:
    folder = filled_with(tmp_path / "one", 1)
    run(folder, tmp_path / "runs.db")
    with open_store(str(tmp_path / "runs.db")) as store:
        (known,) = store.known()
        store.forget([known.source])
        store.move([known])
        assert list(store.known()) == []


def test_batches_that_begin_at_once_with_the_same_files_in_one_new_store_end_as_one_alone(
    tmp_path: Path, store_url: str
) -> None:
    folder = filled_with(tmp_path / "one", *range(1, 13))
    for k in range(3):
        shutil.copyfile(folder / "1.fit", folder / f"copy{k}.fit")
    alone = told(run(folder, tmp_path / "alone.db"))
    faults: list[BaseException] = []

    def work_off() -> None:
        try:
            run(folder, store_url)
        except BaseException as fault:  # noqa: BLE001 - a thread has nobody else to tell
            faults.append(fault)

    threads = [threading.Thread(target=work_off) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    again = run(folder, store_url)
    assert told(again) == alone
    assert again.tally.n_known == again.tally.n_files == 15


def test_the_judging_is_not_repeated_where_nobody_else_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    real = Store.replace_findings

    def counted(self: Store, athlete: str, *given: Any) -> None:
        judged.append(athlete)
        real(self, athlete, *given)

    monkeypatch.setattr(Store, "replace_findings", counted)
    run(filled_with(tmp_path / "one", 1, 2), tmp_path / "runs.db")
    assert judged == [""]
