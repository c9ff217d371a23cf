"""The runs of a report, read once more to be drawn."""

from __future__ import annotations

import math
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.support.pages import FIXTURES
from tests.support.simulated import Leg, simulate

import downtempo
from downtempo import api
from downtempo.api.lookup import DEFAULTS
from downtempo.model.drawing import key_of
from downtempo.reports import page_html
from downtempo.writers import write_fit

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


@pytest.mark.parametrize("week", ["five-findings", "conforming-week"])
def test_nothing_that_is_drawn_to_be_shared_lies_in_a_private_place(week: str, tmp_path: Path) -> None:
    folder = FIXTURES / week / "runs"
    judged = api.audit([folder], first=date(2026, 9, 28), last=date(2026, 10, 4))
    plain = api.pictured(judged)
    (shared,) = api.pictured_shared([(judged, DEFAULTS)], folder=tmp_path)
    homes = np.array([(t.lat_deg[k], t.lon_deg[k]) for r in downtempo.walk(folder) for t in r.tracks for k in (0, -1)])
    assert (len(shared.season.weeks), len(plain.drawings)) == (0, 5)
    assert len(shared.drawings) >= 3
    for before, after in zip(plain.collected.sessions, shared.collected.sessions, strict=True):
        whole, drawing = plain.drawings[key_of(before)], shared.drawing_of(after)
        if drawing is None:
            assert after.distance_m is None
            continue
        assert drawing.is_cut
        assert drawing.length_m < whole.length_m - 500
        assert not len(drawing.elevation_m) + len(drawing.grade_ratio)
        assert drawing.origin_deg is not None
        known = np.isfinite(drawing.x_m)
        for lat, lon in homes:
            per_lon = 111_195 * math.cos(math.radians(lat))
            east = drawing.x_m[known] + (drawing.origin_deg[1] - lon) * per_lon
            north = drawing.y_m[known] + (drawing.origin_deg[0] - lat) * 111_195
            assert np.hypot(east, north).min() > 390


def test_what_is_drawn_to_be_shared_lies_where_its_spans_say(tmp_path: Path) -> None:
    found = api.show([FIXTURES / "five-findings" / "runs" / "2026-09-29T1800.fit.gz"])
    (plain,), (shared,) = (
        api.pictured(found).drawings.values(),
        api.pictured_shared([(found, DEFAULTS)], folder=tmp_path),
    )
    (session,), (drawing,) = shared.collected.sessions, shared.drawings.values()
    assert len(session.surges) > 3
    befores = {round(s.span.duration_s, 6): s for s in found.sessions[0].surges}
    for surge in session.surges:
        before = befores[round(surge.span.duration_s, 6)]
        assert np.nanmedian(drawing.speed_mps[drawing.between(surge.span.start_m, surge.span.stop_m)]) == pytest.approx(
            np.nanmedian(plain.speed_mps[plain.between(before.span.start_m, before.span.stop_m)]), rel=0.1
        )


def test_a_run_that_is_shared_is_drawn_in_pieces(tmp_path: Path) -> None:
    """A run through a place where another one ends: no line leads from one side of the place to the other."""
    legs = [Leg(600, 3.5, 0.0, 90.0), Leg(300, 3.5, 0.0, 90.0), Leg(1000, 3.5, 0.0, 90.0)]
    through, ending = simulate(legs).track, simulate(legs[:2]).track
    for name, track in (("a", through), ("b", ending)):
        (tmp_path / f"{name}.fit").write_bytes(write_fit(track))
    found = api.show([tmp_path / "a.fit", tmp_path / "b.fit"])
    (shared,) = api.pictured_shared([(found, DEFAULTS)], folder=tmp_path / "state")
    drawing = max(shared.drawings.values(), key=lambda d: d.length_m)
    silent = np.flatnonzero(~np.isfinite(drawing.x_m))
    assert len(silent) == 1
    before, after = drawing.x_m[silent[0] - 1], drawing.x_m[silent[0] + 1]
    assert after - before > 1000
    assert np.diff(drawing.distance_m).min() >= -1e-6
    assert np.diff(drawing.distance_m).max() < 100
    assert drawing.place_at(float(drawing.distance_m[silent[0]])) is not None
    page = page_html([shared], remark="Left out.")
    assert re.search(r'class="under"[^>]*d="M[^M"]+M[^M"]+"|d="M[^M"]+M[^M"]+" class="under"', page)
