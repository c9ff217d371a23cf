from __future__ import annotations

import os
from pathlib import Path

import pytest

from downtempo import limits
from downtempo.config.plain import bytes_in, text_in


def test_text_comes_without_a_mark_and_with_one_kind_of_line_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert text_in(tmp_path / "a") == "one\ntwo\nthree\n"


def test_devices_pipes_and_endless_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "long").write_bytes(bytes(limits.BY_HAND_BYTES + 1))
    for path in (Path("/dev/zero"), tmp_path / "pipe", tmp_path, tmp_path / "long", Path("a\0b"), tmp_path / "none"):
        with pytest.raises(OSError, match=r"."):
            bytes_in(path)


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="this system has no such file")
def test_a_file_of_the_system_that_has_nothing_to_read_yet_is_refused_at_once() -> None:
    """It calls itself a regular file, and whoever reads it waits for the next message."""
    with pytest.raises(OSError, match=r"not a regular file|not permitted|denied"):
        bytes_in(Path("/proc/kmsg"))
