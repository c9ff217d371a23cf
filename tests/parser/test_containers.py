from __future__ import annotations

import io
import os
import socket
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from downtempo import limits
from downtempo.errors import EnvironmentFault
from downtempo.parser import files
from downtempo.parser.containers import walk
from downtempo.parser.source import Source


def names(*paths: Path | str, below: Path) -> list[str]:
    return [source.name.removeprefix(f"{below}/") for source in walk(paths)]


def reason(source: Source) -> str:
    assert source.data is None
    assert source.rejected is not None
    assert source.rejected.file == source.name
    return source.rejected.reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.fit",
        "a.gpx",
        "c.TCX.GZ",
        "notes.txt",
        ".hidden.fit",
        "sub/z.tcx",
        "sub/.git/x.fit",
        "é.fit",
        "Z.fit",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


def test_a_folder_gives_its_recordings_sorted_by_the_bytes_of_their_names(folder: Path) -> None:
    assert names(folder, below=folder) == ["Z.fit", "a.gpx", "b.fit", "c.TCX.GZ", "sub/z.tcx", "é.fit"]


def test_bytes_come_as_they_are(folder: Path) -> None:
    assert [source.data for source in walk([folder / "sub"])] == [b"sub/z.tcx"]


def test_what_is_passed_over_is_counted(folder: Path) -> None:
    (folder / "linked").symlink_to(folder / "sub", target_is_directory=True)
    skipped: Counter[str] = Counter()
    assert len(list(walk([folder], skipped))) == 6
    assert skipped == {"hidden": 2, "other": 1, "link": 1}


def test_a_named_file_is_read_whatever_it_is_called(folder: Path) -> None:
    assert [source.data for source in walk([folder / "notes.txt", folder / ".hidden.fit"])] == [
        b"notes.txt",
        b".hidden.fit",
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (".", "./sub/z.tcx"),
        ("./", "./sub/z.tcx"),
        ("sub", "sub/z.tcx"),
        ("sub/", "sub/z.tcx"),
        ("./sub/z.tcx", "./sub/z.tcx"),
    ],
)
def test_the_name_to_show_begins_with_the_path_as_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch, given: str, shown: str
) -> None:
    monkeypatch.chdir(folder)
    assert [source.name for source in walk([given]) if source.name.endswith("z.tcx")] == [shown]


def test_paths_keep_the_order_in_which_they_are_given(folder: Path) -> None:
    assert names(folder / "b.fit", folder / "a.gpx", folder / "b.fit", below=folder) == ["b.fit", "a.gpx", "b.fit"]


def test_a_missing_path_stops_before_anything_is_read(folder: Path) -> None:
    for missing in (folder / "none.fit", "a\0b", "x" * 5000, folder / "a.gpx" / "b"):
        with pytest.raises(EnvironmentFault) as fault:
            walk([folder / "a.gpx", missing])
        assert fault.value.code == "missing-path"


def test_a_folder_that_is_called_like_a_recording_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "run.fit").mkdir()
    (tmp_path / "run.fit" / "a.gpx").write_bytes(b"x")
    assert names(tmp_path, below=tmp_path) == ["run.fit/a.gpx"]


def special_fifo(path: Path) -> None:
    os.mkfifo(path)


def special_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def special_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no special files on this system")
@pytest.mark.parametrize("make", [special_fifo, special_socket, special_device])
@pytest.mark.parametrize("is_named", [True, False])
def test_only_regular_files_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], is_named: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path("run.fit"))
    (source,) = walk(["run.fit" if is_named else "."])
    assert reason(source) == "special-file"


def test_a_file_that_turns_special_after_a_look_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(b"x")
    open_now = os.open
    monkeypatch.setattr(os, "open", lambda _path, flags: open_now(os.devnull, flags))
    assert reason(next(walk([path]))) == "special-file"


def test_a_path_that_may_not_be_looked_at_is_not_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat_now = os.stat

    def closed(path: str, **how: bool) -> os.stat_result:
        if str(path).endswith("a.gpx"):
            raise PermissionError
        return stat_now(path, **how)

    monkeypatch.setattr(os, "stat", closed)
    assert reason(next(walk([folder / "a.gpx"]))) == "permission-denied"
    assert [source.name for source in walk([folder]) if source.data is None] == [f"{folder}/a.gpx"]


def test_a_broken_link_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "run.fit").symlink_to(tmp_path / "none")
    assert reason(next(walk([tmp_path]))) == "file-changed"


def test_what_may_not_be_read_is_told_and_the_rest_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_now, scan_now = os.open, os.scandir

    def guarded(path: str, flags: int) -> int:
        if path.endswith("a.gpx"):
            raise PermissionError
        return open_now(path, flags)

    def closed(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError
        return scan_now(path)

    monkeypatch.setattr(os, "open", guarded)
    monkeypatch.setattr(os, "scandir", closed)
    sources = {source.name.removeprefix(f"{folder}/"): source for source in walk([folder])}
    assert len(sources) == 6
    assert reason(sources["a.gpx"]) == reason(sources["sub"]) == "permission-denied"
    assert sources["b.fit"].data == b"b.fit"


def test_a_file_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_file: io.FileIO, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "_bytes", fails)
    assert reason(next(walk([folder / "a.gpx"]))) == "read-error"


def test_a_file_larger_than_the_limit_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 4)
    assert reason(next(walk([folder / "a.gpx"]))) == "limit-bytes"


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_changes_is_read_once_more(folder: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    path, read_now, left = folder / "a.gpx", files._bytes, [times]

    def changing(file: io.FileIO, size: int) -> bytes:
        data = read_now(file, size)
        if left[0]:
            left[0] -= 1
            path.write_bytes(data + b"more")
        return data

    monkeypatch.setattr(files, "_bytes", changing)
    source = next(walk([path]))
    if times == 1:
        assert source.data == b"a.gpxmore"
    else:
        assert reason(source) == "file-changed"


def test_a_file_that_shrinks_while_it_is_read_is_not_given_in_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_bytes", lambda file, size: file.read(size - 1))
    assert reason(next(walk([folder / "a.gpx"]))) == "file-changed"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b"<gpx/>")

    monkeypatch.setattr(sys, "stdin", Input)
    assert list(walk(["-"])) == [Source("-", b"<gpx/>")]
    monkeypatch.setattr(limits, "FILE_BYTES", 4)
    Input.buffer = io.BytesIO(b"<gpx/>")
    assert reason(next(walk(["-"]))) == "limit-bytes"


@pytest.mark.parametrize("name", ["export.zip", "run.fit"])
def test_an_archive_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04rest")
    assert reason(next(walk([tmp_path / name]))) == "zip-truncated"


def test_folders_too_deep_in_one_another_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FOLDER_NESTING", 2)
    deepest = tmp_path / "1" / "2" / "3"
    deepest.mkdir(parents=True)
    (deepest / "run.fit").write_bytes(b"x")
    (tmp_path / "1" / "2" / "run.fit").write_bytes(b"y")
    sources = list(walk([tmp_path]))
    assert [reason(source) for source in sources if source.data is None] == ["limit-nesting"]
    assert [source.data for source in sources if source.data is not None] == [b"y"]


def test_what_nobody_named_is_marked_as_found(folder: Path) -> None:
    assert [source.is_found for source in walk([folder / "a.gpx"])] == [False]
    assert all(source.is_found for source in walk([folder]))


def test_nothing_is_written(folder: Path) -> None:
    before = {path: path.stat() for path in sorted(folder.rglob("*"))}
    list(walk([folder]))
    after = {path: path.stat() for path in sorted(folder.rglob("*"))}
    assert {path: (s.st_mtime_ns, s.st_size) for path, s in before.items()} == {
        path: (s.st_mtime_ns, s.st_size) for path, s in after.items()
    }
