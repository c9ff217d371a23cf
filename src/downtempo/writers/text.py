"""Numbers and instants as XML documents hold them, rounded as watches do or exactly."""

from __future__ import annotations

import html
import math
import re
from datetime import UTC, timedelta, timezone

import numpy as np

from ..model.track import Track

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float, decimals: int, *, is_exact: bool) -> str:
    """Return a number with so many decimals; or, exactly, with as many as it takes to be read back the same."""
    if not is_exact:
        return f"{value:.{decimals}f}"
    return np.format_float_positional(value, trim="-")


def leaf(tag: str, value: float, decimals: int, *, is_exact: bool) -> str:
    """Return an element with a number, nothing where there is none."""
    return "" if math.isnan(value) else f"<{tag}>{number(value, decimals, is_exact=is_exact)}</{tag}>"


def stamp(track: Track, time_s: float, *, is_exact: bool = False) -> str:
    """Return the moment `time_s` after the start; fractions of a second only where there are any.

    Exactly: to the microsecond, and in local time with its offset where that is known.
    """
    assert track.start_utc is not None
    moment = (track.start_utc + timedelta(seconds=time_s)).astimezone(UTC)
    fraction = "seconds" if not moment.microsecond else "milliseconds"
    if is_exact and moment.microsecond % 1000:
        fraction = "microseconds"
    if is_exact and track.utc_offset_s:
        moment = moment.astimezone(timezone(timedelta(seconds=track.utc_offset_s)))
    return moment.isoformat(timespec=fraction).replace("+00:00", "Z")


def escaped(text: str) -> str:
    """Return text that may stand in a document, also in an attribute; what no document may hold is replaced."""
    return html.escape(_ILLEGAL.sub("\ufffd", text))
