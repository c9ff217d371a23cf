"""A folder of forty files with hostile names, notes and reasons, through the command line in every format."""

from __future__ import annotations

import csv
import io
import json
import sys
from html import escape
from pathlib import Path

import pytest
from tests.cli.test_exit_codes import downtempo
from tests.support.hostile_strings import HOSTILE, file_name
from tests.support.workflow_commands import commands

from downtempo.cli.main import _run
from downtempo.cli.options import FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a run whose every text is hostile, and with a file that is none, for each string."""
    root = tmp_path_factory.mktemp("hostile")
    for k, text in enumerate(HOSTILE):
        (root / f"{file_name(text)}.fit").write_bytes(f"nothing {k}".encode())
        (root / f"{file_name(text)}.gpx").write_bytes(gpx(text, k).encode("utf-8", "replace"))
    (root / "downtempo.suppress.toml").write_text("\n".join(map(suppression, range(len(HOSTILE)), HOSTILE)), "utf-8")
    (root / "downtempo.toml").write_text(f"[athlete]\nname = {json.dumps(HOSTILE[0] + HOSTILE[27])}\n")
    return root


def suppression(k: int, text: str) -> str:
    reason = "".join(f"\\U{ord(c):08X}" for c in text if not "\ud800" <= c < "\ue000")
    return f'[[suppress]]\nrun = "2026-09-{1 + k % 28:02}"\nrule = "DQ102"\nreason = "{reason}"\n'


def gpx(text: str, k: int) -> str:
    """Return a minute's run on a day of its own, every text of which is hostile."""
    told = escape("".join(c if c >= " " else " " for c in text))
    times = [(i, f"2026-09-{1 + k % 28:02}T{k // 28:02}:{i // 60:02}:{i % 60:02}Z") for i in range(0, 300, 5)]
    points = "".join(f'<trkpt lat="1.{k:02}" lon="{i / 3e4:.6f}"><time>{time}</time></trkpt>' for i, time in times)
    return (
        f'<gpx version="1.1" creator="{told}" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>{told}</name>'
        f"<desc>{told}</desc><type>{told if k % 2 else 'running'}</type><trkseg>{points}</trkseg></trk></gpx>"
    )


@pytest.mark.parametrize(
    ("command", "form"), [*(("check", form) for form in FORMATS), ("audit", "text"), ("audit", "markdown")]
)
def test_every_format_stays_what_it_is(folder: Path, command: str, form: str) -> None:
    done = downtempo(command, ".", "--today", "2026-10-05", "--format", form, "-v", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert all(line.startswith("downtempo: ") and line.isprintable() for line in done.stderr.splitlines())
    assert bool(done.stderr) == (form in ("concise", "github", "gitlab", "rdjson", "csv"))
    assert commands(done.stderr) == []
    found = commands(done.stdout)
    assert {c.name for c in found} <= ({"error", "warning", "notice"} if form == "github" else set())
    if form in ("json", "sarif", "gitlab", "rdjson"):
        assert done.stdout.isascii()
        json.loads(done.stdout)
    elif form == "jsonl":
        assert all(json.loads(line) for line in done.stdout.splitlines())
    elif form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(done.stdout, newline=""), strict=True)}) == 1
    elif form == "github":
        assert len(found) == len(done.stdout.splitlines()) >= len(HOSTILE)
    else:
        assert [line for line in done.stdout.split("\n") if not line.isprintable()] == []


def test_what_is_shown_steers_nothing_either(folder: Path) -> None:
    shown = downtempo("show", ".", cwd=folder).stdout
    assert [line for line in shown.split("\n") if not line.isprintable()] == []
    assert commands(shown) == []
    assert commands(downtempo("show", ".", "--format", "json", cwd=folder).stdout) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_an_error_about_a_file_is_one_line_that_steers_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["downtempo", "check", "--", f"{file_name(text)}.missing"])
    assert _run() == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.rstrip("\n").isprintable()
    assert commands(told.err) == []
