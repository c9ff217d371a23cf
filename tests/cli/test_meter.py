from __future__ import annotations

import pytest

from downtempo.batch.fill import Tally
from downtempo.cli.meter import duration, line


def test_a_line_tells_files_rate_and_the_time_left_by_the_bytes_that_are_to_be_read() -> None:
    told = Tally(n_files=1000, n_known=200, n_read=100, n_pieces=150, n_bytes=8000, n_bytes_read=2000.0)
    assert line(told, 10.0) == "reading: 100 of 800 files, 15.0 recordings/s, 30 s left"
    assert line(Tally(n_files=10, n_read=5, n_pieces=5), 10.0).endswith("10 s left")


def test_nothing_read_yet_tells_no_time_left() -> None:
    assert line(Tally(n_files=10), 0.0) == "reading: 0 of 10 files, 0.0 recordings/s"


def test_what_comes_after_reading_is_told_too() -> None:
    assert line(Tally(n_files=10, n_athletes=20, n_judged=3), 10.0) == "judging: 3 of 20 athletes"


@pytest.mark.parametrize(("seconds", "told"), [(0, "0 s"), (99.4, "99 s"), (100, "2 min"), (36000, "10 h 0 min")])
def test_seconds_are_told_as_one_reads_them(seconds: float, told: str) -> None:
    assert duration(seconds) == told
