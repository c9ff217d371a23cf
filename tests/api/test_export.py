from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.support.home import HOME, M_PER_DEG, run_past_home

import downtempo
from downtempo.privacy import Keep
from downtempo.synthetic import Sensors, easy_run, record, write_fit, write_gpx


def test_a_table_of_a_folder_holds_every_run_once(tmp_path: Path) -> None:
    track = record(easy_run(3000.0, seed=3), Sensors(), 3)
    (tmp_path / "a.fit").write_bytes(write_fit(track))
    (tmp_path / "b.gpx").write_bytes(write_gpx(track))
    (tmp_path / "c.fit").write_bytes(b"no recording")
    table = downtempo.segments(tmp_path)
    assert len({row.file for row in table}) == 1
    assert all(row.line for row in table)


def test_a_shared_table_has_no_line_and_no_name_from_home(tmp_path: Path) -> None:
    file = tmp_path / "anna.fit"
    file.write_bytes(write_fit(run_past_home()))
    plain = downtempo.segments(file)
    shared = downtempo.segments([file], share=True, folder=tmp_path / "state")
    assert {row.file for row in plain} == {str(file)}
    assert {row.file for row in shared} == {"2026-09-30.fit"}
    nearest = [min(_away_m(point) for row in table for point in row.line) for table in (plain, shared)]
    assert nearest[0] < 300
    assert nearest[1] >= 400
    assert len(Keep(tmp_path / "state").places()) == 1
    assert downtempo.segments(file, share=True, folder=tmp_path / "state") == shared


def test_a_path_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(downtempo.DowntempoError, match="no such file"):
        downtempo.segments("nowhere")


def _away_m(point: tuple[float, float]) -> float:
    east = (point[0] - HOME[1]) * np.cos(np.radians(HOME[0]))
    return float(np.hypot(east, point[1] - HOME[0]) * M_PER_DEG)
