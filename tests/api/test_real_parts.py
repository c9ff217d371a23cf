"""Real servers of other people: PostgreSQL, a scheduler with workers, an object store; each of them fails once."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api.test_bulk import HERE, TODAY, told
from tests.support import postgres, small_runs
from tests.support.cluster import cluster

from downtempo.api.bulk import Filled, fill_store
from downtempo.batch.crew import Crew, scheduled
from downtempo.batch.fill import Tally
from downtempo.config import Config, Configured, Territory
from downtempo.errors import EnvironmentFault
from downtempo.parser import remote
from downtempo.store import open_store

N = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return runs of a little more than a month, and some files that are none."""
    place = tmp_path_factory.mktemp("parts") / "runs"
    place.mkdir()
    for k in range(N):
        (place / f"{k:02}.fit").write_bytes(small_runs.fit(k, seed=k % 4) if k % 9 else b"spoilt %d" % k)
    return place


def run(
    path: Path | str, url: str, crew: Crew = HERE, advance: Callable[[Tally], None] = lambda _tally: None
) -> Filled:
    territories = [Territory(Configured(Config()), (str(path),))]
    return fill_store([str(path)], territories, url, crew, today=TODAY, advance=advance)


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return told(run(folder, str(tmp_path_factory.mktemp("store") / "runs.db")))


def test_a_server_that_is_started_anew_in_the_middle_changes_nothing(
    folder: Path, undisturbed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg", reason="PostgreSQL is reached by the extra postgres")
    if why := postgres.missing():
        pytest.skip(why)
    monkeypatch.setattr("downtempo.batch.work._RESULTS", 5)
    with tempfile.TemporaryDirectory(prefix="downtempo-") as place, postgres.server(Path(place)) as server:
        commits: list[int] = []

        def restart(tally: Tally) -> None:
            commits.append(tally.n_read)
            if len(commits) == 2:
                server.stop("immediate")
                threading.Timer(1.0, server.start).start()

        assert told(run(folder, server.url, advance=restart)) == undisturbed
        assert len(commits) > 4
        again = run(folder, server.url)
        assert again.tally.n_read + again.tally.n_known == N
        assert told(again) == undisturbed


def test_a_worker_of_a_scheduler_that_is_killed_in_the_middle_changes_nothing(
    folder: Path, undisturbed: str, tmp_path: Path
) -> None:
    pytest.importorskip("distributed", reason="a scheduler needs the extra cluster")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with cluster(tmp_path / "dask") as one:
        killed: list[int] = []

        def kill(_tally: Tally) -> None:
            if not killed:
                killed.append(one.workers[0].pid)
                one.workers[0].send_signal(signal.SIGKILL)

        crew = scheduled(one.address, 60.0)
        assert told(run(folder, str(tmp_path / "runs.db"), crew)) == undisturbed
        assert told(run(folder, str(tmp_path / "killed.db"), crew, kill)) == undisturbed
        assert killed


@pytest.fixture(autouse=True)
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no server count as away because another one was."""
    monkeypatch.setattr(remote, "_silence", remote._Silence())


@pytest.fixture
def store_of_objects(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return an object store on the loopback address that can be stopped, with nothing in it but a bucket."""
    pytest.importorskip("s3fs", reason="object stores are reached by the extra s3")
    server = pytest.importorskip("moto.server", reason="the object store of the test is moto's")
    import fsspec

    port = postgres.free_port()  # the same when it is started again
    one = server.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    one.start()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3").clear_instance_cache()
    monkeypatch.setattr(fsspec.get_filesystem_class("s3"), "retries", 1)
    one.system = fsspec.filesystem("s3", skip_instance_cache=True)
    one.system.makedirs("objects", exist_ok=True)
    yield one
    fsspec.filesystem("s3").clear_instance_cache()
    one.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_very_many_objects_are_listed_a_page_at_a_time(store_of_objects: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from moto.backends import get_backend

    backend = get_backend("s3")["123456789012"]["aws"]
    for k in range(2500):
        backend.put_object("objects", f"here/{k:05}.fit", b"%d" % k)
    for key in ("here/", "hereabouts/x.fit", "alone.fit"):
        backend.put_object("objects", key, b"x")
    asked: list[str] = []
    real = type(store_of_objects.system).call_s3

    def counted(self: Any, method: str, **more: Any) -> Any:
        asked.append(method)
        return real(self, method, **more)

    monkeypatch.setattr(type(store_of_objects.system), "call_s3", counted)
    listing = remote.listed("s3://objects/here")
    first = next(listing)
    assert (first[0], first[1]) == ("s3://objects/here/00000.fit", 1)
    assert first[2].startswith("ETag=")
    assert len(asked) == 2
    assert [name for name, _, _ in listing] == [f"s3://objects/here/{k:05}.fit" for k in range(1, 2500)]
    assert asked == ["list_objects_v2"] * 4
    assert [name for name, _, _ in remote.listed("s3://objects/alone.fit")] == ["s3://objects/alone.fit"]
    with pytest.raises(EnvironmentFault, match="nothing there"):
        list(remote.listed("s3://objects/none"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_store_that_dies_in_the_middle_is_told_and_the_same_command_goes_on(
    store_of_objects: Any, folder: Path, undisturbed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted(folder.iterdir()):
        store_of_objects.system.pipe_file(f"objects/dies/{path.name}", path.read_bytes())
    real, fetched = remote.whole, list[str]()

    def dying(name: str, size: int) -> Any:
        fetched.append(name)
        if len(fetched) == 8:
            store_of_objects.stop()
        return real(name, size)

    monkeypatch.setattr("downtempo.batch.work._SILENT", 5)
    with monkeypatch.context() as patch:
        patch.setattr(remote, "whole", dying)
        with pytest.raises(EnvironmentFault, match="gave none of 5 files in a row; given up, what was read is kept"):
            run("s3://objects/dies", str(tmp_path / "runs.db"))
        with open_store(str(tmp_path / "runs.db")) as kept:
            assert sum(bool(one.marks) for one in kept.known()) == 7, [(o.source, o.marks) for o in kept.known()]
        with pytest.raises(EnvironmentFault, match="cannot be listed"):
            run("s3://objects/dies", str(tmp_path / "runs.db"))
    monkeypatch.setattr(remote, "_silence", remote._Silence())
    store_of_objects.start()
    fetched.clear()

    def counted(name: str, size: int) -> Any:
        fetched.append(name)
        return real(name, size)

    monkeypatch.setattr(remote, "whole", counted)
    on = run("s3://objects/dies", str(tmp_path / "runs.db"))
    assert on.tally.n_known == 7
    assert len(fetched) == len(set(fetched)) == N - 7
    assert told(on).replace("s3://objects/dies", str(folder)) == undisturbed


@pytest.fixture
def bucket(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    """Return the URL of the same runs in an object store on the loopback address, and the files there."""
    pytest.importorskip("s3fs", reason="object stores are reached by the extra s3")
    server = pytest.importorskip("moto.server", reason="the object store of the test is moto's")
    import fsspec

    one = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    one.start()
    try:
        host, port = one.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "test")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").clear_instance_cache()
        system = fsspec.filesystem("s3", skip_instance_cache=True)
        system.mkdir("runs")
        for path in sorted(folder.iterdir()):
            system.pipe_file(f"runs/here/{path.name}", path.read_bytes())
        yield "s3://runs/here", system
        fsspec.filesystem("s3").clear_instance_cache()
    finally:
        one.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_object_store_gives_what_the_files_give_and_nothing_is_fetched_twice(
    bucket: tuple[str, Any], undisturbed: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, system = bucket
    fetched: list[str] = []
    real = remote.whole

    def counted(name: str, size: int) -> object:
        fetched.append(name)
        return real(name, size)

    monkeypatch.setattr(remote, "whole", counted)
    first = told(run(url, str(tmp_path / "runs.db")))
    assert first.replace(url, str(folder)) == undisturbed
    assert len(fetched) == len(set(fetched)) == N
    assert told(run(url, str(tmp_path / "runs.db"))) == first
    assert len(fetched) == N
    system.pipe_file("runs/here/new.fit", small_runs.fit(60))
    system.rm_file("runs/here/01.fit")
    again = run(url, str(tmp_path / "runs.db"))
    assert (again.tally.n_read, again.tally.n_known, again.tally.n_forgotten) == (1, N - 1, 1)
    assert fetched[N:] == ["s3://runs/here/new.fit"]
