"""A recording on another day is the same run, so many days later."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from downtempo.parser import parse
from tests.support import fit_bytes, small_runs
from tests.support.other_days import later


def test_all_but_the_day_stays_as_it_was() -> None:
    data = small_runs.fit(0)
    (one,), (other,) = (parse(each, "run.fit").tracks for each in (data, later(data, 40)))
    assert one.start_utc is not None
    assert other.start_utc == one.start_utc + timedelta(days=40)
    assert (other.notes, other.utc_offset_s, other.laps) == (one.notes, one.utc_offset_s, one.laps)
    for column in ("time_s", "lat_deg", "elevation_m", "speed_mps", "heart_rate_bpm"):
        assert np.array_equal(getattr(other, column), getattr(one, column), equal_nan=True)


def test_big_endian_files_are_moved_too() -> None:
    data = fit_bytes.file(fit_bytes.file_id() + fit_bytes.records(100, big=True))
    (one,), (other,) = (parse(each, "run.fit").tracks for each in (data, later(data, 1)))
    assert one.start_utc is not None
    assert other.start_utc == one.start_utc + timedelta(days=1)
