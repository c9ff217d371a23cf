from __future__ import annotations

import pytest

from downtempo.batch.fill import Tally
from downtempo.cli.meter import duration, line


def test_a_line_tells_files_rate_and_the_time_left_of_those_that_are_to_be_read() -> None:
    assert line(Tally(n_files=1000, n_known=200, n_read=100), 10.0) == "reading: 100 of 800 files, 10.0/s, 70 s left"


def test_nothing_read_yet_tells_no_time_left() -> None:
    assert line(Tally(n_files=10), 0.0) == "reading: 0 of 10 files, 0.0/s"


@pytest.mark.parametrize(("seconds", "told"), [(0, "0 s"), (99.4, "99 s"), (100, "2 min"), (36000, "10 h 0 min")])
def test_seconds_are_told_as_one_reads_them(seconds: float, told: str) -> None:
    assert duration(seconds) == told
