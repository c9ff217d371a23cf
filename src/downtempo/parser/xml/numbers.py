"""Numbers as XML writes them: a strict ASCII grammar, for `float` takes `5_1`, `nan` and `1e999`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ... import limits
from ...model.track import Column, Rows

_ALLOWED = b"0123456789+-.eE \t\r\n"


def to_float(texts: Sequence[str], *, may_be_empty: bool = True) -> tuple[Column, Rows]:
    """Return the texts as (n,) float64, NaN where there is no number, and the rows that hold something else.

    An empty text is silence, not a fault, unless `may_be_empty` is false.
    """
    plain = _is_plain("\n".join(texts)) and max(map(len, texts), default=0) <= limits.NUMBER_CHARS
    if plain:
        try:
            values = np.array(list(map(float, texts)), np.float64)
        except ValueError:
            pass
        else:
            if np.isfinite(values).all():
                return values, np.empty(0, np.int64)
    return _one_by_one(texts, may_be_empty)


def number(text: str) -> float | None:
    """Return the number that `text` holds, None where it holds none.

    >>> number(" 51.5 "), number("5_1"), number("1e999")
    (51.5, None, None)
    """
    if len(text) > limits.NUMBER_CHARS or not _is_plain(text):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_plain(text: str) -> bool:
    return text.isascii() and not text.encode().translate(None, _ALLOWED)


def _one_by_one(texts: Sequence[str], may_be_empty: bool) -> tuple[Column, Rows]:
    values = [number(text) for text in texts]
    bad = [row for row, value in enumerate(values) if value is None and not (may_be_empty and not texts[row].strip())]
    return np.array([math.nan if value is None else value for value in values]), np.array(bad, np.int64)
