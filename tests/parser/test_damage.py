"""Damage in the middle of real files is jumped: what it did not hit is kept, and next to nothing is made up."""

from __future__ import annotations

import os
import random
import statistics
from pathlib import Path

import numpy as np
import pytest
from tests.support.damage import KINDS, REACH, damaged

from downtempo.parser import parse
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit
from downtempo.parser.fit.parts import parts
from downtempo.parser.fit.profile import RECORD

SHARED = Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared")
FIT = SHARED / "corpus" / "fit"
#: Different makers, 2,773 to 21,156 records.
FILES = [
    FIT / name
    for name in (
        "Runalyze__Fenix-3-with-runscribe-v1-38.fit",
        "D1_20260804T1009_23847957612.fit",
        "fit__activity_lowbattery.fit",
        "fitdecode__garmin-fr935-cr.fit",
        "D1_20140712T0141_57662600510.fit",
        "python-fitpa__activity-small-fenix2-run.fit",
    )
    if (FIT / name).exists()
]
_TRIALS = 204
Rows = set[tuple[float, ...]]


def _rows(drafts: list[Draft]) -> Rows:
    found: Rows = set()
    for draft in drafts:
        silent = np.full(draft.utc_s.size, -1.0)
        names = ("lat_deg", "lon_deg", "distance_m", "elevation_m")
        told = (np.nan_to_num(draft.columns.get(name, silent), nan=-1.0) for name in names)
        found |= set(zip(np.nan_to_num(draft.utc_s, nan=-1.0).tolist(), *(one.tolist() for one in told), strict=True))
    return found


def _places(data: bytes) -> list[int]:
    """Return where damage may begin: behind the first record, and where it cannot reach a definition.

    Records whose only definition is gone cannot be told by anybody; that earlier ones are remembered, and new ones
    taken, is tested on made-up files.
    """
    found = next(iter(parts(data))).messages
    is_record = np.array([one is not None and one.number == RECORD for one in found.definitions])[found.kinds]
    first = int(found.stops[np.flatnonzero(is_record)[0]])
    is_definition = (found.heads >= 0x40) & (found.heads < 0x80)
    defined = found.stops[is_definition]
    sizes = np.diff(found.stops, prepend=first)[is_definition]
    allowed = np.ones(len(data) - 2 * REACH, bool)
    for stop, size in zip(defined.tolist(), sizes.tolist(), strict=True):
        allowed[max(stop - size - REACH, 0) : stop + 33] = False
    return [at for at in np.flatnonzero(allowed).tolist() if at >= first]


@pytest.mark.skipif(not FILES, reason="the corpus of recordings is not here")
@pytest.mark.parametrize("kind", KINDS)
def test_damage_costs_real_files_little_more_than_what_it_hit(kind: str) -> None:
    kept: list[float] = []
    for path in FILES:
        data, source = path.read_bytes(), random.Random(f"{kind} {path.name}")
        sound, places = _rows(read_fit(data)), _places(data)
        for _ in range(_TRIALS // len(FILES)):
            at = source.choice(places)
            drafts = read_fit(damaged(data, kind, at, source))
            found = _rows(drafts)
            assert len(found - sound) <= 1, (path.name, at)
            assert any(note.severity != "info" for draft in drafts for note in draft.notes), (path.name, at)
            kept.append(len(found & sound) / len(sound))
    assert statistics.median(kept) >= 0.995
    assert min(kept) >= 0.98


@pytest.mark.skipif(not FILES, reason="the corpus of recordings is not here")
def test_a_watch_that_died_and_a_transfer_that_spoilt_a_file_cost_nothing_that_is_there() -> None:
    (died,) = parse((FIT / "choochoo__2018-02-24-10-04-10.fit").read_bytes(), "died.fit").tracks
    assert died.points == 4_882
    spoilt = parse((FIT / "python-fitpa__strava-android-app-201.10-b1218918.fit").read_bytes(), "spoilt.fit")
    assert sum(track.points for track in spoilt.tracks) >= 5_312
    bad = FIT.parent / "bad" / "python-fitpa__elemnt-bolt-no-application-id-inside-developer-data-id.fit"
    whole = parse(bad.read_bytes(), "elemnt.fit")
    for data in (bad.read_bytes()[:-2], bad.read_bytes()[:4] + bytes(4) + bad.read_bytes()[8:-2]):
        cut = parse(data, "elemnt.fit")
        assert [track.points for track in cut.tracks] == [track.points for track in whole.tracks] != []
