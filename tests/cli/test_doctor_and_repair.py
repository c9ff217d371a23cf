"""The two commands that look at one file: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import fit_bytes
from tests.support.zip_bytes import Member, archive

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CUT = FIXTURES / "broken" / "truncated-fit" / "run.fit"


def downtempo(*arguments: str, cwd: Path = FIXTURES) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "downtempo", *arguments], cwd=cwd, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, env=dict(os.environ),
    )  # fmt: skip


def test_the_doctor_tells_structure_damage_and_another_decoder() -> None:
    done = downtempo("doctor", str(CUT))
    assert done.returncode == 1
    assert done.stderr == ""
    for words in ("part 1 at byte 0", "record 639", "checksum missing", "fit-truncated", "beside fitparse", "lat_deg"):
        assert words in done.stdout


def test_the_doctor_finds_nothing_wrong_with_a_sound_file() -> None:
    done = downtempo("doctor", "progressive-raw/run.fit.gz", "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["schema"] == "downtempo/doctor/1"
    (file,) = answer["files"]
    assert file["whole"]
    assert file["beside"]["n_common"] == file["tracks"][0]["rows"]


def test_the_doctor_can_do_without_the_other_decoder() -> None:
    done = downtempo("doctor", str(CUT), "--no-reference", "--format", "json")
    assert json.loads(done.stdout)["files"][0]["beside"] is None


def test_names_in_archives_do_not_steer_the_terminal(tmp_path: Path) -> None:
    members = [Member(b"\x1b[2J\n::error::.fit", fit_bytes.run(5)), Member(b"../\x1b[2J.fit", fit_bytes.run(5))]
    (tmp_path / "a.zip").write_bytes(archive(members))
    for command in (("doctor", "--no-reference"), ("show",), ("check",)):
        done = downtempo(command[0], "a.zip", *command[1:], cwd=tmp_path)
        assert "\x1b" not in done.stdout + done.stderr
        assert not any(line.startswith("::") for line in done.stdout.splitlines())
        assert done.returncode == 1


def test_a_repaired_copy_is_told_with_what_was_lost(tmp_path: Path) -> None:
    done = downtempo("repair", str(CUT), "mended.fit", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mended.fit: 1 track, 639 rows, fit" in done.stdout
    assert downtempo("show", "mended.fit", cwd=tmp_path).returncode == 0
    again = downtempo("repair", str(CUT), "mended.fit", cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert again.stdout == ""


def test_what_was_repaired_is_told_as_json(tmp_path: Path) -> None:
    done = downtempo("repair", str(CUT), "mended.fit", "--format", "json", cwd=tmp_path)
    answer = json.loads(done.stdout)
    assert answer["schema"] == "downtempo/repair/1"
    assert [note["reason"] for note in answer["found"]] == ["fit-truncated"]
    assert answer["remaining"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("repair", "broken/empty-file/run.fit", "mended.fit"), "the file is empty"),
        (("repair", "broken/truncated-fit/run.fit", "mended.gpx"), "call it .fit"),
        (("repair", "broken", "mended.fit"), "holds 4 recordings"),
        (("doctor", "no-such-file.fit"), "no such file"),
    ],
)
def test_what_could_not_be_done_exits_with_2_and_one_line(arguments: tuple[str, ...], words: str) -> None:
    done = downtempo(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (FIXTURES / "mended.fit").exists()


def test_a_whole_file_is_left_alone(tmp_path: Path) -> None:
    done = downtempo("repair", str(FIXTURES / "progressive-raw" / "run.fit.gz"), "copy.fit.gz", cwd=tmp_path)
    assert done.returncode == 0
    assert "nothing was written" in done.stdout
    assert list(tmp_path.iterdir()) == []
