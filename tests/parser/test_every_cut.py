"""A file that was cut anywhere gives all that is whole before the cut, exactly as the whole file gives it.

Made-up files of five kinds a format, and real ones where they are at hand, are cut at every byte. How many records are
whole is told by another decoder (FIT) or by the closing tags (XML). Real files of more than a few kilobytes are cut at
every byte of three windows; with DOWNTEMPO_THOROUGH=1 at every byte, which takes minutes.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.parser.xml import documents as xml
from tests.support import fit_bytes as fit
from tests.support.whole_records import WholeRecords, inflated_lengths, whole_records

from downtempo.errors import InputError
from downtempo.model.track import Column
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit
from downtempo.parser.parse import parse
from downtempo.parser.sniff import sniff
from downtempo.parser.xml import read_xml

SHARED = Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared")
CORPUS = SHARED / "corpus"
IS_THOROUGH = bool(os.environ.get("DOWNTEMPO_THOROUGH"))
_SMALL, _WINDOW = 2_000, 150
_COLUMNS = ("lat_deg", "lon_deg", "distance_m", "elevation_m")


def _fits() -> Iterator[tuple[str, bytes]]:
    yield "plain.fit", fit.run(20)
    yield "big-endian.fit", fit.file(fit.file_id() + fit.records(15, big=True) + fit.summary(15), length=12)
    laps = b"".join(fit.records(5, first=5 * k, local=k) + fit.summary(5) for k in range(4))
    yield "defined-anew.fit", fit.file(fit.file_id() + laps)
    short = fit.define(1, 20, [(0, fit.SINT32), (1, fit.SINT32), (2, fit.UINT16)])
    times = b"".join(bytes([0xA0 | k % 32]) + fit.record(k)[5:15] for k in range(1, 16))
    yield "short-times.fit", fit.file(fit.file_id() + fit.records(1) + short + times)
    events = fit.define(7, 21, [(253, fit.UINT32), (0, fit.ENUM)])
    mixed = b"".join(fit.record(k) + b"\x07" + (fit.START + k).to_bytes(4, "little") + b"\x24" for k in range(12))
    yield "mixed.fit", fit.file(fit.file_id() + fit.define(3, 20, fit.RECORD) + events + mixed)


def _gpxs() -> Iterator[tuple[str, bytes]]:
    heart = f'<extensions><t:hr xmlns:t="{xml.TPX_1}">150</t:hr></extensions>'
    yield "plain.gpx", xml.gpx(xml.points(6))
    yield "segments.gpx", xml.gpx(xml.points(4, heart), xml.points(2), "", xml.points(2, "<cmt>é &amp; ]]</cmt>"))
    old = xml.points(5, "<speed>3.1</speed>")
    yield "old.gpx", xml.gpx(old, root='xmlns="http://www.topografix.com/GPX/1/0" version="1.0"', head="<!-- > -->")
    empty = "".join(f'<trkpt lat="47.{k}" lon="8.5"/>\n' for k in range(10))
    yield "self-closed.gpx", xml.gpx(empty)
    prefixed = xml.gpx(xml.points(5), root=f'xmlns:g="{xml.GPX_11}" version="1.1"')
    yield (
        "prefixed.gpx",
        prefixed.replace(b"</", b"</g:").replace(b"<", b"<g:").replace(b"<g:/g:", b"</g:").replace(b"<g:?", b"<?"),
    )


def _tcxs() -> Iterator[tuple[str, bytes]]:
    speed = f'<Extensions><TPX xmlns="{xml.AX_2}"><Speed>3.1</Speed></TPX></Extensions>'
    yield "plain.tcx", xml.tcx(xml.lap(0, 4))
    yield "laps.tcx", xml.tcx(*(xml.lap(2 * k, 2, speed, "<TriggerMethod>Manual</TriggerMethod>") for k in range(3)))
    two = xml.tcx(xml.lap(0, 3)).replace(b"</Activities>", b"")
    more = xml.tcx(xml.lap(300, 3), sport="Biking").partition(b"<Activities>")[2]
    yield "two.tcx", two.partition(b"</TrainingCenterDatabase>")[0] + more
    yield "bare.tcx", b"<Activities>" + xml.tcx(xml.lap(0, 4)).partition(b"<Activities>")[2].partition(b"</Training")[0]
    yield "device.tcx", xml.tcx(xml.lap(0, 4), behind="<Creator><Name>a watch</Name></Creator>")


MADE = [*_fits(), *_gpxs(), *_tcxs()]
REAL = {
    "fit": (
        "FitTrackee__example.fit", "D1_20140705T2314_57662592552.fit", "D1_20130109T1050_57662277280.fit",
        "D5_146345560.fit", "Runalyze__FR70-intervals.fit",
    ),
    "gpx": (
        "gpxpy__track-with-empty-segment.gpx", "runpandas__garmin_connect.gpx", "gpxpy__track_with_speed.gpx",
        "gpxpy__first_and_last_elevation.gpx", "gpxpy__track-with-less-sec-time.gpx",
    ),
    "tcx": (
        "Runalyze__Runtastic.tcx", "Runalyze__watt-extension-without-namespace.tcx", "python-tcxpa__no_hr.tcx",
        "TestFilesFor__20120611_run_garmin_fr405cx.tcx", "TestFilesFor__20230417_heartbreak_hill_ascent.tcx",
    ),
}  # fmt: skip


def _real() -> list[Path]:
    return [CORPUS / kind / name for kind, names in REAL.items() for name in names if (CORPUS / kind / name).exists()]


def _rows(drafts: list[Draft]) -> dict[str, Column]:
    """Return times and a few columns of all drafts, one behind the other."""
    told = {"utc_s": np.concatenate([draft.utc_s for draft in drafts])}
    for name in _COLUMNS:
        silent = [np.full(draft.utc_s.size, np.nan) for draft in drafts]
        told[name] = np.concatenate([d.columns.get(name, none) for d, none in zip(drafts, silent, strict=True)])
    return told


def _read(data: bytes) -> dict[str, Column] | None:
    try:
        drafts = read_fit(data) if sniff(data) == "fit" else read_xml(data)
    except InputError:
        return None
    assert any(note.severity == "error" for draft in drafts for note in draft.notes)
    return _rows(drafts)


def _holds(cut: bytes, n: int, whole: dict[str, Column]) -> bool:
    """Whether a cut file gives the first `n` rows of the whole one, and a note; nothing if there are none."""
    found = _read(cut) if cut else None
    if found is None:
        return not n or bool(np.isnan([column[:n] for column in whole.values()]).all())
    return all(np.array_equal(found[name], column[:n], equal_nan=True) for name, column in whole.items())


def _cuts(length: int) -> Iterator[int]:
    """Yield where to cut: everywhere, or in windows at both ends and in the middle."""
    if length <= _SMALL or IS_THOROUGH:
        yield from range(length)
        return
    for start in (0, length // 2 - _WINDOW // 2, length - _WINDOW):
        yield from range(start, start + _WINDOW)


def _check(data: bytes) -> None:
    ends: WholeRecords = whole_records(data)
    whole = _rows(read_fit(data) if sniff(data) == "fit" else read_xml(data))
    assert whole["utc_s"].size == len(ends.stops) > 0
    is_fit = sniff(data) == "fit"
    for n in _cuts(len(data) if is_fit else len(data.rstrip())):
        assert _holds(data[:n], ends.before(n), whole), n


def _check_packed(data: bytes) -> None:
    packed = gzip.compress(data, mtime=0)
    ends, lengths = whole_records(data), inflated_lengths(packed)
    for n in _cuts(len(packed)):
        told = parse(packed[:n], "cut.gz")
        points = sum(track.points for track in told.tracks)
        assert points == ends.before(lengths[n]), n
        loud = [note for track in told.tracks for note in track.notes if note.severity == "error"]
        assert loud or told.rejected is not None


@pytest.mark.parametrize(("name", "data"), MADE, ids=[name for name, _ in MADE])
def test_every_cut_of_a_made_up_file_gives_all_that_is_whole_before_it(name: str, data: bytes) -> None:
    assert sniff(data) == ("fit" if name.endswith(".fit") else "xml")
    _check(data)


@pytest.mark.parametrize(("name", "data"), MADE, ids=[name for name, _ in MADE])
def test_every_cut_of_a_packed_file_gives_all_that_is_whole_in_what_inflates(name: str, data: bytes) -> None:
    assert name
    _check_packed(data)


@pytest.mark.skipif(not _real(), reason="the corpus of recordings is not here")
@pytest.mark.parametrize("path", _real(), ids=lambda path: path.name)
def test_every_cut_of_a_real_file_gives_all_that_is_whole_before_it(path: Path) -> None:
    _check(path.read_bytes())


@pytest.mark.skipif(not _real(), reason="the corpus of recordings is not here")
@pytest.mark.parametrize("path", _real(), ids=lambda path: path.name)
def test_every_cut_of_a_real_packed_file_gives_all_that_is_whole_in_what_inflates(path: Path) -> None:
    _check_packed(path.read_bytes())
