"""As many points as the limits allow fit into two gigabytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.support import fit_bytes as fit

from downtempo import limits
from downtempo.parser.fit import read_fit
from downtempo.parser.fit.checksum import crc16
from downtempo.parser.parse import parse

_RECORD = np.dtype(
    [("head", "u1"), ("t", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("alt", "<u2"), ("hr", "u1"), ("d", "<u4")]
)
_READ = """
import resource, sys, downtempo
track = downtempo.read(sys.argv[1])
print(track.points, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def many(n: int) -> bytes:
    """Return a recording of `n` records, one a second."""
    i = np.arange(n)
    told = np.zeros(n, _RECORD)
    told["head"], told["t"], told["lat"], told["lon"] = 3, fit.START + i, 614_418_933 + 119 * (i % 100_000), -1_193_046
    told["alt"], told["hr"], told["d"] = 3000 + i % 50, 140 + i % 20, 300 * i
    body = fit.file_id() + fit.define(3, 20, fit.RECORD) + told.tobytes()
    front = fit.header(len(body)) + body
    return front + crc16(front).to_bytes(2, "little")


def test_the_records_are_those_that_are_written_one_by_one() -> None:
    (one,), (other,) = read_fit(many(50)), read_fit(fit.file(fit.file_id() + fit.records(50)))
    assert np.array_equal(one.utc_s, other.utc_s)
    assert all(np.array_equal(column, other.columns[name]) for name, column in one.columns.items())


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in kilobytes on Linux alone")
def test_five_million_points_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    file = tmp_path / "long.fit"
    file.write_bytes(many(limits.POINTS))
    done = subprocess.run([sys.executable, "-c", _READ, str(file)], capture_output=True, text=True, check=True)
    points, peak_kib = map(int, done.stdout.split())
    assert points == limits.POINTS
    assert peak_kib < 1 << 20


def test_one_point_more_is_refused() -> None:
    told = parse(many(limits.POINTS + 1), "long.fit")
    assert told.rejected is not None
    assert told.rejected.reason == "limit-points"
    assert "--max-points" in told.rejected.message
