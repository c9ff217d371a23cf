"""Files are written whole or not at all: when the disk is full, when a name is taken, when a signal comes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from downtempo import whole

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def refuse(code: int) -> object:
    def call(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("name", ["report.txt", "x" * 255])
def test_a_file_is_there_whole_and_nothing_beside_it(tmp_path: Path, name: str, is_new: bool) -> None:
    whole.write(str(tmp_path / name), b"all of it", is_new=is_new)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(name, b"all of it")]


def test_what_is_there_keeps_its_rights_when_it_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")
    path.chmod(0o600)
    whole.write(str(path), b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    (tmp_path / "taken").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        whole.write(str(tmp_path / "taken"), b"yours", is_new=True)
    whole.write(str(tmp_path / "free"), b"yours", is_new=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"taken": b"mine", "free": b"yours"}


@pytest.mark.parametrize("is_new", [False, True])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool) -> None:
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        whole.write(str(tmp_path / ("new" if is_new else "old")), b"new", is_new=is_new)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old", b"old")]


STRIP = ("strip", str(FIXTURES / "gps-altitude" / "run.gpx"), "given.gpx")
SHOW = ("show", str(FIXTURES / "gps-altitude" / "run.gpx"), "--output-file", "report.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not known there")
@pytest.mark.parametrize("arguments", [STRIP, SHOW], ids=["strip", "show"])
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_in_the_midst_of_writing_leaves_nothing(
    tmp_path: Path, arguments: tuple[str, ...], name: str, code: int
) -> None:
    """The signal comes when the bytes are in the file and before it has its name."""
    done = in_its_midst(f"os.kill(os.getpid(), signal.{name})", arguments, tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not known there")
def test_who_was_started_deaf_to_a_signal_goes_on(tmp_path: Path) -> None:
    """As `nohup` starts programs."""
    done = in_its_midst("os.kill(os.getpid(), signal.SIGHUP)", SHOW, tmp_path, deaf_to=signal.SIGHUP)
    assert (done.returncode, done.stderr) == (0, "")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["report.txt"]


def in_its_midst(
    act: str, arguments: tuple[str, ...], folder: Path, deaf_to: signal.Signals | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that does something whenever it has a file written out."""
    (folder / "out").mkdir()
    start = f"import os, signal, sys; os.fsync = lambda number: {act}; sys.argv = ['downtempo', *sys.argv[1:]]"
    return subprocess.run(
        [sys.executable, "-c", f"{start}; from downtempo.cli import main; main()", *arguments],
        cwd=folder / "out", capture_output=True, text=True, check=False,
        env={**os.environ, "DOWNTEMPO_CACHE": "off", "XDG_STATE_HOME": str(_state(folder))},
        preexec_fn=None if deaf_to is None else lambda: signal.signal(deaf_to, signal.SIG_IGN),
    )  # fmt: skip


def _state(folder: Path) -> Path:
    """Return a state folder that has a secret, so that none has to be written."""
    made = folder / "state" / "downtempo"
    made.mkdir(parents=True)
    (made / "share-secret").write_text("ab" * 32)
    return folder / "state"
