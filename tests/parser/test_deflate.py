from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from downtempo import limits
from downtempo.errors import LimitExceeded
from downtempo.parser import deflate
from downtempo.parser.deflate import inflate_into

TEXT = random.Random(3).randbytes(5_000) * 80
#: A block of the one type that does not exist.
NO_BLOCK = b"\x07" + bytes(40_000)
Faster = Callable[[], Any]


def packed(text: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(text) + packer.flush()


def with_isal() -> tuple[Faster, type[Exception]] | None:
    isal = pytest.importorskip("isal.isal_zlib")
    return (lambda: isal.decompressobj(-15)), isal.error


WAYS: dict[str, Callable[[], tuple[Faster, type[Exception]] | None]] = {
    "careful": lambda: None,
    "quick": lambda: ((lambda: zlib.decompressobj(-15)), zlib.error),
    "isal": with_isal,
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    faster = WAYS[request.param]()
    monkeypatch.setattr(deflate, "_faster", lambda: faster)


def inflated(data: bytes, at: int = 0, most: int = limits.FILE_BYTES) -> tuple[bytes, int, str]:
    out = bytearray(b"before")
    end, fault = inflate_into(out, data, at, most)
    assert out.startswith(b"before")
    return bytes(out[6:]), end, fault


@pytest.mark.usefixtures("way")
def test_a_stream_comes_out_whole_and_tells_where_it_ends() -> None:
    data = packed(TEXT)
    assert inflated(b"xyz" + data + b"tail", 3) == (TEXT, len(data) + 3, "")
    assert inflated(packed(b"")) == (b"", len(packed(b"")), "")


@pytest.mark.usefixtures("way")
def test_what_inflates_before_a_cut_or_damage_is_kept() -> None:
    data = packed(TEXT)
    text, _, fault = inflated(data[: len(data) // 2])
    assert fault == "truncated"
    assert TEXT.startswith(text)
    assert len(text) > 0
    sound = zlib.compressobj(wbits=-15)
    stored = sound.compress(TEXT[:9_000]) + sound.flush(zlib.Z_FULL_FLUSH)  # ends on a byte, and goes on
    text, at, fault = inflated(stored + NO_BLOCK)
    assert fault == "malformed"
    assert text == TEXT[:9_000]
    assert at >= len(stored)


@pytest.mark.usefixtures("way")
def test_more_than_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceeded) as refused:
        inflated(packed(TEXT), most=len(TEXT) - 1)
    assert refused.value.code == "limit-bytes"
    with pytest.raises(LimitExceeded) as refused:
        inflated(packed(bytes(limits.INFLATE_FREE_BYTES + (2 << 20))))
    assert refused.value.code == "limit-expansion"
