"""What no report is written over, and what names of places for it mean."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.cli.test_exit_codes import FIXTURES, downtempo

RUN = FIXTURES / "gps-altitude" / "run.gpx"
CUT = FIXTURES / "broken" / "gpx-cut-in-the-middle" / "run.gpx"

COMMANDS = (("audit", "."), ("check", "run.gpx"), ("show", "run.gpx"))
#: Commands that write a report, with the options by which they do; `next` writes no page.
WRITERS = [
    *((command, option) for command in COMMANDS for option in ("--output-file", "--html")),
    (("next", "."), "--output-file"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a run, a damaged one, and files that are none."""
    shutil.copy(RUN, tmp_path / "run.gpx")
    shutil.copy(CUT, tmp_path / "cut.gpx")
    for name in ("notes.txt", "activities.csv", "training-session-1.json"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "export.xml").write_text('<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n]>\n<HealthData/>')
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "run.gpx", "notes.txt", "--to", "csv", "--output-file", "notes.txt"), "given twice"),
        (("audit", "run.gpx", "notes.txt", "--html", "notes.txt"), "given twice"),
        (("check", "run.gpx", "--html", "new.html", "--output-file", "./new.html"), "given twice"),
        (("check", "run.gpx", "--baseline", "b.json", "--write-baseline", "--output-file", "b.json"), "given twice"),
        (("export", "run.gpx", "--to", "csv", "--output-file", "activities.csv"), "is no report"),
        (("show", "run.gpx", "--format", "json", "--output-file", "training-session-1.json"), "is no report"),
        (("show", "run.gpx", "--output-file", "export.xml"), "is no report"),
        (("repair", "cut.gpx", "mended.gpx", "--output-file", "mended.gpx"), "given twice"),
        (("repair", "cut.gpx", "mended.gpx", "--output-file", "run.gpx"), "is no report"),
        (("repair", "cut.gpx", "mended.gpx", "--output-file", "missing/report"), "No such file or directory"),
        (("repair", "cut.gpx", "mended.gpx", "--output-file", "."), "is a directory"),
        (("strip", "run.gpx", "given.gpx", "--output-file", ""), "no name of a file"),
    ],
)
def test_nothing_is_written_over_what_is_precious_and_nothing_else_is_written(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = contents(folder)
    done = downtempo(*arguments, cwd=folder, XDG_STATE_HOME=str(folder.parent / "state"))
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["diary.csv", "kept/exceptions", "downtempo.toml", "link", "runs.db"])
@pytest.mark.parametrize(("command", "option"), WRITERS)
def test_nothing_is_written_over_what_a_configuration_names(
    folder: Path, command: tuple[str, ...], name: str, option: str
) -> None:
    (folder / "diary.csv").write_text("date,rpe\n2026-09-29,7\n")
    (folder / "kept").mkdir()
    (folder / "kept" / "exceptions").write_text("")
    (folder / "link").symlink_to("diary.csv")
    (folder / "runs.db").write_bytes(b"SQLite format 3\0" + bytes(84))
    (folder / "downtempo.toml").write_text('suppressions = "kept/exceptions"\n[athlete]\ndiary = "diary.csv"\n')
    (folder / "cut.gpx").unlink()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    other = ("--output-file", "new.txt") if option == "--html" else ()
    done = downtempo(*command, *other, option, name, cwd=folder, XDG_STATE_HOME=str(folder.parent / "state"))
    assert done.returncode == 2
    assert "nothing was written" in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="its names have other limits, and streams no names")
def test_a_report_may_have_the_longest_name_there_is(folder: Path) -> None:
    name = "x" * 255
    assert downtempo("show", "run.gpx", "--output-file", name, cwd=folder).returncode == 0
    assert (folder / name).read_text() == downtempo("show", "run.gpx", cwd=folder).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="names there are always text")
def test_names_that_are_no_text_come_into_a_file_as_they_come_to_standard_output(folder: Path) -> None:
    shutil.copy(os.fsencode(RUN), os.fsencode(folder) + b"/caf\xe9.gpx")
    call = ("export", ".", "--to", "csv", "--csv-raw")
    assert downtempo(*call, "--output-file", "out.csv", cwd=folder).returncode == 1
    assert "caf\\udce9.gpx" in (folder / "out.csv").read_text("utf-8")
    assert (folder / "out.csv").read_text("utf-8") == downtempo(*call, cwd=folder).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="streams have no names there")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_a_stream_that_leads_to_a_file_is_written_to_and_no_file_put_in_its_place(folder: Path, name: str) -> None:
    """The shell appends, so that what was there stays."""
    command = f"{sys.executable} -m downtempo show run.gpx --output-file {name} >> notes.txt && rm notes.txt"
    keep = folder / "kept"
    os.link(folder / "notes.txt", keep)
    assert os.spawnvpe(os.P_WAIT, "bash", ["bash", "-c", f"cd {folder} && {command}"], dict(os.environ)) == 0
    assert keep.read_text() == "mine" + downtempo("show", "run.gpx", cwd=folder).stdout


def test_runs_are_added_to_the_diary_that_a_configuration_names(folder: Path) -> None:
    (folder / "downtempo.toml").write_text('[athlete]\ndiary = "diary.csv"\n')
    for is_there in (False, True):
        assert (folder / "diary.csv").exists() == is_there
        done = downtempo("export", "run.gpx", "--to", "diary", "--output-file", "diary.csv", cwd=folder)
        assert done.returncode == 0, done.stderr
    done = downtempo("export", "run.gpx", "--to", "csv", "--output-file", "diary.csv", cwd=folder)
    assert (done.returncode, "belongs to the configuration" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["~nobody-has-this-name/d.csv", "a\\u0000b"])
def test_a_name_of_a_diary_that_is_none_stops_nobody_who_does_not_read_it(folder: Path, name: str) -> None:
    (folder / "downtempo.toml").write_text(f'[athlete]\ndiary = "{name}"\n')
    assert downtempo("show", "run.gpx", "--output-file", "out.txt", cwd=folder).returncode == 0
    done = downtempo("audit", ".", cwd=folder)
    assert (done.returncode, "internal" in done.stderr) == (2, False)
