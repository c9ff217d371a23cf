"""The remarks that readers leave, and the data rule under which each of them is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import limits
from ..errors import InputError
from ..model import Note, Severity

#: Reasons that are not the file's structure (DQ101) but its content.
_CODES = {
    "time-gap": "DQ104",
    "position-out-of-range": "DQ105",
    "null-island": "DQ105",
    "non-finite": "DQ105",
    "distance-backwards": "DQ105",
    "not-activity": "DQ107",
    "tcx-course": "DQ107",
    "time-missing": "DQ108",
    "time-implausible": "DQ108",
    "time-backwards": "DQ108",
    "duplicate-point": "DQ108",
    "clock-set": "DQ108",
    "bad-time": "DQ108",
    "fit-no-base-timestamp": "DQ108",
}


#: All is read, but nobody can vouch for it.
_UNVERIFIED = frozenset({"fit-crc", "gz-crc", "zip-crc"})


def code_of(reason: str) -> str:
    """Return the data rule under which a reason is told."""
    return _CODES.get(reason, "DQ101")


def note(reason: str, severity: Severity, message: str, offset: int | None = None) -> Note:
    """Return a note under the rule that its reason belongs to."""
    return Note(code_of(reason), reason, severity, message, offset)


def is_damage(one: Note) -> bool:
    """Whether a file is damaged: something is missing in it, or it is whole and fails its own checksum."""
    return one.severity == "error" or one.reason in _UNVERIFIED


def as_error(damage: Note, done: str) -> InputError:
    """Return the error that stands for a note where nothing is delivered: found, done, what to do."""
    found, *rest = damage.message.split("; ")
    return InputError(damage.reason, f"{found}; {done}", offset=damage.offset, hint=rest[-1] if len(rest) > 1 else "")


def at_most(notes: Iterable[Note], per_reason: int | None = None) -> tuple[Note, ...]:
    """Keep each note once, and of one reason so many at most, the last of which says how many more there were."""
    by_reason: dict[str, list[Note]] = {}
    for one in dict.fromkeys(notes):
        by_reason.setdefault(one.reason, []).append(one)
    most = limits.NOTES_PER_CODE if per_reason is None else per_reason
    return tuple(one for alike in by_reason.values() for one in _cut(alike, most))


def _cut(alike: list[Note], most: int) -> list[Note]:
    if len(alike) <= most:
        return alike
    more = f"{len(alike) - most + 1} more notes of this kind; not listed"
    return [*alike[: most - 1], replace(alike[-1], message=more, offset=None)]
