"""What a person sees on a terminal, and what never leaves it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.test_exit_codes import downtempo
from tests.support.judgements import FIXTURES

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")
from tests.support.terminal import in_terminal  # noqa: E402

WEEK = ("audit", "coach", "--athlete", "Ben", "--today", "2026-10-05")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_terminal_gets_colour_progress_and_lines_that_fit() -> None:
    code, written = in_terminal(*WEEK, columns=60, cwd=FIXTURES)
    assert code == 1
    assert "\x1b[31merror" in written
    assert "\rreading runs: 11" in written
    report = COLOUR.sub("", written).rpartition("\r")[2]
    assert max(map(len, report.split("\n"))) <= 60
    assert COLOUR.sub("", report) == report


def test_without_colour_every_word_is_still_there() -> None:
    with_colour = in_terminal(*WEEK, columns=80, cwd=FIXTURES)[1].rpartition("\r")[2]
    without = in_terminal(*WEEK, "--no-color", columns=80, cwd=FIXTURES)[1].rpartition("\r")[2]
    assert COLOUR.sub("", with_colour) == without
    asked = in_terminal(*WEEK, "-q", columns=80, cwd=FIXTURES, NO_COLOR="1")[1]
    assert "\x1b" not in asked
    assert "reading" not in asked


def test_what_is_no_terminal_gets_neither_colour_nor_progress() -> None:
    done = downtempo(*WEEK, FORCE_COLOR="1")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert max(map(len, done.stdout.split("\n"))) > 60


def test_progress_is_wiped_away_before_an_error_is_told() -> None:
    code, written = in_terminal("check", "missing.fit", columns=80, cwd=FIXTURES)
    assert code == 2
    assert written.rpartition("\r")[2] == "downtempo: missing.fit: no such file or folder; check the spelling\n"


@pytest.mark.parametrize("form", ["text", "concise", "json", "csv"])
def test_a_reader_that_goes_away_is_no_error_in_any_format(form: str) -> None:
    call = f"{sys.executable} -m downtempo audit coach --today 2026-10-05 -q --format {form} | head -1"
    done = subprocess.run(
        ["bash", "-c", f"{call}; exit ${{PIPESTATUS[0]}}"], cwd=FIXTURES, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1)
    assert done.stderr == ""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_reading_and_leaves_no_report_behind(tmp_path: Path, number: int, code: int) -> None:
    """Standard input never ends, so that the command still reads when the signal comes."""
    call = [sys.executable, "-m", "downtempo", "check", "-", "--output-file", str(tmp_path / "report.txt")]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as made:
        assert made.stdin is not None
        for _ in range(64):  # more than a pipe holds: when it is taken, the command reads
            made.stdin.write(b"x" * 4096)
            made.stdin.flush()
        made.send_signal(number)
        made.stdin.close()
        said = made.stderr.read().decode() if made.stderr else ""
    assert made.returncode == code
    assert said in ("downtempo: interrupted\n", "downtempo: terminated\n")
    assert list(tmp_path.iterdir()) == []
