"""The remarks that readers leave, and the data rule under which each of them is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .. import limits
from ..model import Note, Severity

#: Reasons that are not the file's structure (DQ101) but its content.
_CODES = {
    "time-gap": "DQ104",
    "position-out-of-range": "DQ105",
    "null-island": "DQ105",
    "non-finite": "DQ105",
    "distance-backwards": "DQ105",
    "not-activity": "DQ107",
    "time-missing": "DQ108",
    "time-implausible": "DQ108",
    "time-backwards": "DQ108",
    "duplicate-point": "DQ108",
    "clock-set": "DQ108",
    "bad-time": "DQ108",
    "fit-no-base-timestamp": "DQ108",
}


def note(reason: str, severity: Severity, message: str, offset: int | None = None) -> Note:
    """Return a note under the rule that its reason belongs to."""
    return Note(_CODES.get(reason, "DQ101"), reason, severity, message, offset)


def at_most(notes: Iterable[Note], per_reason: int = limits.NOTES_PER_CODE) -> tuple[Note, ...]:
    """Keep the first notes of each reason, and the first of each severity in any case."""
    seen: Counter[str] = Counter()
    kept: dict[Note, None] = {}
    for one in notes:
        seen[one.reason] += 1
        if seen[one.reason] <= per_reason:
            kept[one] = None
    return tuple(kept)
