"""Where annotations point, and what they are recognised by."""

from __future__ import annotations

import doctest
import importlib
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.support.judgements import FIXTURES, judged_case

from downtempo import api, config
from downtempo.reports.formats.paths import artifact_of, unicode_of, uri_of
from downtempo.reports.formats.told import tell


@pytest.mark.parametrize("name", ["paths", "markdown"])
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    told = doctest.testmod(importlib.import_module(f"downtempo.reports.formats.{name}"))
    assert told.attempted
    assert told.failed == 0


def prints(folder: Path) -> dict[str, str]:
    """Return the fingerprints of what an audit of the only athlete below finds, by code."""
    (territory,) = config.territories((str(folder),))
    judged = api.audit(territory.paths, territory.configured, today=judged_case("coach").weeks[0].last_day)
    return {one.worst.code: one.fingerprint for one in tell(judged)}


def test_a_fingerprint_survives_a_new_name_and_a_new_folder_but_not_new_content(tmp_path: Path) -> None:
    ben = Path(shutil.copytree(FIXTURES / "coach", tmp_path / "one")) / "ben"
    before = prints(ben)
    moved = tmp_path / "two" / "ben"
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (moved / "2026-09-23T1800.fit.gz").rename(moved / "hill day.fit.gz")
    assert prints(moved) == before
    shutil.copy(FIXTURES / "no-altitude" / "run.fit.gz", moved / "hill day.fit.gz")
    assert prints(moved).get("DH102") != before["DH102"]


def test_each_rule_at_each_run_has_a_fingerprint_of_its_own() -> None:
    found = list(tell(judged_case(".", "check", is_isolated=True)))
    assert len(found) > 5
    assert len({one.fingerprint for one in found}) == len(found)


@pytest.mark.parametrize(
    ("name", "path", "member"),
    [
        ("./runs//a.fit", "runs/a.fit", ""),
        ("../runs/a.fit", "../runs/a.fit", ""),
        ("exports/all.ZIP:b/c.fit.gz", "exports/all.ZIP", "b/c.fit.gz"),
        ("run 18:00.fit", "run 18:00.fit", ""),
        ("/elsewhere/a.fit", "/elsewhere/a.fit", ""),
    ],
)
def test_a_name_leads_to_a_file_that_is_there(name: str, path: str, member: str) -> None:
    assert artifact_of(name) == (path, member)


def test_a_file_below_the_working_folder_is_named_from_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert artifact_of(f"{Path.cwd()}/runs/a.fit") == ("runs/a.fit", "")


def test_bytes_that_are_no_text_stay_what_they_are_in_a_uri_and_are_replaced_elsewhere() -> None:
    assert uri_of("a\udcff.fit") == "a%FF.fit"
    assert uri_of("/a b.fit") == "file:///a%20b.fit"
    assert unicode_of("a\udcff.fit") == "a\ufffd.fit"


def test_a_file_that_could_not_be_read_is_recognised_by_its_content(tmp_path: Path) -> None:
    def printed(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        (one,) = tell(api.check([tmp_path / name]))
        return one.fingerprint

    assert printed("a.fit", b"nothing") == printed("b.fit", b"nothing") != printed("c.fit", b"nothing else")


def test_what_lies_in_an_archive_is_told_at_the_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("activities/1.fit", b"nothing")
    (one,) = tell(api.check([tmp_path / "export.zip"]))
    assert Path(one.path).name == "export.zip"
    assert one.logical == ("activities/1.fit",)
