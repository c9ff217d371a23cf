"""Workers of a scheduler do what processes of this machine do, and one that dies costs nothing but time."""

from __future__ import annotations

import faulthandler
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from tests.support import poison
from tests.support.cluster import Cluster, cluster

from downtempo.batch.crew import Crew, scheduled, work
from downtempo.batch.pool import Lost, local, stream
from downtempo.errors import EnvironmentFault, UsageError

Item = TypeVar("Item")


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="a scheduler needs the extra cluster")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with cluster(tmp_path_factory.mktemp("dask")) as one:
        yield one


def in_portions(items: list[Item], n: int) -> list[list[tuple[int, Item]]]:
    return [[(i, items[i]) for i in range(at, min(at + n, len(items)))] for at in range(0, len(items), n)]


def test_any_executor_will_do() -> None:
    crew = Crew(ThreadPoolExecutor, 2)
    assert dict(stream(poison.doubled, in_portions([*range(20)], 3), crew)) == {n: 2 * n for n in range(20)}


def test_no_more_than_two_portions_for_each_process_are_asked_for_ahead() -> None:
    asked: list[int] = []

    def portions() -> Iterator[list[tuple[int, int]]]:
        for n in range(50):
            asked.append(n)
            yield [(n, n)]

    for done, _ in enumerate(stream(poison.doubled, portions(), Crew(ThreadPoolExecutor, 2)), 1):
        assert len(asked) <= done + 2 * 2


def test_workers_that_come_later_are_given_work_too() -> None:
    there, asked = [1], [0]

    def portions() -> Iterator[list[tuple[int, int]]]:
        for n in range(60):
            asked[0] += 1
            yield [(n, n)]

    ahead = []
    for done, _ in enumerate(stream(poison.doubled, portions(), Crew(ThreadPoolExecutor, 1, count=lambda: there[0]))):
        ahead.append(asked[0] - done)
        there[0] = 1 if done < 20 else 8
    assert max(ahead[:20]) <= 2
    assert max(ahead[20:]) >= 8


def test_the_timer_is_set_again_only_when_some_of_its_time_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float] = []
    monkeypatch.setattr(
        faulthandler, "dump_traceback_later", lambda limit_s, **_more: limits.append(limit_s)
    )  # fmt: skip
    assert work(poison.doubled, 60.0, [*range(50)]) == [2 * n for n in range(50)]
    assert limits == [63.0]
    work(poison.slept, 1.0, [0.0, 0.06, 0.0, 0.0])
    assert limits[1:] == [1.05, 1.05]


def test_what_takes_too_long_is_broken_off_and_named_and_the_rest_is_done() -> None:
    items = [30.0 if n == 5 else 0.0 for n in range(12)]
    begun = time.monotonic()
    done = dict(stream(poison.slept, in_portions([*items], 4), local(2, limit_s=1.5)))
    late = {place for place, one in done.items() if isinstance(one, Lost)}
    assert late == {5}
    assert done[5].is_late  # type: ignore[union-attr]
    assert time.monotonic() - begun < 25


def test_a_process_that_hangs_below_python_is_broken_off_too() -> None:
    done = dict(stream(poison.hung, [[(0, 0)], [(1, 1)]], local(1, limit_s=1.0)))
    assert {place: isinstance(one, Lost) for place, one in done.items()} == {0: False, 1: True}


def test_memory_has_a_bound_for_each_process() -> None:
    done = dict(stream(poison.filled, [[(0, 1), (1, 900), (2, 1)]], local(1, memory_bytes=700 << 20)))
    assert done == {0: "done", 1: "no memory", 2: "done"}


def test_work_without_a_limit_is_just_done() -> None:
    assert work(poison.doubled, 0.0, [1, 2]) == [2, 4]


def test_workers_of_a_scheduler_do_the_same(workers: Cluster) -> None:
    items = [-n if n == 7 else n for n in range(40)]
    done = dict(stream(poison.doubled, in_portions([*items], 8), scheduled(workers.address, 30.0)))
    assert isinstance(done.pop(7), Lost)
    assert done == {n: 2 * n for n in range(40) if n != 7}


def test_a_scheduler_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="a scheduler needs the extra cluster")
    monkeypatch.setattr("downtempo.batch.crew._PATIENCE_S", 0.5)
    with pytest.raises(EnvironmentFault, match="no scheduler") as caught:
        scheduled("tcp://127.0.0.1:9", 0.0)
    assert "\n" not in str(caught.value)
    with pytest.raises((UsageError, EnvironmentFault)):
        scheduled("nonsense://", 0.0)
