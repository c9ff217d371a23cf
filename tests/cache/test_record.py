"""What comes back is exactly what was kept, or nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from downtempo.batch import Reading, collect
from downtempo.cache import packed, unpacked
from downtempo.model import Session
from downtempo.model.results import Collected

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RECORDINGS = sorted(
    str(path)
    for path in FIXTURES.rglob("*")
    if path.name.lower().removesuffix(".gz").endswith((".fit", ".gpx", ".tcx"))
)


@pytest.fixture(scope="module")
def downhill() -> Collected:
    return collect([FIXTURES / "five-findings" / "runs" / "2026-09-29T1800.fit.gz"], Reading(), lambda _n: None)


@pytest.mark.parametrize("name", RECORDINGS[::5])
def test_every_recording_comes_back_to_the_last_digit(name: str) -> None:
    found = collect([name], Reading(), lambda _n: None)
    data = packed(found, name)
    assert data is not None
    assert repr(unpacked(data, name)) == repr(found)


def test_the_same_bytes_get_the_name_under_which_they_are_asked_for(downhill: Collected) -> None:
    name = downhill.sessions[0].file
    data = packed(downhill, name)
    assert data is not None
    assert name.encode() not in data
    assert unpacked(data, "other.fit") == replace(
        downhill, sessions=tuple(replace(s, file="other.fit") for s in downhill.sessions)
    )


def test_what_lies_in_an_archive_keeps_its_place_there() -> None:
    inside = Collected((Session(file="a.zip:one.fit"), Session(file="a.zip:two.fit")))
    data = packed(inside, "a.zip")
    assert data is not None
    back = unpacked(data, "b.zip")
    assert back is not None
    assert [s.file for s in back.sessions] == ["b.zip:one.fit", "b.zip:two.fit"]


def test_what_would_come_back_changed_is_not_kept() -> None:
    assert packed(Collected((Session(file="a", distance_m=1),)), "a") is None
    assert packed(Collected((Session(file="a", distance_m=1.0),)), "a") is not None
    assert packed(Collected((Session(file="a", descents=[]),)), "a") is None  # type: ignore[arg-type]


def test_neither_faults_of_ours_nor_results_of_other_files_are_kept() -> None:
    assert packed(Collected(bugs=("ours",)), "a") is None
    assert packed(Collected((Session(file="b"),)), "a") is None


def test_bytes_that_hold_something_else_give_nothing(downhill: Collected) -> None:
    data = packed(downhill, downhill.sessions[0].file)
    assert data is not None
    dice = random.Random(5)
    for _ in range(200):
        at = dice.randrange(len(data))
        broken = data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
        assert unpacked(broken, "a") is None or isinstance(unpacked(broken, "a"), Collected)
    for at in range(0, len(data), 97):
        assert unpacked(data[:at], "a") is None
    assert unpacked(b"\xc1", "a") is None
