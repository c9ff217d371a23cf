from __future__ import annotations

import contextlib
import gzip
import io
import random
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo import limits
from downtempo.errors import InputError, LimitExceeded, Malformed, Truncated
from downtempo.parser.gzips import inflate

TEXT = b"".join(b"line %d of a recording\n" % (k * k) for k in range(200))
PACKED = gzip.compress(TEXT, mtime=0)


def reasons(data: bytes) -> list[str]:
    return [note.reason for note in inflate(data)[1]]


def named(text: bytes = TEXT) -> bytes:
    """Return a member with every optional field of the header."""
    body = gzip.compress(text, mtime=0)[10:]
    head = b"\x1f\x8b\x08\x1e\0\0\0\0\0\x03" + b"\x03\0abc" + b"../../name\0" + b"a comment\0"
    return head + struct.pack("<H", zlib.crc32(head) & 0xFFFF) + body


def test_one_member_is_unpacked() -> None:
    assert inflate(PACKED) == (TEXT, [])


def test_what_is_not_packed_is_returned_as_it_is() -> None:
    assert inflate(TEXT) == (TEXT, [])
    assert inflate(b"") == (b"", [])


def test_optional_fields_of_the_header_are_passed_over() -> None:
    assert inflate(named()) == (TEXT, [])


def test_all_members_count_and_zeros_behind_are_padding() -> None:
    assert inflate(PACKED + named() + gzip.compress(b"") + bytes(512)) == (TEXT + TEXT, [])


def test_rubbish_behind_is_told_with_its_place() -> None:
    text, (note,) = inflate(PACKED + b"rubbish")
    assert text == TEXT
    assert (note.reason, note.severity, note.offset) == ("trailing-data", "warning", len(PACKED))


@pytest.mark.parametrize("data", [PACKED, named(), PACKED + named()], ids=["plain", "named", "two"])
def test_every_cut_gives_what_inflates_and_says_that_it_is_cut(data: bytes) -> None:
    for cut in range(2, len(data)):
        expected = truth(data[:cut])
        if cut == len(PACKED) and data.startswith(PACKED):
            assert inflate(data[:cut]) == (TEXT, [])
        elif not expected:
            with pytest.raises(Truncated) as refused:
                inflate(data[:cut])
            assert refused.value.code == "gz-truncated"
        else:
            text, (note,) = inflate(data[:cut])
            assert text == expected
            assert (note.reason, note.severity) == ("gz-truncated", "error")


def truth(data: bytes) -> bytes:
    """Return what zlib gives of all members when fed byte by byte."""
    out, stream = b"", zlib.decompressobj(31)
    for at in range(len(data)):
        out += stream.decompress(data[at : at + 1])
        if stream.eof:
            stream = zlib.decompressobj(31)
    return out


def test_a_wrong_checksum_is_told_and_the_text_kept() -> None:
    text, (note,) = inflate(PACKED[:-8] + bytes(4) + PACKED[-4:])
    assert text == TEXT
    assert (note.reason, note.severity) == ("gz-crc", "warning")


def test_a_wrong_size_is_no_matter() -> None:
    assert inflate(PACKED[:-4] + bytes(4)) == (TEXT, [])


def test_damage_in_the_middle_keeps_what_stands_before_it() -> None:
    noise = random.Random(1).randbytes(60_000)
    stored = b"\0" + struct.pack("<HH", len(noise), len(noise) ^ 0xFFFF) + noise
    no_block = b"\x07" + bytes(40_000)
    text, (note,) = inflate(PACKED[:10] + stored + no_block)
    assert text == noise
    assert (note.reason, note.severity, note.offset) == ("gz-malformed", "error", 10 + len(stored))


def test_damage_at_the_start_leaves_nothing() -> None:
    for data in (b"\x1f\x8b\x09" + PACKED[3:], PACKED[:10] + b"\xff" * 40):
        with pytest.raises(Malformed) as refused:
            inflate(data)
        assert refused.value.code == "gz-malformed"


def test_a_bomb_is_refused_soon() -> None:
    began = time.process_time()
    with pytest.raises(LimitExceeded) as refused:
        inflate(gzip.compress(bytes(200 << 20), 1))
    assert refused.value.code == "limit-expansion"
    assert time.process_time() - began < 3.0


def test_what_inflates_beyond_the_size_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", len(TEXT))
    assert inflate(PACKED) == (TEXT, [])
    with pytest.raises(LimitExceeded) as refused:
        inflate(PACKED + PACKED)
    assert refused.value.code == "limit-bytes"


def test_dense_but_small_recordings_are_no_bombs() -> None:
    assert len(inflate(gzip.compress(bytes(limits.INFLATE_FREE_BYTES)))[0]) == limits.INFLATE_FREE_BYTES


def test_many_members_are_told_and_far_too_many_refused() -> None:
    empty = gzip.compress(b"", mtime=0)
    assert reasons(PACKED + empty * 2_000) == ["gz-members"]
    began = time.process_time()
    with pytest.raises(LimitExceeded) as refused:
        inflate(empty * 200_001)
    assert refused.value.code == "limit-members"
    assert time.process_time() - began < 8.0


@given(st.lists(st.tuples(st.integers(2, len(PACKED)), st.binary(max_size=4)), max_size=4))
def test_no_mutant_raises_a_foreign_error(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(PACKED)
    for at, new in changes:
        data[at : at + len(new)] = new
    with contextlib.suppress(InputError):
        text, notes = inflate(bytes(data))
        assert text == TEXT or notes or not data.startswith(b"\x1f\x8b")


@given(st.lists(st.binary(max_size=3000), max_size=4), st.integers(0, 9))
def test_every_text_comes_back(texts: list[bytes], level: int) -> None:
    out = io.BytesIO()
    for text in texts:
        out.write(gzip.compress(text, level, mtime=0))
    assert inflate(out.getvalue()) == (b"".join(texts), [])
