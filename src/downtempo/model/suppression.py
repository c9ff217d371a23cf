"""What a runner or coach decided not to hear again."""

from __future__ import annotations

from datetime import date

from ..dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Suppression:
    """What the runner or coach decided not to hear again: a rule at one run, with the reason.

    `run` is a file name, the first eight or more digits of a recording's SHA-256, a local date, or a week such as
    `2026-W40`. `expires` is the last day on which it holds. `place` is the file and line that say so.
    """

    run: str
    rule: str
    reason: str
    expires: date | None = None
    place: str = ""
