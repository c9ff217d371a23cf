"""A stretch of bytes that can be read in any order."""

from __future__ import annotations

import io
from typing import BinaryIO

from ...dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """An open file, bytes in memory, or a part of either: `size` bytes from `start` on. Nothing beyond is ever read."""

    file: BinaryIO
    start: int
    size: int

    @classmethod
    def of(cls, data: bytes) -> Extent:
        """Return the extent of bytes in memory."""
        return cls(io.BytesIO(data), 0, len(data))

    def read(self, at: int, n: int) -> bytes:
        """Return the `n` bytes from `at` on, fewer where the extent ends."""
        n = min(n, self.size - at)
        if at < 0 or n <= 0:
            return b""
        self.file.seek(self.start + at)
        return self.file.read(n)

    def part(self, at: int, n: int) -> Extent:
        """Return the extent of `n` bytes from `at` on, which must lie inside."""
        return Extent(self.file, self.start + at, n)
