"""Records that cannot be records, and records that the walk ran over: damage that the structure does not show."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...dataclass import dataclass
from ...model.track import Column, Rows
from ...units import DAY_S
from .messages import Messages, block, column, times
from .profile import RECORD, SEMICIRCLES_PER_DEG, TIME
from .resync import (
    BACK_S,
    FIRST_OF_MAKERS,
    NEAR_DEG,
    Budget,
    Fix,
    chains,
    is_near,
    is_strict,
    likely_records,
    recent_records,
    trusted,
)
from .stride import Walk

#: FIT times from here on are dates, before they count from power-up.
_FIRST_DATE_S = 1 << 28


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """The records with a time: where each starts and stops, FIT time and place [deg], and whether its header is odd.

    Odd is a compressed time where the definition gives the whole time too.
    """

    starts: Rows
    stops: Rows
    columns: tuple[Column, Column, Column]
    odd: NDArray[np.bool_]


def _seen(found: Messages) -> _Seen:
    them = block(found, RECORD)
    if them is None:
        none, nothing = np.empty(0, np.int64), np.empty(0)
        return _Seen(none, none, (nothing, nothing, nothing), np.empty(0, bool))
    fit_s, _ = times(found, them)
    sizes = np.array([0 if one is None else 1 + one.size for one in found.definitions], np.int64)
    has_time = np.array([one is not None and TIME in one.fields for one in found.definitions], bool)
    kinds = found.kinds[them.rows]
    stops = found.stops[them.rows]
    odd = (found.heads[them.rows] >= 0x80) & has_time[kinds]
    lat, lon = (_degrees(column(them, number, 4), fit_s.size) for number in (0, 1))
    timed = ~np.isnan(fit_s)
    starts = (stops - sizes[kinds])[timed]
    return _Seen(starts, stops[timed], (fit_s[timed], lat[timed], lon[timed]), odd[timed])


def _degrees(raw: Column | None, n: int) -> Column:
    return np.full(n, np.nan) if raw is None else raw / SEMICIRCLES_PER_DEG


def last_fixes(found: Messages) -> list[Fix]:
    """Return when and where the last two records were."""
    return [Fix(*one) for one in zip(*(column[-2:].tolist() for column in _seen(found).columns), strict=True)]


def first_stray(found: Messages, fixes: list[Fix], *, is_last: bool) -> tuple[int | None, bool]:
    """Return where the first record that cannot be one starts, and whether that is sure.

    Not sure is a jump in the last two records of a stretch that is not the last: more must be read.
    """
    seen = _seen(found)
    starts, columns, odd = seen.starts, seen.columns, seen.odd
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


def first_hidden(walk: Walk, found: Messages, low: int, fixes: Sequence[Fix], end: int, budget: Budget) -> int | None:
    """Return where messages begin that hide records from a walk that went from `low` to where it stands.

    Behind a byte that was lost or doubled, records may read as messages of other kinds, which tell no time. So records
    are looked for in what lies between two records.
    """
    seen = _seen(found)
    after = [Fix(*one) for one in zip(*(column.tolist() for column in seen.columns), strict=True)]
    known, begins, ends = [*fixes[-1:], *after], seen.stops, np.append(seen.starts, walk.at)
    begins, ends = (np.insert(begins, 0, low), ends) if fixes else (begins, ends[1:])
    if not begins.size:
        return None
    told = [fix.fit_s for fix in known]
    spans = [(min(told) - BACK_S, max(told) + DAY_S)]
    trust, own = trusted(walk), _of_makers(found)
    first: int | None = None
    for local, one in recent_records(walk):
        if TIME not in one.fields:
            continue
        at = np.array(likely_records(walk.data, low, walk.at, end, (local, one), spans), np.int64)
        at = at[~np.isin(at, own)]
        k = np.searchsorted(begins, at, side="right") - 1
        inside = (k >= 0) & (at < ends[k])
        for place, i in zip(at[inside].tolist(), k[inside].tolist(), strict=True):
            if first is not None and begins[i] >= first:
                break
            if chains(walk.data, place, end, {**trust, local: one}, known[max(i - 1, 0) : i + 1], budget):
                first = int(begins[i])
                break
    return first


def _of_makers(found: Messages) -> Rows:
    """Return where messages of makers' own kinds start: some write there, in the layout of records, what is none."""
    definitions = found.definitions
    own = np.array([one is not None and is_strict(one) and one.number >= FIRST_OF_MAKERS for one in definitions], bool)
    if not own.any():
        return np.empty(0, np.int64)
    sizes = np.array([0 if one is None else 1 + one.size for one in definitions], np.int64)
    rows = np.flatnonzero(own[found.kinds])
    return found.stops[rows] - sizes[found.kinds[rows]]
