from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest

from downtempo.parser import recording_of, walk

SHARED = os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared"
HOSTILE = Path(SHARED) / "hostile"


def _rows() -> list[dict[str, str]]:
    manifest = HOSTILE / "MANIFEST.csv"
    if not manifest.exists():
        return []
    with manifest.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.skipif(not _rows(), reason="the hostile files are not here")
@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_every_hostile_file_ends_as_its_manifest_says(row: dict[str, str]) -> None:
    began = time.process_time()
    recordings = [recording_of(source) for source in walk([HOSTILE / row["file"]]) if not source.left_out]
    assert time.process_time() - began < 5.0
    tracks = [track for recording in recordings for track in recording.tracks]
    points = sum(track.points for track in tracks)
    notes = [(one.reason, one.severity) for track in tracks for one in track.notes]
    rejected = [recording.rejected for recording in recordings if recording.rejected]
    notes += [(one.reason, one.severity) for one in rejected]
    loud = [reason for reason, severity in notes if severity != "info"]
    expected = int(row["points"] or 0)
    if row["expect"] == "REJECT":
        assert rejected
        assert points == 0
    elif row["expect"] == "SALVAGE":
        assert points >= 0.98 * expected
        assert loud
    else:
        assert points == expected
        assert bool(notes) or row["expect"] == "ACCEPT"
        assert not loud or row["expect"] == "WARN"
    assert not row["code"] or row["code"] in [reason for reason, _ in notes]
