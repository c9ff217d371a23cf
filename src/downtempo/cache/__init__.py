"""What files gave when they were read before: kept beside, checked, and never needed.

A cache that cannot be opened, is damaged, full or not ours only means that files are read again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .folder import default_folder
from .key import detector, key_of
from .record import (
    Content,
    digest_of,
    packed,
    packed_content,
    packed_tables,
    unpacked,
    unpacked_content,
    unpacked_tables,
)
from .state import State, look

if TYPE_CHECKING:
    from .table import Cache

__all__ = [
    "Cache", "Content", "State", "default_folder", "detector", "digest_of", "key_of", "look", "open_cache", "packed",
    "packed_content", "packed_tables", "unpacked", "unpacked_content", "unpacked_tables",
]  # fmt: skip


def open_cache(folder: str | None, tell: Callable[[str], None]) -> Cache | None:
    """Return the cache in `folder`; None for no folder, or where this Python has no SQLite."""
    if folder is None:
        return None
    if not detector():
        tell("no cache, so nothing is kept: the sources that decide what a file gives cannot be read")
        return None
    try:
        from .table import Cache
    except ImportError as fault:
        tell(f"no cache, so nothing is kept: {fault}")
        return None
    return Cache(folder, tell)
