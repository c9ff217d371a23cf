from __future__ import annotations

import pytest
from tests.support import fit_bytes
from tests.support.fit_bytes import define, file, file_id, records, run, summary

from downtempo import limits
from downtempo.errors import InputError
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit


def _reasons(drafts: list[Draft]) -> set[tuple[str, str]]:
    return {(one.reason, one.severity) for draft in drafts for one in draft.notes}


def _n(drafts: list[Draft]) -> int:
    return sum(draft.utc_s.size for draft in drafts)


def _refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_fit(data)
    return caught.value.code


BODY = file_id() + records(100) + summary(100)


_OPEN = fit_bytes.header(len(BODY), sealed=False) + BODY


@pytest.mark.parametrize("data", [run(), file(BODY, length=12), _OPEN + fit_bytes.crc(_OPEN).to_bytes(2, "little")])
def test_a_sound_file_leaves_no_note(data: bytes) -> None:
    drafts = read_fit(data)
    assert _n(drafts) == 100
    assert _reasons(drafts) == set()


@pytest.mark.parametrize("length", [0, 5, 13, 15, 255])
def test_a_header_of_another_length_is_refused(length: int) -> None:
    assert _refused(bytes([length]) + run()[1:]) == "fit-bad-header"


def test_a_later_protocol_is_refused() -> None:
    assert _refused(b"\x0e\xf0" + run()[2:]) == "fit-protocol"
    assert _n(read_fit(b"\x0e\x10" + run()[2:])) == 100


@pytest.mark.parametrize("n", [1, 8, 11, 12, 13])
def test_half_a_header_is_refused(n: int) -> None:
    assert _refused(run()[:n]) == "fit-header-truncated"


def test_a_header_alone_is_a_file_that_ends_early() -> None:
    assert _refused(run()[:14]) == "fit-truncated"


def test_a_wrong_checksum_of_the_header_is_told() -> None:
    data = bytearray(fit_bytes.header(len(BODY)) + BODY)
    data[12] ^= 0xFF
    data += fit_bytes.crc(bytes(data)).to_bytes(2, "little")
    drafts = read_fit(bytes(data))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-header-crc", "warning")})


def test_a_wrong_checksum_of_the_file_is_told_and_all_is_kept() -> None:
    drafts = read_fit(file(BODY, tail=b"\x12\x34"))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-crc", "warning")})


@pytest.mark.parametrize("tail", [b"", b"\x12"])
def test_a_missing_checksum_is_a_cut(tail: bytes) -> None:
    drafts = read_fit(file(BODY, tail=tail))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-truncated", "error")})


def test_a_file_that_was_never_closed_is_read_to_its_end() -> None:
    for body, n in ((file_id() + records(77), 77), ((file_id() + records(77))[:-3], 76)):
        drafts = read_fit(file(body, size=0, tail=b""))
        assert (_n(drafts), _reasons(drafts)) == (n, {("fit-unfinished", "error")})


def test_padding_behind_a_file_that_was_never_closed_is_no_message() -> None:
    drafts = read_fit(file(file_id() + records(77), size=0, tail=b"\xff" * 500))
    assert _n(drafts) == 77
    assert _reasons(drafts) == {("fit-unfinished", "error"), ("fit-corrupt-record", "error")}


@pytest.mark.parametrize("size", [0, len(BODY) + 5000, 0xFFFFFFFF])
def test_a_wrong_size_with_the_right_checksum_is_only_told(size: int) -> None:
    drafts = read_fit(file(BODY, size=size))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-size-mismatch", "warning")})


@pytest.mark.parametrize("missing", [3, 10, 400])
def test_a_size_that_is_too_small_does_not_hide_what_follows(missing: int) -> None:
    drafts = read_fit(file(BODY, size=len(BODY) - missing))
    assert _n(drafts) == 100
    assert ("fit-size-mismatch", "error") in _reasons(drafts)


class TestWhatStandsBehind:
    def test_a_second_recording_is_its_own_draft(self) -> None:
        drafts = read_fit(run() + run(50))
        assert [draft.utc_s.size for draft in drafts] == [100, 50]
        assert _reasons(drafts) == set()

    @pytest.mark.parametrize("octet", [b"\0", b"\xff"])
    def test_padding_is_told_softly(self, octet: bytes) -> None:
        drafts = read_fit(run() + octet * 300)
        assert (_n(drafts), _reasons(drafts)) == (100, {("trailing-data", "info")})

    def test_rubbish_is_told(self) -> None:
        drafts = read_fit(run() + b"rubbish")
        assert (_n(drafts), _reasons(drafts)) == (100, {("trailing-data", "warning")})

    def test_a_recording_behind_rubbish_is_found(self) -> None:
        drafts = read_fit(run() + b"rubbish" + run(50))
        assert [draft.utc_s.size for draft in drafts] == [100, 50]
        assert _reasons(drafts[1:]) == set()

    def test_a_recording_behind_one_that_was_never_closed_is_found(self) -> None:
        drafts = read_fit(file(BODY, size=0, tail=b"") + run(50))
        assert [draft.utc_s.size for draft in drafts] == [100, 50]

    def test_too_many_parts_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "PARTS", 3)
        assert _n(read_fit(run(2) * 3)) == 6
        assert _refused(run(2) * 4) == "limit-parts"


@pytest.mark.parametrize(("kind", "code"), [(2, "not-activity"), (5, "not-activity"), (4, "no-points")])
def test_a_file_without_records_says_what_it_is(kind: int, code: str) -> None:
    assert _refused(file(file_id(kind))) == code


def test_messages_with_nothing_in_them_are_told_softly() -> None:
    drafts = read_fit(file(BODY + define(9, 99, []) + b"\x09" * 5))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-empty-message", "info")})


def test_reserved_bits_are_told_softly() -> None:
    data = bytearray(BODY)
    data[len(file_id()) + len(records(7)) - 20 + 0] |= 0x10
    drafts = read_fit(file(bytes(data)))
    assert (_n(drafts), _reasons(drafts)) == (100, {("fit-reserved-bit", "info")})
