"""A store stands for the files that were read into it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.api.test_bulk import HERE
from tests.cli.test_exit_codes import downtempo

from downtempo import api
from downtempo.api.bulk import fill_store
from downtempo.config import load_config, territories
from downtempo.errors import EnvironmentFault, UsageError
from downtempo.model.results import Judged
from downtempo.reports import outlook_json

COACH = Path(__file__).resolve().parents[2] / "fixtures" / "coach"
TODAY = date(2026, 10, 5)


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of a coach's folder, with a store of it beside."""
    place = tmp_path_factory.mktemp("coach") / "athletes"
    shutil.copytree(COACH, place)
    fill_store([str(place)], territories([str(place)]), str(place.parent / "runs.db"), HERE, today=TODAY)
    return place


def plain(judged: Judged) -> list[tuple[object, ...]]:
    return [(f.code, f.place, f.observed, f.message) for f in judged.verdicts.findings]


def test_an_audit_of_a_store_is_an_audit_of_its_files(coach: Path) -> None:
    ana = load_config(coach / "ana" / "downtempo.toml")
    from_files = api.audit([coach / "ana"], ana, today=TODAY)
    from_store = api.audit([f"sqlite:///{coach.parent / 'runs.db'}"], ana, today=TODAY)
    assert plain(from_store) == plain(from_files)
    assert from_store.verdicts.summary == from_files.verdicts.summary
    assert from_store.n_history == from_files.n_history == 17


def test_history_in_a_store_counts_from_the_configuration_and_nothing_counts_twice(coach: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    shutil.copy(coach.parent / "runs.db", tmp_path / "kept.db")
    own = load_config(coach / "ana" / "downtempo.toml")
    table = msgspec.structs.replace(own.config, history=("sqlite:///../kept.db",))
    configured = msgspec.structs.replace(own, config=table, path=tmp_path / "new" / "downtempo.toml")
    last = max((coach / "ana").rglob("*.gz"), key=lambda file: file.name)
    shutil.copy(last, tmp_path / "new")
    from_store = api.check([tmp_path / "new"], configured, today=TODAY)
    assert from_store.n_history == 19
    table = msgspec.structs.replace(own.config, history=(f"sqlite:///{tmp_path / 'kept.db'}",))
    again = api.check([coach / "ana"], msgspec.structs.replace(own, config=table), today=TODAY)
    assert (again.n_history, again.collected.left_out) == (0, ())
    beside = msgspec.structs.replace(own, config=table)
    assert plain(api.audit([coach / "ana"], beside, today=TODAY)) == plain(api.audit([coach / "ana"], own, today=TODAY))


def test_looking_ahead_from_a_store_tells_what_the_files_tell(coach: Path) -> None:
    own = load_config(coach / "ana" / "downtempo.toml")
    from_store = api.next_steps([f"sqlite:///{coach.parent / 'runs.db'}"], own, today=TODAY)
    from_files = api.next_steps([coach / "ana"], own, today=TODAY)
    assert outlook_json(from_store) == outlook_json(from_files)


def test_a_store_of_others_and_a_store_that_is_not_there_are_refused(coach: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "downtempo.toml"
    stranger.write_text('[athlete]\nname = "Xerxes"\n')
    with pytest.raises(UsageError, match="does not hold runs of Xerxes; it holds those of Ana, Ben; name one with --a"):
        api.audit([f"sqlite:///{coach.parent / 'runs.db'}"], load_config(stranger), today=TODAY)
    with pytest.raises(EnvironmentFault, match="no such store"):
        api.audit([f"sqlite:///{tmp_path / 'none.db'}"], load_config(stranger), today=TODAY)


def test_of_several_athletes_in_a_store_one_is_chosen_by_name_and_the_nearest_is_named(coach: Path) -> None:
    url = f"sqlite:///{coach.parent / 'runs.db'}"
    day = ("--isolated", "--today", "2026-10-05")
    for command in ("audit", "next"):
        done = downtempo(command, url, *day)
        assert (done.returncode, done.stdout) == (2, "")
        assert "holds runs of 2 athletes" in done.stderr
        assert "choose with --athlete NAME, or by athlete.name: Ana, Ben" in done.stderr
    done = downtempo("check", url, *day, "--athlete", "Anna")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean Ana?" in done.stderr
    own = downtempo("next", url, *day, "--athlete", "Ana")
    assert own.returncode == 0
    assert own.stdout != downtempo("next", url, *day, "--athlete", "Ben").stdout
    assert downtempo("audit", url, *day, "--athlete", "Ana").stdout.startswith("Ana · week 2026-W40")


def test_of_several_athletes_in_folders_one_is_looked_ahead_for_by_name(coach: Path) -> None:
    by_name = downtempo("next", str(coach), "--athlete", "Ana", "--today", "2026-10-05")
    by_folder = downtempo("next", str(coach / "ana"), "--today", "2026-10-05")
    assert by_name.returncode == by_folder.returncode == 0
    assert by_name.stdout == by_folder.stdout
