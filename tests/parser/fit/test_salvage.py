from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.damage import damaged
from tests.support.fit_bytes import (
    ENUM,
    RECORD,
    START,
    UINT32,
    UTC_START,
    define,
    file,
    file_id,
    message,
    record,
    records,
    run,
    summary,
)

from downtempo import limits
from downtempo.errors import InputError
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit

N = 600
FRONT = file_id() + define(3, 20, RECORD)
SIZE = len(record(0))
WHOLE = FRONT + b"".join(map(record, range(N))) + summary(N)
SOUND = read_fit(file(WHOLE))[0]


def _rows(drafts: list[Draft]) -> set[tuple[float, ...]]:
    names = ("lat_deg", "distance_m", "elevation_m")
    return {
        row
        for draft in drafts
        for row in zip(draft.utc_s, *(np.nan_to_num(draft.columns[name], nan=-1) for name in names), strict=True)
    }


@pytest.mark.parametrize(
    ("kind", "most_lost"),
    [
        ("zeros", 6),
        ("noise", 6),
        ("erased flash", 29),
        ("bytes lost", 3),
        ("bytes doubled", 3),
        ("one bit", 1),
        ("a page lost", 29),
    ],
)
def test_damage_in_mid_file_costs_little_more_than_what_it_hit(kind: str, most_lost: int) -> None:
    source = random.Random(kind)
    sound = _rows([SOUND])
    for _ in range(200):
        at = source.randrange(len(FRONT) + SIZE, len(FRONT) + SIZE * (N - 40))
        drafts = read_fit(file(damaged(WHOLE, kind, at, source), size=len(WHOLE), tail=b"\0\1"))
        found = _rows(drafts)
        assert len(sound - found) <= most_lost, at
        assert len(found - sound) <= 1, at
        assert any(one.severity in ("error", "warning") for draft in drafts for one in draft.notes)


def test_a_hole_is_a_break_and_a_note_with_its_place() -> None:
    at = len(FRONT) + 200 * SIZE
    data = file(WHOLE[:at] + b"\x0b" * (10 * SIZE) + WHOLE[at + 10 * SIZE :])
    [draft] = read_fit(data)
    assert draft.utc_s.size == N - 10
    assert list(draft.breaks) == [200]
    [told] = [one for one in draft.notes if one.reason == "fit-corrupt-record"]
    assert (told.severity, told.offset) == ("error", 14 + at)
    assert f"{10 * SIZE} bytes" in told.message


def test_a_text_transfer_that_put_a_byte_before_each_line_feed_costs_few_records() -> None:
    drafts = read_fit(file(WHOLE, tail=b"").replace(b"\n", b"\r\n"))
    hit = sum(record(i).count(b"\n") > 0 for i in range(N))
    assert hit > 5
    assert len(_rows([SOUND]) - _rows(drafts)) <= hit + 3
    assert len(_rows(drafts) - _rows([SOUND])) <= hit


def test_a_definition_that_the_damage_swallowed_is_remembered_from_before() -> None:
    other = define(3, 21, [(253, UINT32), (0, ENUM)]) + b"\x03" + bytes(5)
    body = FRONT + b"".join(map(record, range(100))) + other
    again = define(3, 20, RECORD)
    body += b"\xee" * len(again) + b"".join(map(record, range(100, 200)))
    [draft] = read_fit(file(body))
    assert draft.utc_s.size >= 199
    assert set(draft.utc_s.tolist()) <= {UTC_START + i for i in range(200)}


def test_a_new_definition_behind_the_damage_is_taken() -> None:
    body = FRONT + b"".join(map(record, range(100))) + b"\xee" * 50 + records(100, local=9, first=100)
    [draft] = read_fit(file(body))
    assert draft.utc_s.tolist() == [UTC_START + i for i in range(200)]


def test_a_clock_that_was_set_is_no_damage() -> None:
    earlier = [message(3, 20, [(253, UINT32, START + i), (0, 0x85, 614_418_933), (1, 0x85, 0)]) for i in range(20)]
    later = [message(3, 20, [(253, UINT32, START - 9000 + i), (0, 0x85, 614_418_933), (1, 0x85, 0)]) for i in range(20)]
    [draft] = read_fit(file(file_id() + b"".join(earlier + later)))
    assert draft.utc_s.size == 40
    assert not draft.notes


def test_a_summary_behind_damage_at_the_end_is_kept() -> None:
    body = FRONT + b"".join(map(record, range(100))) + b"\xee" * 50 + summary(100)
    [draft] = read_fit(file(body))
    assert (draft.utc_s.size, draft.sport, len(draft.laps)) == (100, "running", 1)


def test_more_holes_than_the_limit_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GAPS", 3)
    holes = [b"".join(map(record, range(20 * k, 20 * k + 20))) + b"\xee" * 9 for k in range(10)]
    [draft] = read_fit(file(FRONT + b"".join(holes)))
    assert draft.utc_s.size == 80
    assert sum(one.reason == "fit-corrupt-record" for one in draft.notes) == 4


def test_many_holes_are_summed_up_first() -> None:
    holes = [b"".join(map(record, range(20 * k, 20 * k + 20))) + b"\xee" * 9 for k in range(30)]
    [draft] = read_fit(file(FRONT + b"".join(holes)))
    assert draft.utc_s.size == 600
    told = [one.message for one in draft.notes if one.reason == "fit-corrupt-record"]
    assert told[0].startswith("270 bytes in 30 places")


def _cuts() -> Iterator[tuple[int, int]]:
    """Each length of a small file, and how many of its records are whole."""
    body = file_id() + records(12) + summary(12)
    data = file(body)
    first = 14 + len(file_id()) + len(define(3, 20, RECORD))
    for n in range(len(data)):
        yield n, min(max((n - first) // SIZE, 0), 12)


@pytest.mark.parametrize("size", [None, 0])
def test_a_cut_at_every_byte_gives_exactly_the_whole_records_before_it(size: int | None) -> None:
    body = file_id() + records(12) + summary(12)
    data = file(body, size=size)
    sound = read_fit(file(body))[0]
    for n, expected in _cuts():
        if n < 14 or not expected:
            with pytest.raises(InputError):
                read_fit(data[:n])
            continue
        [draft] = read_fit(data[:n])
        assert draft.utc_s.tolist() == sound.utc_s[:expected].tolist(), n
        assert any(one.severity == "error" for one in draft.notes), n


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_mutation_of_a_recording_raises_anything_of_its_own(draw: st.DataObject) -> None:
    data = bytearray(run(30))
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        kind = draw.draw(st.sampled_from(["set", "delete", "insert", "copy"]))
        if kind == "set":
            data[at] = draw.draw(st.sampled_from([0, 1, 3, 0x13, 0x40, 0x43, 0x63, 0x7F, 0x80, 0xE3, 0xFF]))
        elif kind == "delete":
            del data[at : at + draw.draw(st.integers(1, 40))]
        elif kind == "insert":
            data[at:at] = draw.draw(st.binary(min_size=1, max_size=40))
        else:
            data[at:at] = data[: draw.draw(st.integers(1, 80))]
    sealed = bytes(data[:-2])
    for one in (bytes(data), file(sealed[14:]) if len(sealed) > 14 else b"\x0e"):
        try:
            drafts = read_fit(one)
        except InputError:
            continue
        assert all(draft.utc_s.size for draft in drafts)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_behind_a_header_raise_anything_of_their_own(body: bytes) -> None:
    with contextlib.suppress(InputError):
        read_fit(file(FRONT + body))


def test_damage_takes_time_in_proportion() -> None:
    # A million bytes in which a definition may begin everywhere; more than a few seconds would be a bug.
    body = FRONT + b"".join(map(record, range(10))) + b"\xee" + define(3, 20, RECORD)[:9] * 100_000
    [draft] = read_fit(file(body[: 1 << 20], size=0, tail=b""))
    assert draft.utc_s.size == 10


def test_files_of_several_stretches_are_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from downtempo.parser.fit import salvage

    monkeypatch.setattr(salvage, "_STRETCH", 1 << 10)
    [draft] = read_fit(file(WHOLE, tail=b"\0\1"))
    assert all(itertools.starmap(float.__eq__, zip(draft.utc_s.tolist(), SOUND.utc_s.tolist(), strict=True)))
    assert [one.reason for one in draft.notes] == ["fit-crc"]
