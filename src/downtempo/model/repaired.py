"""What became of a damaged file."""

from __future__ import annotations

from ..dataclass import dataclass
from .track import Note


@dataclass(frozen=True, slots=True)
class Repaired:
    """A clean copy: where it was written, how much it holds, what was wrong with the original, what was lost.

    `written` is empty where nothing had to be repaired. `remaining` are notes that the copy still gives rise to: no
    copy can know what was never recorded.
    """

    file: str
    written: str
    format: str
    tracks: int
    points: int
    found: tuple[Note, ...] = ()
    lost: tuple[str, ...] = ()
    remaining: tuple[Note, ...] = ()
