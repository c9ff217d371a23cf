"""Damage in mid-file: jumped over, reported, and nothing invented.

The careful walk goes in stretches and looks at the times of the records, for damage often reads as messages for a
while. Where it finds an error it looks for the next place from which records follow each other again.
"""

from __future__ import annotations

import numpy as np

from ... import limits
from ...dataclass import dataclass
from ...model import Note
from ...model.track import Column
from ...units import DAY_S
from ..notes import note
from .resync import BACK_S, Budget, Fix, next_sound, trusted
from .strays import first_hidden, first_stray, last_fixes
from .stride import Walk
from .walk import Stop, adopt, go_back, mark, messages, skip, walk_on

#: Longer than any message, so that each stretch makes progress [bytes].
_STRETCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes `[start, stop)` that are no messages."""

    start: int
    stop: int
    reason: str


def walk_carefully(walk: Walk, *, ends_whole: bool) -> tuple[Gap, ...]:
    """Walk to the end, over whatever is damaged; `ends_whole` says whether a message must end there.

    Raises
    ------
    LimitExceeded
        Too many messages or definitions.

    Notes
    -----
    A record is damage if its time lies more than a minute before or a day behind the one before it, unless the next
    two agree with it, it is a date, and it lies near. After `limits.GAPS` gaps the rest is given up.
    """
    gaps: list[Gap] = []
    fixes: list[Fix] = []
    budget = Budget(ends_whole=ends_whole)
    end = walk.end
    while (stop := _sound_stretch(walk, end, fixes, budget)) is not None:
        to, pair = end, None
        if len(gaps) < limits.GAPS:
            to, pair = next_sound(walk, stop.at + 1, end, fixes, budget)
        gaps.append(Gap(stop.at, to, stop.reason))
        skip(walk, to)
        for local, one in (trusted(walk) | dict([pair] if pair else [])).items():
            if walk.known.get(local) is not one:
                adopt(walk, local, one)
    return tuple(gaps)


def gap_notes(gaps: tuple[Gap, ...], data: bytes, end: int) -> tuple[Note, ...]:
    """Say what was lost and where; where there are many gaps, how much in all comes first."""
    out = []
    if len(gaps) > limits.NOTES_PER_CODE:
        total = sum(gap.stop - gap.start for gap in gaps)
        text = f"{total} bytes in {len(gaps)} places are no messages; left out; ask for the original"
        out.append(note(gaps[0].reason, "error", text))
    for gap in gaps:
        n = gap.stop - gap.start
        rest = data[gap.start : gap.stop]
        what = "padding" if not rest.strip(b"\0") or not rest.strip(b"\xff") else "no messages"
        done = "the file ends there" if gap.stop == end else "skipped"
        out.append(note(gap.reason, "error", f"{n} bytes are {what}; {done}; ask for the original", gap.start))
    return tuple(out)


def has_strays(utc_s: Column) -> bool:
    """Whether any time lies far from the one before it, so that a careful walk is due."""
    step = np.diff(utc_s[~np.isnan(utc_s)])
    return bool(step.size) and not (step.min() >= -BACK_S and step.max() <= DAY_S)


def _sound_stretch(walk: Walk, end: int, fixes: list[Fix], budget: Budget) -> Stop | None:
    """Go on to the next error and return it, None at the end. `fixes` grows by the last records on the way."""
    while walk.at < end:
        here = mark(walk)
        walk.end = min(end, here.at + _STRETCH)
        stop = walk_on(walk)
        cut = stop is not None and stop.reason == "fit-truncated" and walk.end < end
        found = messages(walk, here.n_heads)
        bad_at, is_sure = first_stray(found, fixes, is_last=walk.end == end or not cut)
        hidden_at = first_hidden(walk, found, here.at, fixes, end, budget)
        if hidden_at is not None and (bad_at is None or hidden_at < bad_at):
            bad_at, is_sure = hidden_at, True
        if bad_at is not None:
            go_back(walk, here)
            walk.end = bad_at
            walk_on(walk)
            found = messages(walk, here.n_heads)
        walk.end = end
        fixes += last_fixes(found)
        del fixes[:-2]
        if bad_at is not None and (is_sure or bad_at == here.at):
            return Stop(bad_at, "fit-corrupt-record")
        if bad_at is None and stop is not None and not cut:
            return stop
    return None
