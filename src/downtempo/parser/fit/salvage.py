"""Damage in mid-file: jumped over, reported, and nothing invented.

The careful walk goes in stretches and looks at the times of the records, for damage often reads as messages for a
while. Where it finds an error it looks for the next place from which records follow each other again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ... import limits
from ...model import Note
from ...model.track import Column, Rows
from ...units import DAY_S
from ..notes import note
from .messages import Messages, block, column, times
from .profile import RECORD
from .resync import BACK_S, Budget, Fix, is_near, next_sound
from .walk import Stop, Walk, go_back, mark, messages, skip, walk_on

#: Longer than any message, so that each stretch makes progress [bytes].
_STRETCH = 1 << 18
_SEMICIRCLES_PER_DEG = 2**31 / 180.0
#: FIT times from here on are dates, before they count from power-up.
_FIRST_DATE_S = 1 << 28


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes `[start, stop)` that are no messages."""

    start: int
    stop: int
    reason: str


def walk_carefully(walk: Walk) -> tuple[Gap, ...]:
    """Walk to the end, over whatever is damaged.

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
    budget = Budget()
    end = walk.end
    while (stop := _sound_stretch(walk, end, fixes)) is not None:
        to = end
        if len(gaps) < limits.GAPS:
            to = next_sound(walk.data, stop.at + 1, end, walk.known, fixes[-2:], budget)
        gaps.append(Gap(stop.at, to, stop.reason))
        skip(walk, to)
    return tuple(gaps)


def gap_notes(gaps: tuple[Gap, ...], data: bytes, end: int) -> tuple[Note, ...]:
    """Say what was lost and where."""
    out = []
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


def _sound_stretch(walk: Walk, end: int, fixes: list[Fix]) -> Stop | None:
    """Go on to the next error and return it, None at the end. `fixes` grows by the last records on the way."""
    while walk.at < end:
        here = mark(walk)
        walk.end = min(end, here.at + _STRETCH)
        stop = walk_on(walk)
        cut = stop is not None and stop.reason == "fit-truncated" and walk.end < end
        found = messages(walk, here.n_heads)
        bad_at, is_sure = _first_stray(found, fixes, is_last=walk.end == end or not cut)
        if bad_at is not None:
            go_back(walk, here)
            walk.end = bad_at
            walk_on(walk)
            found = messages(walk, here.n_heads)
        walk.end = end
        fixes += _last_fixes(found)
        del fixes[:-2]
        if bad_at is not None and (is_sure or bad_at == here.at):
            return Stop(bad_at, "fit-corrupt-record")
        if bad_at is None and stop is not None and not cut:
            return stop
    return None


def _record_fixes(found: Messages) -> tuple[Rows, Column, Column, Column]:
    """Return where each record with a time starts, its FIT time, and its place [deg]."""
    them = block(found, RECORD)
    if them is None:
        return np.empty(0, np.int64), np.empty(0), np.empty(0), np.empty(0)
    fit_s, _ = times(found, them)
    sizes = np.array([0 if one is None else 1 + one.size for one in found.definitions], np.int64)
    starts = found.stops[them.rows] - sizes[found.kinds[them.rows]]
    lat, lon = (_degrees(column(them, number, 4), fit_s.size) for number in (0, 1))
    timed = ~np.isnan(fit_s)
    return starts[timed], fit_s[timed], lat[timed], lon[timed]


def _degrees(raw: Column | None, n: int) -> Column:
    return np.full(n, np.nan) if raw is None else raw / _SEMICIRCLES_PER_DEG


def _last_fixes(found: Messages) -> list[Fix]:
    _, fit_s, lat, lon = _record_fixes(found)
    return [Fix(*one) for one in zip(fit_s[-2:].tolist(), lat[-2:].tolist(), lon[-2:].tolist(), strict=True)]


def _first_stray(found: Messages, fixes: list[Fix], *, is_last: bool) -> tuple[int | None, bool]:
    """Return where the first record with an impossible time starts, and whether that is sure.

    Not sure is a jump in the last two records of a stretch that is not the last: more must be read.
    """
    starts, fit_s, lat, lon = _record_fixes(found)
    before = np.concatenate(([fixes[-1].fit_s] if fixes else fit_s[:1], fit_s[:-1]))
    step = fit_s - before
    for i in np.flatnonzero((step < -BACK_S) | (step > DAY_S)).tolist():
        if i + 2 >= fit_s.size:
            return int(starts[i]), is_last
        one = Fix(float(fit_s[i]), float(lat[i]), float(lon[i]))
        placed = [Fix(float(fit_s[k]), float(lat[k]), float(lon[k])) for k in range(max(i - 2, 0), i)]
        agree = bool((np.diff(fit_s[i : i + 3]) >= 0.0).all() and fit_s[i + 2] - fit_s[i] <= DAY_S)
        is_date = one.fit_s >= _FIRST_DATE_S or before[i] < _FIRST_DATE_S
        if not (agree and is_date and is_near(one, [*fixes, *placed])):
            return int(starts[i]), True
    return None, True
