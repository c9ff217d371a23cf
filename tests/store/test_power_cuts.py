"""The statements of a store, run on a disk whose power is cut: nothing acknowledged is lost, and nothing is spoilt."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

apsw = pytest.importorskip("apsw", reason="a disk that remembers its writes needs apsw")
pytest.importorskip("sqlalchemy", reason="a store needs SQLAlchemy")

from sqlalchemy import Engine, event  # noqa: E402
from tests.store.power import Act, Disk, acknowledged, cut  # noqa: E402
from tests.store.writer import batch, value_of  # noqa: E402

from downtempo.store import open_store  # noqa: E402
from downtempo.store.opening import PRAGMAS  # noqa: E402

CUTS = int(os.environ.get("DOWNTEMPO_POWER_CUTS", "150"))
BATCHES = 30
Statements = list[tuple[str, Any]]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> list[Statements]:
    """What a store says to SQLite when it is made, and for each batch."""
    said: Statements = []

    def listen(_c: object, _u: object, statement: str, parameters: Any, _x: object, many: bool) -> None:
        is_list = many and isinstance(parameters[0], (tuple, list))  # several rows may also go into one statement
        said.extend((statement, one) for one in (parameters if is_list else [parameters]))

    def taken() -> Statements:
        out = [*said, ("commit", ())]
        said.clear()
        return out

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        with open_store(str(tmp_path_factory.mktemp("store") / "runs.db")) as store:
            out = [taken()]
            for number in range(BATCHES):
                store.put(batch("w", number))
                out.append(taken())
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    return out


def acts_of(spoken: Sequence[Statements], path: Path, pragmas: Sequence[str]) -> list[Act]:
    """Return what the disk was asked for while a store was written with these pragmas."""
    disk = Disk()
    connection = apsw.Connection(str(path), vfs="remembering")
    for pragma in pragmas:
        connection.execute(f"pragma {pragma}").fetchall()
    for number, statements in enumerate(spoken):
        for statement, values in statements:
            connection.execute(statement, values).fetchall()
        disk.acts.append(Act("acknowledge" if number else "made"))
    acts = list(disk.acts)
    connection.close()
    disk.unregister()
    return acts


def outcome(acts: Sequence[Act], chance: random.Random, folder: Path) -> str:
    """Cut the power somewhere after the store was made, and tell what became of it."""
    made = next(at for at, act in enumerate(acts) if act.what == "made")
    before = acts[: chance.randrange(made + 1, len(acts) + 1)]
    folder.mkdir()
    for name, content in cut(before, chance).items():
        (folder / name).write_bytes(content)
    try:
        return held(folder / "runs.db", acknowledged(before))
    except sqlite3.DatabaseError:
        return "corrupt"


def held(path: Path, n_acknowledged: int) -> str:
    plain = sqlite3.connect(path)
    try:
        if plain.execute("pragma integrity_check").fetchall() != [("ok",)]:
            return "corrupt"
        kept = dict(plain.execute("select file, value from files join contents using (key)").fetchall())
    finally:
        plain.close()
    if any(value != value_of(file.removesuffix(".fit")) for file, value in kept.items()):
        return "corrupt"
    there = [all(one.source in kept for one in batch("w", number)) for number in range(BATCHES)]
    n_parts = sum(any(one.source in kept for one in batch("w", number)) for number in range(BATCHES))
    if n_parts != sum(there):
        return "partial"
    return "sound" if all(there[:n_acknowledged]) else "lost"


def outcomes(spoken: Sequence[Statements], folder: Path, pragmas: Sequence[str]) -> list[str]:
    acts = acts_of(spoken, folder / "runs.db", pragmas)
    chance = random.Random(11)
    return [outcome(acts, chance, folder / str(number)) for number in range(CUTS)]


def test_no_power_cut_loses_or_spoils_what_was_acknowledged(spoken: list[Statements], tmp_path: Path) -> None:
    assert set(outcomes(spoken, tmp_path, PRAGMAS)) == {"sound"}


@pytest.mark.parametrize(
    "careless", [("journal_mode=wal", "synchronous=off"), ("journal_mode=delete", "synchronous=off")]
)
def test_without_waiting_for_the_disk_more_than_half_of_the_cuts_do_harm(
    spoken: list[Statements], tmp_path: Path, careless: tuple[str, ...]
) -> None:
    assert outcomes(spoken, tmp_path, careless).count("sound") < CUTS / 2
