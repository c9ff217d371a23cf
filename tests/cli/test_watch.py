"""Auditing again whenever a file changes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_exit_codes import downtempo
from tests.support.judgements import FIXTURES

from downtempo.cli.audit import _watched
from downtempo.cli.watch import Look, look_at, watch
from downtempo.errors import UsageError


def looks(*pictures: Look) -> tuple[list[Look], object]:
    left = list(pictures)
    return left, lambda: left.pop(0) if len(left) > 1 else left[0]


def test_it_is_done_once_at_first_and_again_after_each_change() -> None:
    done: list[int] = []
    left, look = looks({"a": (1, 1)}, {"a": (1, 1)}, {"a": (2, 2)}, {"a": (2, 2)}, {"a": (2, 2)})
    code = watch(lambda: done.append(1) or len(done), look, lambda: len(left) > 1)  # type: ignore[arg-type, func-returns-value]
    assert done == [1, 1]
    assert code == 2


def test_a_file_that_is_still_being_written_is_left_to_come_to_rest() -> None:
    done: list[int] = []
    growing: list[Look] = [{"a": (k, k)} for k in range(6)]
    left, look = looks({}, *growing, growing[-1], growing[-1])
    watch(lambda: done.append(len(left)) or 0, look, lambda: len(left) > 1)  # type: ignore[arg-type, func-returns-value]
    assert len(done) == 2
    assert done[-1] <= 2


def test_what_cannot_be_done_is_told_and_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [UsageError("config", "no such key")]

    def do() -> int:
        if faults:
            raise faults.pop()
        return 1

    left, look = looks({}, {"a": (1, 1)}, {"a": (1, 1)}, {"a": (1, 1)})
    assert watch(do, look, lambda: len(left) > 1) == 1  # type: ignore[arg-type]
    assert capsys.readouterr().err == "downtempo: no such key\n\nchanged: a\n"


def test_every_file_below_is_seen_but_not_our_own(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    for name in ("runs/a.fit", "report.txt", "report.txt.part-12"):
        (tmp_path / name).write_text(name)
    seen = look_at([str(tmp_path), str(tmp_path / "missing")], [str(tmp_path / "report.txt")])
    assert [Path(name).name for name in seen] == ["a.fit"]
    (tmp_path / "runs" / "a.fit").write_text("longer than before")
    assert look_at([str(tmp_path)], [str(tmp_path / "report.txt")]) != seen


def test_what_is_written_at_each_change_is_not_taken_for_one(tmp_path: Path) -> None:
    options = {"output_file": "r.txt", "html_file": "r.html", "baseline": "b.json", "athlete": None, "isolated": True}
    _, own = _watched((str(tmp_path),), {**options, "config_file": None})
    assert own == ["r.txt", "r.html", "b.json"]


def test_standard_input_cannot_be_watched() -> None:
    done = downtempo("audit", "-", "--watch")
    assert done.returncode == 2
    assert "cannot be watched" in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_new_run_is_judged_and_a_signal_ends_it(tmp_path: Path, number: int, code: int) -> None:
    shutil.copytree(FIXTURES / "coach" / "ben", tmp_path / "ben")
    (tmp_path / "archive" / "ben").mkdir(parents=True)
    call = [
        sys.executable,
        "-m",
        "downtempo",
        "audit",
        "ben",
        "--watch",
        "--today",
        "2026-10-05",
        "--format",
        "concise",
    ]
    report = tmp_path / "report.txt"
    with subprocess.Popen(
        [*call, "--output-file", "report.txt"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as made:
        wait_until(lambda: report.exists() and "DH102" in report.read_text())
        os.remove(tmp_path / "ben" / "2026-09-23T1800.fit.gz")  # noqa: PTH107
        wait_until(lambda: "DH102" not in report.read_text())
        made.send_signal(number)
        _, said = made.communicate(timeout=20)
    assert made.returncode == code
    assert said.splitlines()[-1] == f"downtempo: {'interrupted' if number == signal.SIGINT else 'terminated'}"
    assert "changed: ben/2026-09-23T1800.fit.gz" in said
    assert [p.name for p in tmp_path.iterdir() if ".part-" in p.name] == []


def wait_until(is_so: object) -> None:
    until = time.monotonic() + 60
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.1)
