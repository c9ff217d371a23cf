from __future__ import annotations

import csv
from pathlib import Path

import pytest

from downtempo.model import Note, Recording, Rejection
from downtempo.parser import parse

from .documents import HOSTILE, needs_hostile

_RULES = {"xml", "gpx", "tcx"}


def manifest() -> list[dict[str, str]]:
    path = HOSTILE / "MANIFEST.csv"
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["file"].removesuffix(".gz").endswith((".gpx", ".tcx")) and row["group"] != "fs"]


def said(recording: Recording) -> list[Note | Rejection]:
    notes: list[Note | Rejection] = [note for track in recording.tracks for note in track.notes]
    return [*notes, recording.rejected] if recording.rejected else notes


@needs_hostile
@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_a_hostile_file_ends_as_the_manifest_wants(row: dict[str, str]) -> None:
    recording = parse((HOSTILE / Path(row["file"])).read_bytes(), row["file"])
    notes, want = said(recording), int(row["points"])
    points = sum(track.points for track in recording.tracks)
    loud = [note for note in notes if note.severity in {"warning", "error"}]
    if row["expect"] == "ACCEPT":
        assert (points, loud) == (want, [])
    elif row["expect"] == "WARN":
        assert points == want
    elif row["expect"] == "SALVAGE":
        assert points >= 0.98 * want
        assert loud
    else:
        assert recording.rejected is not None
        assert not recording.tracks
    assert not row["code"] or row["code"] in [note.reason for note in notes]
