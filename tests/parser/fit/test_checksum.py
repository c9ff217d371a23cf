from __future__ import annotations

import random

import pytest
from tests.support import fit_bytes

from downtempo.parser.fit import checksum
from downtempo.parser.fit.checksum import crc16, folded


def test_the_checksum_of_the_published_check_string() -> None:
    # CRC-16/ARC in the catalogue of parametrised CRC algorithms of G. Cook.
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 14, 255, 4096, 32_766, 32_767, 32_768, 65_534, 65_535, 98_303])
def test_it_equals_the_sum_made_bit_by_bit_on_either_side_of_the_period(n: int) -> None:
    data = random.Random(n).randbytes(n)
    assert folded(data) == fit_bytes.crc(data)
    assert crc16(data) == crc16(memoryview(data)) == folded(data)


def test_bytes_with_their_own_checksum_give_nothing() -> None:
    data = random.Random(7).randbytes(70_000)
    assert crc16(data + crc16(data).to_bytes(2, "little")) == 0


def test_the_extra_fast_sums_up_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastcrc", reason="the extra `fast` is not installed")
    monkeypatch.setattr(checksum, "folded", pytest.fail)
    assert checksum.crc16(b"123456789") == 0xBB3D
