"""The runs of a report, read once more to be drawn."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.support.pages import FIXTURES

from downtempo import api
from downtempo.model import Track
from downtempo.model.drawing import key_of

RUN = FIXTURES / "progressive-raw" / "run.fit.gz"


def test_every_run_of_a_week_is_drawn_and_none_of_its_history() -> None:
    folder = FIXTURES / "five-findings" / "runs"
    judged = api.audit(
        [folder, FIXTURES / "conforming-week" / "history"], first=date(2026, 9, 28), last=date(2026, 10, 4)
    )
    found = api.pictured(judged)
    assert set(found.drawings) == {key_of(s) for s in judged.collected.sessions}
    assert len(found.drawings) == 5
    assert len(found.season.weeks) == 7


def test_a_run_inside_an_archive_is_found_again(tmp_path: Path) -> None:
    archive = tmp_path / "runs.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a/run.fit.gz", RUN.read_bytes())
    found = api.show([archive])
    assert ":" in found.sessions[0].file
    assert list(api.drawings(found.sessions)) == [key_of(found.sessions[0])]


def test_a_run_that_is_gone_or_has_changed_is_drawn_from_what_is_left_of_it(tmp_path: Path) -> None:
    file = tmp_path / "run.fit.gz"
    shutil.copy(RUN, file)
    found = api.show([file])
    shutil.copy(FIXTURES / "progressive-gap" / "run.fit.gz", file)
    changed = api.pictured(found)
    file.unlink()
    for pictured in (changed, api.pictured(found)):
        drawing = pictured.drawing_of(found.sessions[0])
        assert not pictured.drawings
        assert drawing is not None
        assert drawing.is_coarse
        assert len(drawing) == 24
        assert drawing.speed_mps == pytest.approx(found.sessions[0].profile_speed_mps)


def test_what_is_taken_out_of_a_track_is_not_drawn() -> None:
    def without_positions(track: Track) -> Track:
        silent = np.full(len(track), np.nan)
        return replace(track, lat_deg=silent, lon_deg=silent)

    found = api.show([RUN])
    (drawing,) = api.pictured(found, prepare=without_positions).drawings.values()
    assert not len(drawing.x_m)
    assert drawing.origin_deg is None
    assert len(drawing.elevation_m)
