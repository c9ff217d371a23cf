"""Mutated recordings, checksums made anew: whatever comes, it is read or refused in our own words, and soon.

2,000 mutants by default; as many as DOWNTEMPO_MUTATIONS says, from the seed that DOWNTEMPO_SEED says, where somebody
has time for more.
"""

from __future__ import annotations

import gzip
import os
import random
import time
from collections.abc import Callable

import numpy as np
import pytest
from tests.parser.test_every_cut import MADE
from tests.support import fit_bytes as fit
from tests.support.damage import mutated
from tests.support.zip_bytes import zipped

from downtempo.model import Recording
from downtempo.parser import recording_of
from downtempo.parser.containers import _unpacked
from downtempo.parser.source import Source

MUTATIONS = int(os.environ.get("DOWNTEMPO_MUTATIONS", "2000"))
SEED = int(os.environ.get("DOWNTEMPO_SEED", "0"))
SLOWEST_S = 1.0

_BY_FORMAT = {kind: [data for name, data in MADE if name.endswith(kind)] for kind in ("fit", "gpx", "tcx")}
_PACKED = [gzip.compress(data, mtime=0) for _, data in MADE]
_ARCHIVES = [
    zipped(dict(MADE[:4])),
    zipped({"inner.zip": zipped(dict(MADE[4:6])), "a.gpx.gz": _PACKED[7]}),
    zipped({"activities.csv": b"Activity ID,Filename\n1,activities/1.fit\n", "activities/1.fit": MADE[0][1]}),
]
_FIT_TOKENS = (
    b"\x0e\x10", b".FIT", b"\xff" * 4, b"\xff" * 40, bytes(4), bytes(40), b"\x40\0\0\x14\0", b"\x43\0\x01\0\x14",
    b"\x7f", b"\x80", b"\xe0", b"\x63\0\0\x14\0\x01\xfd\x04\x86\x01\0\x02\0", b"\xfd\x04\x86", b"\x84", b"\x07",
    b"\x3f",
)  # fmt: skip
_XML_TOKENS = (
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&lt;", b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?", b"?>", b'"', b"'",
    b"=", b"\0", b"\x1b", b"\xff", b"\xef\xbf\xbe", b" xmlns:a='b'", b"<trkpt>", b"</trkpt>", b"</trkseg>", b"<trk>",
    b"<!DOCTYPE gpx>", b"<!ENTITY", b"1e999", b"nan", b"-", b"\xc3\xa9", b"</Lap>", b"<Lap>", b"<Track>", b"\xff\xfe",
    b"encoding='utf-16'", b"9" * 70,
)  # fmt: skip
_PACKED_TOKENS = (b"\x1f\x8b", b"\x1f\x8b\x08\x1e", b"\x07", b"\xff" * 8, bytes(8), b"\x01\0\0\xff\xff")
_ZIP_TOKENS = (
    b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"\xff" * 4, b"\xff" * 2, bytes(4), b"../", b"\x08\0",
)  # fmt: skip


def _fit(source: random.Random) -> bytes:
    """Return a mutant whose header and checksum are right again, one in four times not."""
    data = mutated(source.choice(_BY_FORMAT["fit"]), source, _FIT_TOKENS)
    return data if source.random() < 0.25 else fit.file(data[14:-2], length=source.choice((12, 14)))


def _xml(kind: str) -> Callable[[random.Random], bytes]:
    return lambda source: mutated(source.choice(_BY_FORMAT[kind]), source, _XML_TOKENS)


def _gz(source: random.Random) -> bytes:
    """Return a mutant of a packed file, or a packed mutant."""
    if source.random() < 0.5:
        return mutated(source.choice(_PACKED), source, _PACKED_TOKENS)
    return gzip.compress(source.choice((_fit, _xml("gpx"), _xml("tcx")))(source), 1, mtime=0)


def _zip(source: random.Random) -> bytes:
    return mutated(source.choice(_ARCHIVES), source, _ZIP_TOKENS)


#: Kind, how to make a mutant, and its share of all.
KINDS: dict[str, tuple[Callable[[random.Random], bytes], float]] = {
    "fit": (_fit, 0.5), "gpx": (_xml("gpx"), 0.15), "tcx": (_xml("tcx"), 0.15), "gz": (_gz, 0.1), "zip": (_zip, 0.1),
}  # fmt: skip


def _is_sound(recording: Recording) -> bool:
    """Whether a recording keeps what tracks promise: finite columns on the globe, times that rise, or a reason."""
    for track in recording.tracks:
        known = track.time_s[~np.isnan(track.time_s)]
        columns = track.columns.values()
        if np.isinf(np.concatenate(list(columns))).any() or (np.diff(known) <= 0).any():
            return False
        if (np.abs(track.lat_deg) > 90).any() or (np.abs(track.lon_deg) > 180).any():
            return False
    return bool(recording.tracks) != bool(recording.rejected)


@pytest.mark.parametrize("kind", KINDS)
def test_no_mutant_raises_what_is_not_ours_or_takes_long(kind: str) -> None:
    make, share = KINDS[kind]
    for k in range(int(MUTATIONS * share)):
        data = make(random.Random(f"{SEED} {kind} {k}"))
        began = time.process_time()
        for source in _unpacked(Source("mutant", data)):
            if source.left_out:
                continue
            assert _is_sound(recording_of(source)), k
        assert time.process_time() - began < SLOWEST_S, k
