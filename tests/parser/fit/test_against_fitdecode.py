from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from tests.support.fitdecode_columns import Columns, fitdecode_columns

from downtempo.errors import InputError
from downtempo.model.track import Column
from downtempo.parser.fit import read_fit

SHARED = Path(__file__).resolve().parents[4] / "shared"
CORPUS = SHARED / "corpus"
FILES = sorted(p for p in CORPUS.rglob("*") if p.name.endswith((".fit", ".fit.gz")))
#: Files that the oracle does not read to the end, and what stops it.
NOT_READ = {
    "D1_zip_named_fit.fit": "an archive",
    "gpsbabel__lezyne_super_gps-garmin_fit-sample-bad-endian.fit": "rubbish behind 804 records",
    "python-fitpa__activity-settings-corruptheader.fit": "a second header is broken",
    "python-fitpa__activity-settings-nodata.fit": "a second file without data",
    "python-fitpa__activity-unexpected-eof.fit": "cut",
    "choochoo__2018-02-24-10-04-10.fit": "a data size of 0",
    "python-fitpa__strava-android-app-201.10-b1218918.fit": "spoilt by a text transfer",
}
#: Rows up to which a spoilt file reads alike: the oracle takes damage for records from there on.
ALIKE = {"python-fitpa__strava-android-app-201.10-b1218918.fit": 472}
#: Columns that we fill where the watch's own field is silent, and the oracle does not.
FILLED = {
    "fit__mornindew-broken.fit": {"power_w"},
    "python-fitpa__sample_mulitple_header.fit": {"heart_rate_bpm"},
    "Runalyze__FR920xt-with-Stryd.fit": {"heart_rate_bpm", "power_w"},
    "TestFilesFor__20181108_run_garmin_fenix_3_hr.fit": {"power_w"},
    "fitdecode__garmin-fr935-cr.fit": {"heart_rate_bpm"},
    "python-fitpa__20170518-191602-1740899583.fit": {"speed_mps", "power_w"},
    "python-fitpa__event_timestamp.fit": {"heart_rate_bpm"},
}


def _sample() -> list[Path]:
    """Every file that differs, and a spread of small ones: the oracle takes a second for 200 kB."""
    odd = [p for p in FILES if p.name in NOT_READ.keys() | FILLED.keys()]
    plain = [p for p in FILES if p not in odd and "fuzz" not in p.name and p.stat().st_size < 150_000]
    return sorted({*odd, *plain[:: max(1, len(plain) // 25)]})


def _ours(data: bytes) -> Columns:
    try:
        drafts = read_fit(data)
    except InputError:
        drafts = []
    names = ("lat_deg", "lon_deg", "distance_m", "elevation_m", "speed_mps", "heart_rate_bpm", "cadence_spm", "power_w")
    columns: dict[str, list[Column]] = {name: [np.empty(0)] for name in ("utc_s", *names)}
    for draft in drafts:
        columns["utc_s"].append(draft.utc_s)
        for name in names:
            columns[name].append(draft.columns.get(name, np.full(draft.utc_s.size, np.nan)))
    return {name: np.concatenate(pieces) for name, pieces in columns.items()}


@pytest.mark.skipif(not FILES, reason="the corpus is not here")
@pytest.mark.parametrize("path", _sample(), ids=lambda path: path.name)
def test_columns_are_those_of_fitdecode_as_far_as_it_reads(path: Path) -> None:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    ours = _ours(data)
    theirs, is_whole = fitdecode_columns(data)
    assert is_whole == (path.name not in NOT_READ)
    for name, column in theirs.items():
        column = column[: ALIKE.get(path.name)]
        own = ours[name] if is_whole else ours[name][: column.size]
        filled = np.isnan(column) if name in FILLED.get(path.name, ()) else np.zeros(column.size, bool)
        assert own.shape == column.shape, name
        assert np.allclose(own[~filled], column[~filled], rtol=1e-9, atol=0, equal_nan=True), name
