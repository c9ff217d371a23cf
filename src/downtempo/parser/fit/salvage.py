"""Damage in mid-file: jumped over, reported, and nothing invented.

The careful walk goes in stretches and looks at the times of the records, for damage often reads as messages for a
while. Where it finds an error it looks for the next place from which records follow each other again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ... import limits
from ...model import Note
from ...model.track import Column, Rows
from ...units import DAY_S
from ..notes import note
from .messages import Messages, block, column, times
from .profile import RECORD, TIME
from .resync import BACK_S, NEAR_DEG, SEMICIRCLES_PER_DEG, Budget, Fix, is_near, next_sound
from .stride import Walk
from .walk import Stop, adopt, go_back, mark, messages, skip, walk_on

#: Longer than any message, so that each stretch makes progress [bytes].
_STRETCH = 1 << 18
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
        to, pair = end, None
        if len(gaps) < limits.GAPS:
            to, pair = next_sound(walk, stop.at + 1, end, fixes, budget)
        gaps.append(Gap(stop.at, to, stop.reason))
        skip(walk, to)
        if pair is not None and walk.known.get(pair[0]) is not pair[1]:
            adopt(walk, *pair)
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


def _fixes(found: Messages) -> tuple[Rows, list[Column], NDArray[np.bool_]]:
    """Return where each record with a time starts, its FIT time and place [deg], and whether its header is odd.

    Odd is a compressed time where the definition gives the whole time too.
    """
    them = block(found, RECORD)
    if them is None:
        return np.empty(0, np.int64), [np.empty(0)] * 3, np.empty(0, bool)
    fit_s, _ = times(found, them)
    sizes = np.array([0 if one is None else 1 + one.size for one in found.definitions], np.int64)
    has_time = np.array([one is not None and TIME in one.fields for one in found.definitions], bool)
    kinds = found.kinds[them.rows]
    starts = found.stops[them.rows] - sizes[kinds]
    odd = (found.heads[them.rows] >= 0x80) & has_time[kinds]
    lat, lon = (_degrees(column(them, number, 4), fit_s.size) for number in (0, 1))
    timed = ~np.isnan(fit_s)
    return starts[timed], [fit_s[timed], lat[timed], lon[timed]], odd[timed]


def _degrees(raw: Column | None, n: int) -> Column:
    return np.full(n, np.nan) if raw is None else raw / SEMICIRCLES_PER_DEG


def _last_fixes(found: Messages) -> list[Fix]:
    _, columns, _ = _fixes(found)
    return [Fix(*one) for one in zip(*(column[-2:].tolist() for column in columns), strict=True)]


def _first_stray(found: Messages, fixes: list[Fix], *, is_last: bool) -> tuple[int | None, bool]:
    """Return where the first record that cannot be one starts, and whether that is sure.

    Not sure is a jump in the last two records of a stretch that is not the last: more must be read.
    """
    starts, columns, odd = _fixes(found)
    before = [np.concatenate(([_last(fixes, k, column)], column[:-1])) for k, column in enumerate(columns)]
    step, north, east = (column - last for column, last in zip(columns, before, strict=True))
    jumps = (step < -BACK_S) | (step > DAY_S) | (np.abs(north) > NEAR_DEG)
    jumps |= np.abs((east + 180.0) % 360.0 - 180.0) > NEAR_DEG
    jumps |= odd & ~np.concatenate(([not fixes], odd[:-1]))
    for i in np.flatnonzero(jumps).tolist():
        if i + 2 >= starts.size:
            return int(starts[i]), is_last
        around = [
            Fix(*one) for one in zip(*(column[max(i - 2, 0) : i + 3].tolist() for column in columns), strict=True)
        ]
        known, ahead = [*fixes, *around[:-3]][-2:], around[-3:]
        if odd[i] or not (_agree(ahead, known) or _returns(ahead, known)):
            return int(starts[i]), True
    return None, True


def _last(fixes: list[Fix], k: int, column: Column) -> float:
    last = (fixes[-1].fit_s, fixes[-1].lat_deg, fixes[-1].lon_deg)[k] if fixes else math.nan
    return float(column[0]) if math.isnan(last) and column.size else last


def _agree(ahead: list[Fix], known: list[Fix]) -> bool:
    """Whether the clock was set: the next records agree with each other, tell a date, and lie near."""
    times_s = [fix.fit_s for fix in ahead]
    is_date = times_s[0] >= _FIRST_DATE_S or not known or known[-1].fit_s < _FIRST_DATE_S
    return times_s == sorted(times_s) and times_s[-1] - times_s[0] <= DAY_S and is_date and is_near(ahead[0], known)


def _returns(ahead: list[Fix], known: list[Fix]) -> bool:
    """Whether only the place of one record is off, as receivers do it."""
    if not known:
        return True
    in_time = all(-BACK_S <= fix.fit_s - known[-1].fit_s <= DAY_S for fix in ahead)
    return in_time and is_near(ahead[1], known) and is_near(ahead[2], known)
