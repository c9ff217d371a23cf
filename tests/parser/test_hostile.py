from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from downtempo.parser import parse

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile"
_GROUPS = {"fit", "gpx", "tcx", "gz", "fs"}


def _rows() -> list[dict[str, str]]:
    manifest = HOSTILE / "MANIFEST.csv"
    if not manifest.exists():
        return []
    with manifest.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["group"] in _GROUPS and not row["file"].endswith(".zip")]


@pytest.mark.skipif(not _rows(), reason="the hostile files are not here")
@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_every_hostile_file_ends_as_its_manifest_says(row: dict[str, str]) -> None:
    began = time.process_time()
    recording = parse((HOSTILE / row["file"]).read_bytes(), row["file"])
    assert time.process_time() - began < 5.0
    points = sum(track.points for track in recording.tracks)
    notes = [(one.reason, one.severity) for track in recording.tracks for one in track.notes]
    if recording.rejected:
        notes.append((recording.rejected.reason, recording.rejected.severity))
    loud = [reason for reason, severity in notes if severity != "info"]
    expected = int(row["points"] or 0)
    if row["expect"] == "REJECT":
        assert recording.rejected
        assert points == 0
    elif row["expect"] == "SALVAGE":
        assert points >= 0.98 * expected
        assert loud
    else:
        assert points == expected
        assert bool(notes) or row["expect"] == "ACCEPT"
        assert not loud or row["expect"] == "WARN"
    assert not row["code"] or row["code"] in [reason for reason, _ in notes]
