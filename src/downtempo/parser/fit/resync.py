"""Where records follow each other again behind damage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from ...dataclass import dataclass
from ...units import DAY_S
from .definitions import BadDefinition, Definition, definition
from .profile import RECORD, SEMICIRCLES_PER_DEG, TIME
from .stride import Walk

#: Records may be written out of order by this much [s].
BACK_S = 60.0
#: Behind damage they may not: an earlier time is more likely one whose last bits are damaged [s].
_EARLIER_S = 5.0
#: So many records in a row are no accident.
_CHAIN = 3
#: Between two records of a chain [s].
_STEP_S = 3600.0
NEAR_DEG = 0.5
#: FIT times that are dates, if nothing better is known.
_FIRST_DATE_S, _LAST_DATE_S = float(1 << 28), float(1 << 31)
_WINDOW = 1 << 16
#: Earlier definitions of records that are tried behind damage.
_MOST_DEFINITIONS = 16
#: Messages of other kinds between the records of a chain.
_MOST_MESSAGES = 500
#: Global message numbers of the profile, and those that makers use freely.
_LAST_NUMBER, FIRST_OF_MAKERS = 0x400, 0xFF00


@dataclass(frozen=True, slots=True)
class Fix:
    """When and where a record was: FIT time [s], latitude and longitude [deg], NaN where unknown."""

    fit_s: float
    lat_deg: float
    lon_deg: float


@dataclass(slots=True)
class Budget:
    """How many messages may still be tried in one file, so that no input takes long.

    `ends_whole`: the data end where a message ends, which those of a file that was cut do by chance alone.
    """

    left: int = 1_000_000
    ends_whole: bool = True


def is_near(one: Fix, known: Sequence[Fix]) -> bool:
    """Whether a record lies near one of the known ones; where no place is known, whether it is on the globe."""
    if math.isnan(one.lat_deg) or math.isnan(one.lon_deg):
        return True
    if abs(one.lat_deg) > 90.0:
        return False
    placed = [fix for fix in known if not (math.isnan(fix.lat_deg) or math.isnan(fix.lon_deg))]
    return not placed or any(
        abs(one.lat_deg - fix.lat_deg) <= NEAR_DEG
        and abs((one.lon_deg - fix.lon_deg + 180.0) % 360.0 - 180.0) <= NEAR_DEG
        for fix in placed
    )


def next_sound(
    walk: Walk, start: int, end: int, fixes: Sequence[Fix], budget: Budget
) -> tuple[int, tuple[int, Definition] | None]:
    """Return the first place from `start` on where messages chain again, `end` if there is none.

    The second value is a local type and the definition that it must have there, if that is one from before.

    Notes
    -----
    A chain is three records, in time with each other and with one of the last two before the damage and near them, or
    messages that end exactly where whole data end. It starts at a record, under the present definition of its type or
    an earlier one (the one in force may lie in the damage), or at a definition without any oddity.
    """
    data = walk.data
    pairs, trust = recent_records(walk), trusted(walk)
    for low in range(start, end, _WINDOW):
        high = min(low + _WINDOW, end)
        found = [(at, None) for at in _definitions(data, low, high, end)]
        tried = [(at, pair) for pair in pairs for at in likely_records(data, low, high, end, pair, _spans(fixes))]
        for at, pair in sorted([*found, *tried], key=lambda one: one[0]):
            known = trust if pair is None else trust | {pair[0]: pair[1]}
            if chains(data, at, end, known.copy(), fixes, budget):
                return at, pair
            if budget.left <= 0:
                return end, None
    return end, None


def _definitions(data: bytes, low: int, high: int, end: int) -> list[int]:
    """Return places in `[low, high)` where a definition may start."""
    octets = np.frombuffer(data, np.uint8)
    n = min(high, end - 6) - low
    if n <= 0:
        return []
    head, zero, order = octets[low : low + n], octets[low + 1 : low + 1 + n], octets[low + 2 : low + 2 + n]
    return (np.flatnonzero(((head & 0xD0) == 0x40) & (zero == 0) & (order <= 1)) + low).tolist()


def trusted(walk: Walk) -> dict[int, Definition]:
    """Return what is defined, an earlier definition in place of one that damage may have made up."""
    known = dict(walk.known)
    for local, one in walk.seen:
        if local in known and is_strict(one) and not is_strict(walk.known[local]):
            known[local] = one
    return known


def is_strict(one: Definition) -> bool:
    """Whether nothing about a definition is odd, as little is by chance."""
    return not one.remarks and (one.number < _LAST_NUMBER or one.number >= FIRST_OF_MAKERS)


def recent_records(walk: Walk) -> list[tuple[int, Definition]]:
    """Return local types and the definitions of records that they had, those in force first."""
    pairs = [pair for pair in reversed(walk.seen) if pair[1].number == RECORD][:_MOST_DEFINITIONS]
    return sorted(pairs, key=lambda pair: walk.known.get(pair[0]) is not pair[1])


def likely_records(
    data: bytes, low: int, high: int, end: int, pair: tuple[int, Definition], spans: Sequence[tuple[float, float]]
) -> list[int]:
    """Return places in `[low, high)` where a record of a local type, its FIT time in one of `spans`, may start."""
    local, one = pair
    field = one.fields.get(TIME)
    n = min(high, end - one.size) - low
    if n <= 0:
        return []
    heads = np.frombuffer(data, np.uint8)[low : low + n]
    if field is not None:
        fit_s = np.ndarray((n,), one.order + field.base.kind, data, low + 1 + field.offset, (1,)).astype(np.float64)
        in_time = np.zeros(n, bool)
        for first, last in spans:
            in_time |= (fit_s >= first) & (fit_s <= last)
        likely = (heads == local) & in_time
    else:
        likely = (heads & 0xE0) == (0x80 | local << 5 & 0xFF)
    return (np.flatnonzero(likely) + low).tolist()


def _spans(fixes: Sequence[Fix]) -> list[tuple[float, float]]:
    """Return the spans of time in which the next record may lie."""
    return [(fix.fit_s - _EARLIER_S, fix.fit_s + DAY_S) for fix in fixes] or [(_FIRST_DATE_S, _LAST_DATE_S)]


def chains(data: bytes, at: int, end: int, known: dict[int, Definition], fixes: Sequence[Fix], budget: Budget) -> bool:
    """Whether messages chain from `at` on, to the third record or exactly to the end.

    `known` is the caller's to lose: definitions on the way change it.
    """
    chain: list[Fix] = []
    n_messages = 0
    while at < end and n_messages < _MOST_MESSAGES:
        n_messages += 1
        budget.left -= 1
        head = data[at]
        is_definition = head & 0xC0 == 0x40
        stop = _strictly(data, at, end, known) if is_definition else _data(data, at, end, known, chain, fixes)
        if stop is None:
            return False
        at = stop
        if len(chain) == _CHAIN:
            return True
    return at == end and n_messages > 1 and budget.ends_whole


def _strictly(data: bytes, at: int, end: int, known: dict[int, Definition]) -> int | None:
    """Take a definition that has nothing odd about it; return where it stops."""
    if data[at] & 0x10:
        return None
    try:
        one, stop = definition(data, at, end)
    except BadDefinition:
        return None
    if not is_strict(one):
        return None
    known[data[at] & 15] = one
    return stop


def _data(
    data: bytes, at: int, end: int, known: Mapping[int, Definition], chain: list[Fix], fixes: Sequence[Fix]
) -> int | None:
    """Take a data message of a known kind; a record must go on from the chain so far. Return where it stops."""
    head = data[at]
    one = known.get(head >> 5 & 3 if head & 0x80 else head)
    if one is None or at + 1 + one.size > end or (head & 0x80 and TIME in one.fields):
        return None
    if one.number == RECORD:
        fix = _fix(data, at, one, chain[-1:] or fixes[-1:])
        if fix is None or not is_near(fix, chain[-1:] or fixes):
            return None
        spans = [(chain[-1].fit_s - BACK_S, chain[-1].fit_s + _STEP_S)] if chain else _spans(fixes)
        if not any(first <= fix.fit_s <= last for first, last in spans):
            return None
        chain.append(fix)
    return at + 1 + one.size


def _fix(data: bytes, at: int, one: Definition, before: Sequence[Fix]) -> Fix | None:
    values = one.reader.unpack_from(data, at + 1)
    told = {
        key: float(value)
        for (key, invalid), value in zip(one.read_fields, values, strict=True)
        if value != invalid and not isinstance(value, bytes)
    }
    fit_s = told.get(TIME)
    if fit_s is None and data[at] & 0x80 and before:
        last = int(before[-1].fit_s)
        fit_s = float(last + (data[at] - last & 31))
    if fit_s is None:
        return None
    lat, lon = (told.get(number, math.nan) / SEMICIRCLES_PER_DEG for number in (0, 1))
    return Fix(fit_s, lat, lon)
