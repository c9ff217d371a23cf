"""A piece of an archive that is read alone is what it is where all of it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.support import fit_bytes
from tests.support.zip_bytes import zipped

from downtempo.limits import ZIP_BYTES
from downtempo.parser import Found, Source, look_into, name_at, opened, take_out

RUN, OTHER = fit_bytes.run(10), fit_bytes.run(12)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Return an export with a list of activities, an archive in it, something damaged and something else."""
    inner = zipped({"x/1.fit": RUN, "x/2.fit": b"spoilt", "x/more.zip": zipped({"deep.fit": OTHER})})
    path = tmp_path / "export.zip"
    table = "id,date,name,type,file\n1,d,n,Ride,activities/b.fit\n2,d,n,Run,activities/none.fit\n"
    members = {
        "activities.csv": table.encode(), "activities/a.fit": RUN, "activities/b.fit": OTHER, "part.zip": inner,
        "photo.jpg": b"x", "no.zip": b"no archive",
    }  # fmt: skip
    path.write_bytes(b"before" + zipped(members))
    return path


def pieces(found: Found, place: tuple[int, ...] = ()) -> list[Source]:
    look = look_into(found, place)
    out = []
    for k in range(len(look.sizes)):
        if k in look.archives:
            out += pieces(found, (*place, k))
        else:
            out.append(take_out(found, (*place, k), look.state, ZIP_BYTES))
            assert name_at(found, (*place, k)) == out[-1].name
    return out


def told(source: Source) -> tuple[object, ...]:
    sport = source.hints.sport if source.hints else None
    return source.name, source.data, source.rejected, source.notes, source.left_out, source.count, sport


def test_pieces_read_one_by_one_are_those_of_the_whole(export: Path) -> None:
    found = Found(str(export), is_found=True)
    alone = pieces(found)
    assert [told(one) for one in alone] == [told(one) for one in opened(found)]
    others = [one.name.partition(":")[2] for one in alone if one.data == OTHER]
    assert others == ["activities/b.fit", "part.zip:x/more.zip:deep.fit"]
    assert sum(bool(one.notes) for one in alone) == 1
    look = look_into(found)
    assert told(take_out(found, (1,), look.state, ZIP_BYTES)) == told(alone[1])
    assert told(take_out(found, (0,), look.state, ZIP_BYTES)) == told(alone[0])


def test_what_may_inflate_is_what_the_others_leave(export: Path) -> None:
    look = look_into(Found(str(export)))
    source = take_out(Found(str(export)), (0,), look.state, len(RUN) - 1)
    assert source.rejected is not None
    assert source.rejected.reason == "limit-inflated"


def test_an_archive_that_changed_since_it_was_looked_into_is_told(export: Path) -> None:
    look = look_into(Found(str(export)))
    export.write_bytes(zipped({"activities/a.fit": OTHER}))
    os.utime(export, ns=(1, 1))
    source = take_out(Found(str(export)), (0,), look.state, ZIP_BYTES)
    assert source.rejected is not None
    assert source.rejected.reason == "file-changed"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", None),
        (b"PK\x03\x04 cut", "zip-truncated"),
        (b"PK\x05\x06", "zip-truncated"),
        (None, "file-changed"),
    ],
)
def test_what_is_no_archive_is_one_piece(tmp_path: Path, data: bytes | None, reason: str | None) -> None:
    path = tmp_path / "a.zip"
    if data is not None:
        path.write_bytes(data)
    look = look_into(Found(str(path)))
    assert (len(look.sizes), look.archives) == (1, ())
    source = take_out(Found(str(path)), (0,), look.state, ZIP_BYTES)
    assert (source.rejected and source.rejected.reason) == reason
    assert source.data == (data if reason is None else None)
