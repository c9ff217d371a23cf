"""The same runs, configuration and version give the same bytes, wherever and however they are read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEEK = ROOT / "fixtures" / "five-findings"
PAST = ROOT / "fixtures" / "conforming-week" / "history"

CONFIGURATION = """\
history = ["history"]

[athlete]
level = "beginner"
timezone = "Pacific/Pitcairn"
easy-pace = "5:45/km"
threshold-pace = "4:25/km"
five-k-pace = "4:05/km"
"""
#: What surrounds a command, and in which order the files were made and are named.
SURROUNDINGS: dict[str, tuple[dict[str, str], bool]] = {
    "as it is": ({}, False),
    "files made and named in another order, another hash seed": ({"PYTHONHASHSEED": "4242"}, True),
    "another zone and locale": ({"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}, False),
}


def _laid_out(folder: Path, *, is_turned: bool) -> list[str]:
    """Copy a week and a month before it, in one order or the other, and return the runs of the week in it."""
    runs, past = sorted(WEEK.glob("runs/*")), sorted(PAST.iterdir())[-6:]
    for name, files in (("runs", runs), ("history", past)):
        (folder / name).mkdir(parents=True)
        for file in reversed(files) if is_turned else files:
            shutil.copyfile(file, folder / name / file.name)
    (folder / "downtempo.toml").write_text(CONFIGURATION, encoding="utf-8")
    named = [f"runs/{file.name}" for file in runs]
    return named[::-1] if is_turned else named


def _said(folder: Path, arguments: Sequence[str], surroundings: dict[str, str]) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "1", **surroundings}
    command = [sys.executable, "-m", "downtempo", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_audit_says_the_same_in_every_surrounding(form: str, tmp_path: Path) -> None:
    said = {}
    for k, (name, (surroundings, is_turned)) in enumerate(SURROUNDINGS.items()):
        folder = tmp_path / str(k)
        files = _laid_out(folder, is_turned=is_turned)
        arguments = ["audit", *files, "--week", "2026-W40", "--format", form]
        said[name] = _said(folder, arguments, surroundings)
    first = next(iter(said.values()))
    assert len(first) > 1000
    assert [name for name, text in said.items() if text != first] == []
