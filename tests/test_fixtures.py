"""Every folder of `fixtures/` goes through the whole pipe and has to come out as it is held there.

`python -m tests.support.make_fixtures` writes what is expected anew; read the difference before you keep it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.support.make_fixtures import FIXTURES, answer, cases, held, recorded, strays

CASES = cases()


def _id(folder: Path) -> str:
    return str(folder.relative_to(FIXTURES))


@pytest.mark.parametrize("folder", CASES, ids=_id)
def test_a_case_comes_out_as_expected(folder: Path) -> None:
    name, text = answer(folder)
    assert text == (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CASES, ids=_id)
def test_a_case_says_where_it_comes_from_and_what_it_shows(folder: Path) -> None:
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    assert {"shows", "made", "seed", "command"} <= set(origin)


def test_the_recordings_are_those_that_the_generator_makes() -> None:
    wanted = recorded()
    assert [_id(path) for path, data in wanted.items() if held(path) != data] == []
    assert [_id(path) for path in strays(wanted)] == []


def test_the_fixtures_stay_small() -> None:
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 6_000_000
