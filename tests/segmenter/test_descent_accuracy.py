"""Descents of simulated recordings whose truth lies beside them."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest

from downtempo.model.segments import Descent
from downtempo.parser.parse import parse
from downtempo.segmenter.clean import resample
from downtempo.segmenter.descents import find_descents
from downtempo.segmenter.profile import find_profile

SESSIONS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "sessions"
EVERY = 5

pytestmark = pytest.mark.skipif(not SESSIONS.is_dir(), reason="no recordings with truth beside this checkout")


def _truths(altitude: str) -> list[dict[str, Any]]:
    truths = [json.loads(path.read_text()) for path in sorted(SESSIONS.glob("*.truth.json"))]
    return [truth for truth in truths if truth["altitude"] == altitude][::EVERY]


def _found(truth: dict[str, Any]) -> tuple[tuple[Descent, ...], float]:
    (track,) = parse((SESSIONS / truth["file"]).read_bytes(), truth["file"]).tracks
    signal = resample(track)
    assert signal is not None
    return find_descents(signal, find_profile(signal)), truth["distance_m"] / float(signal.distance_m[-1])


def _overlap(descent: Descent, there: dict[str, float], scale: float) -> float:
    start, stop = scale * descent.span.start_m, scale * descent.span.stop_m
    common = min(stop, there["stop_m"]) - max(start, there["start_m"])
    return max(common, 0.0) / (max(stop, there["stop_m"]) - min(start, there["start_m"]))


def test_descents_by_barometer_are_found_with_their_grades_and_edges() -> None:
    n_there = n_hit = n_extra = 0
    grades_pp, edges_s = [], []
    for truth in _truths("barometer"):
        found, scale = _found(truth)
        n_there += len(truth["descents"])
        for descent in found:
            if not any(_overlap(descent, allowed, scale) for allowed in truth["descents_allowed"]):
                n_extra += 1
            for there in truth["descents"]:
                if _overlap(descent, there, scale) < 0.75:
                    continue
                n_hit += 1
                assert descent.grade_ratio is not None
                grades_pp.append(abs(100 * descent.grade_ratio - there["grade_percent"]))
                edges_s.append(abs(descent.span.start_s - there["start_s"]))
                edges_s.append(abs(descent.span.stop_s - there["stop_s"]))
    assert n_there > 50
    assert n_hit >= 0.95 * n_there
    assert n_extra <= 0.01 * n_there
    assert statistics.fmean(grades_pp) < 0.2
    assert statistics.median(edges_s) < 1.0


def test_altitude_from_gps_never_states_a_grade_that_is_far_off() -> None:
    n_found = 0
    for truth in _truths("gps"):
        found, scale = _found(truth)
        n_found += len(found)
        for descent in found:
            if descent.grade_ratio is None:
                continue
            assert descent.grade_error_ratio == pytest.approx(0.005, abs=0.005)
            for there in truth["descents"]:
                if _overlap(descent, there, scale) > 0.5:
                    assert abs(100 * descent.grade_ratio - there["grade_percent"]) < 2
        assert all(descent.drop_m is None for descent in found)
    assert n_found
