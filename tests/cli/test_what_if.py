"""`downtempo what-if` as scripts and people see it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tests.cli.test_exit_codes import FIXTURES, downtempo

RUNS = "conforming-week/runs"


def test_a_plan_beyond_the_figures_exits_with_1_and_says_that_it_is_planned() -> None:
    done = downtempo("what-if", RUNS, "--plan", "what-if/beyond/plan.toml", "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert (answer["schema"], answer["planned"]) == ("downtempo/findings/1", True)
    files = {f["file"] for f in answer["findings"] if f["file"]}
    assert all(file.startswith("what-if/beyond/plan.toml:") for file in files)
    assert downtempo("what-if", RUNS, "--plan", "what-if/beyond/plan.toml", "--exit-zero").returncode == 0


def test_a_plan_within_exits_with_0_and_is_shown_day_by_day() -> None:
    done = downtempo("what-if", RUNS, "--plan", "what-if/within/plan.toml")
    assert done.returncode == 0
    assert "Tue 13 Oct  downhill repeats     8 x 30 s at 4.4 %, walk back up" in done.stdout
    assert "Sun 18 Oct  rest" in done.stdout
    assert "Nothing beyond the figures" in done.stdout


def test_the_command_tells_how_a_plan_is_written() -> None:
    """The example of the help is a plan, and it is read as one."""
    lines = [line.strip() for line in downtempo("what-if", "--help").stdout.splitlines()]
    example = "\n".join(line for line in lines if line.startswith("[[") or " = " in line)
    from downtempo.config import load_plan

    assert [entry.planned.kind for entry in load_plan(Path("help"), example)] == ["downhill", "progressive"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--plan", "none.toml"), "none.toml"),
        (("--plan", "conforming-week/origin.toml"), "origin.toml: shows: no such key"),
        (("--plan", "conforming-week/runs/2026-09-29T1800.fit.gz"), "no FIT file"),
        (("--plan", "what-if/within/plan.toml", "--on", "2026-10-06"), "--on is for a workout"),
        (("--plan", "what-if/within/plan.toml", "--select", "DH10"), "did you mean DH1"),
    ],
)
def test_what_is_no_plan_exits_with_2_and_one_line_that_helps(arguments: tuple[str, ...], words: str) -> None:
    done = downtempo("what-if", RUNS, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_plan_cannot_paint_the_terminal(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[[session]]\ndate = 2026-10-06\nkind = "\\u001b[31measy"\n')
    done = downtempo("what-if", RUNS, "--plan", str(plan), cwd=FIXTURES)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "html", "csv"])
def test_what_is_shared_tells_no_name_of_a_file_and_no_length_of_a_run(form: str, tmp_path: Path) -> None:
    plan = FIXTURES / "what-if" / "beyond" / "plan.toml"
    arguments = ("what-if", RUNS, "--plan", str(plan), "--format", form)
    plain = downtempo(*arguments)
    shared = downtempo(*arguments, "--share", XDG_STATE_HOME=str(tmp_path))
    assert plain.returncode == shared.returncode == 1
    assert (str(plan) in plain.stdout) == (form != "text")
    assert "12.0 km" in plain.stdout
    for private in ("plan.toml", str(FIXTURES), "12.0 km"):
        assert private not in shared.stdout
    for code in ("PG104", "SR101", "PT103", "WK101"):
        assert code in shared.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
def test_a_plan_that_is_a_pipe_or_a_device_is_waited_for_by_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.toml")
    for place in (tmp_path / "plan.toml", Path("/dev/zero")):
        done = downtempo("what-if", RUNS, "--plan", str(place))
        assert (done.returncode, done.stdout) == (2, "")
        assert "not a regular file" in done.stderr


def test_a_plan_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[[session]]\ndate = 2026-10-06\nkind = "easy"\ndistance = "5 km"\n', "utf-8-sig")
    assert downtempo("what-if", RUNS, "--plan", str(plan), "--today", "2026-10-05").returncode in (0, 1)
