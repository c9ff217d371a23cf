from __future__ import annotations

from downtempo.model.results import LeftOut
from downtempo.reports.left_out import left_out_lines

FILES = (
    LeftOut("a.zip", "no recording, by its name", 7),
    LeftOut("b.gpx", "the same run as another file; counted once", 1, "b.fit"),
    LeftOut("c.gpx", "the same run as another file; counted once", 1, "c\x1b[2J.fit"),
)


def test_files_are_counted_by_reason() -> None:
    (line,) = left_out_lines(FILES, 200)
    assert line == (
        "  Left out: 7 files: no recording, by its name; 2 files: the same run as another file; counted once."
    )


def test_each_file_is_told_when_asked_for_with_what_counts_instead() -> None:
    lines = left_out_lines(FILES, 200, verbose=1)
    assert lines[1] == "    a.zip: 7 files: no recording, by its name"
    assert lines[2].endswith("counted once (b.fit)")
    assert "\x1b" not in lines[3]


def test_nothing_left_out_is_nothing_to_tell() -> None:
    assert left_out_lines((), 200) == []
