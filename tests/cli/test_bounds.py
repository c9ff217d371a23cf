"""The limits on what is read, each with an option."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from tests.support import fit_bytes
from tests.support.zip_bytes import Member, archive

from downtempo import limits
from downtempo.model import Session, Track
from downtempo.segmenter import Settings

COMMANDS = ("audit", "check", "show", "next", "what-if", "doctor", "repair")


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def downtempo(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["downtempo", *map(str, arguments)])
        code = importlib.import_module("downtempo.cli.main")._run()  # the package has a function of that name
        assert not limits.changed()
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


Command = Callable[..., Done]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_files_shows_the_limits_and_their_options(command: str, downtempo: Command) -> None:
    done = downtempo(command, "--help-limits")
    assert done.returncode == 0
    assert all(f"  {option.name} " in done.stdout for option in limits.OPTIONS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_misspelt_limit_is_answered_with_the_right_one(command: str, downtempo: Command) -> None:
    done = downtempo(command, "x.fit", "--max-point", "7")
    assert done.returncode == 2
    assert "--max-points" in done.stderr
    assert done.stderr.count("\n") == 1


def xml(inside: str, depth: int = 0) -> bytes:
    nested = "<a>" * depth + "</a>" * depth
    point = f'<trkpt lat="47.1" lon="8.2"><time>2026-10-03T17:00:00Z</time>{inside}</trkpt>'
    text = f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk>{nested}<trkseg>{point}</trkseg></trk></gpx>'
    return text.encode()


def _definitions(n: int) -> bytes:
    return fit_bytes.file(fit_bytes.file_id() + fit_bytes.define(3, 20, fit_bytes.RECORD) * n + fit_bytes.record(0))


def _empty(n: int) -> bytes:
    body = fit_bytes.file_id() + fit_bytes.define(5, 100, []) + b"\x05" * n
    return fit_bytes.file(body + fit_bytes.records(5))


def _zip(inside: bytes, depth: int) -> bytes:
    for k in range(depth):
        inside = archive([Member(b"a.zip" if k else b"a.fit", inside)])
    return inside


RUN = fit_bytes.run(60)
HOLES = (
    fit_bytes.file_id() + fit_bytes.records(30)
    + b"\xee" * 9 + b"".join(map(fit_bytes.record, range(30, 60)))
    + b"\xee" * 9 + b"".join(map(fit_bytes.record, range(60, 90)))
)  # fmt: skip
#: Option, the value that is too little, the name and bytes of a file, and the code that tells.
TOO_LITTLE: dict[str, tuple[int, str, Callable[[], bytes], str]] = {
    "--max-file": (1, "a.fit", lambda: RUN + bytes(1 << 20), "limit-bytes"),
    "--max-points": (59, "a.fit", lambda: RUN, "limit-points"),
    "--max-messages": (20, "a.fit", lambda: RUN, "limit-messages"),
    "--max-empty-messages": (3, "a.fit", lambda: _empty(5), "limit-messages"),
    "--max-parts": (1, "a.fit", lambda: RUN + RUN, "limit-parts"),
    "--max-definitions": (5, "a.fit", lambda: _definitions(9), "limit-definitions"),
    "--max-depth": (8, "a.gpx", lambda: xml("", 9), "limit-depth"),
    "--max-attributes": (1, "a.gpx", lambda: xml("<b c='1' d='2'/>"), "limit-attributes"),
    "--max-text": (1, "a.gpx", lambda: xml("<b>" + "x" * 70_000 + "</b>"), "limit-text"),
    "--max-token": (1, "a.gpx", lambda: xml("<b c='" + "x" * 70_000 + "'/>"), "limit-token"),
    "--max-dtd": (1, "a.gpx", lambda: b"<!DOCTYPE gpx [" + b" " * 2000 + b"]>" + xml(""), "xml-dtd"),
    "--max-ratio": (2, "a.fit.gz", lambda: gzip.compress(bytes(17 << 20)), "limit-expansion"),
    "--max-nesting": (1, "a.zip", lambda: _zip(RUN, 3), "limit-nesting"),
    "--max-entries": (1, "a.zip", lambda: archive([Member(b"a.fit", RUN), Member(b"b.fit", RUN)]), "limit-entries"),
    "--max-rows": (30, "a.fit", lambda: fit_bytes.run(900), "resampled-rows"),
}


@pytest.mark.parametrize("option", TOO_LITTLE)
def test_a_limit_that_is_passed_is_told_with_its_option_and_more_lets_the_file_in(
    option: str, tmp_path: Path, downtempo: Command
) -> None:
    value, name, data, code = TOO_LITTLE[option]
    file = tmp_path / name
    file.write_bytes(data())
    done = downtempo("show", file, option, str(value), "--format", "json", "--isolated")
    (rejected,) = json.loads(done.stdout)["rejected"]
    assert rejected["reason"] == code
    assert option in rejected["message"]
    if option != "--max-ratio":  # what inflates there is no recording
        assert not json.loads(downtempo("show", file, "--format", "json", "--isolated").stdout)["rejected"]


def test_what_is_no_fault_of_the_file_as_a_whole_has_its_limits_too(tmp_path: Path, downtempo: Command) -> None:
    (tmp_path / "a.gpx").write_bytes(xml(f"<ele>{'9' * 20}.0</ele>"))
    (tmp_path / "holes.fit").write_bytes(fit_bytes.file(HOLES, size=0))
    shown = json.loads(downtempo("show", tmp_path, "--isolated", "--format", "json").stdout)["sessions"]
    assert [one["points"] for one in shown] == [1, 90]
    narrow = ("--max-number", "12", "--max-gaps", "1", "--max-notes", "1")
    fewer = json.loads(downtempo("show", tmp_path, "--isolated", "--format", "json", *narrow).stdout)["sessions"]
    assert "bad-number" in [note["reason"] for note in fewer[0]["notes"]]
    assert fewer[1]["points"] == 60
    reasons = [note["reason"] for note in fewer[1]["notes"]]
    assert len(set(reasons)) == len(reasons)


def test_a_file_that_takes_too_long_or_too_much_is_told_and_the_others_go_on(
    tmp_path: Path, downtempo: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.fit").write_bytes(RUN)
    (tmp_path / "b.fit").write_bytes(fit_bytes.run(61))
    (tmp_path / "c.fit").write_bytes(fit_bytes.run(62))
    collect = importlib.import_module("downtempo.batch.collect")
    whole: Callable[[Track, Settings], Session] = collect.segment

    def greedy(track: Track, settings: Settings) -> Session:
        if track.points == 60:
            time.sleep(30)
        elif track.points == 61:
            np.ones(400 << 20, np.uint8)
        return whole(track, settings)

    monkeypatch.setattr(collect, "segment", greedy)
    done = downtempo("show", tmp_path, "--isolated", "--format", "json", "--max-seconds", "1", "--max-memory", "300")
    shown = json.loads(done.stdout)
    assert [one["points"] for one in shown["sessions"]] == [62]
    rejected = shown["rejected"]
    assert [one["reason"] for one in rejected] == ["limit-time", "limit-memory"]
    assert "--max-seconds" in rejected[0]["message"]
    assert "--max-memory" in rejected[1]["message"]


def test_limits_reach_the_processes_that_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ})
    limits.take([("POINTS", 7), ("PARTS", 3)])
    code = "from downtempo import limits; print(limits.changed())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    limits.restore()
    assert done.stdout.strip() == "(('POINTS', 7), ('PARTS', 3))"
    assert not limits.changed()
