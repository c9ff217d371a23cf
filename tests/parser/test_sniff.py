from __future__ import annotations

import pytest
from tests.support.fit_bytes import run

from downtempo.parser.sniff import sniff


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (run(1), "fit"),
        (run(1)[:12], "fit"),
        (run(1)[:11], "fit"),
        (b"\x0e\x20", "fit"),
        (b"\x05" + run(1)[1:], "fit"),
        (run(1).replace(b".FIT", b".FIX"), "unknown"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"PK\x05\x06rest", "zip"),
        (b"<gpx", "xml"),
        (b"\n\t <gpx", "xml"),
        (b"\xef\xbb\xbf<gpx", "xml"),
        (b"\xff\xfe<\0g\0", "xml"),
        (b"\xfe\xff\0<\0g", "xml"),
        (b"hello", "unknown"),
        (b"\n {}", "json"),
        (bytes(100), "unknown"),
    ],
)
def test_files_are_told_by_their_first_bytes(data: bytes, kind: str) -> None:
    assert sniff(data) == kind
