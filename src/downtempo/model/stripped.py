"""What became of a recording that was stripped."""

from __future__ import annotations

from ..dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Stripped:
    """A copy without anything private: its points before and after, and kinds of messages that it does not hold."""

    file: str
    target: str
    format: str
    points_before: int
    points_after: int
    gone: tuple[str, ...] = ()
