"""The profile of a run as a row of blocks, and under it where the efforts and the descents lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..model import Session, Span

_BLOCKS = "▁▂▃▄▅▆▇█"
_SURGES = {"downhill": "↓", "uphill": "↑", "flat": "→", None: "→"}
_DESCENT = "\\"
#: What the marks mean, in the order in which they are told.
_MEANINGS = {"↓": "fast downhill", "→": "fast on the flat", "↑": "fast uphill", _DESCENT: "descent"}


def sparkline(values: Sequence[float], cells: int) -> str:
    """Draw values as a row of blocks, the lowest as the lowest block; empty for none.

    The scale spans a fifth of the highest value at least, so that even running looks even.

    >>> sparkline((0, 1, 2, 3), 4)
    '▁▃▆█'
    """
    known = [v for v in values if math.isfinite(v)]
    if len(known) < 2:
        return ""
    picked = [values[i * len(values) // cells] for i in range(cells)]
    low, high = min(known), max(known)
    scale = (len(_BLOCKS) - 1) / max(high - low, abs(high) / 5, 1e-9)
    return "".join(_BLOCKS[round((v - low) * scale)] if math.isfinite(v) else " " for v in picked)


def marks(session: Session, cells: int, *, with_descents: bool = True) -> str:
    """Return a row as wide as the profile with a sign under each effort, and under each descent without one."""
    row = [" "] * cells
    length_m = session.distance_m or 0.0
    if with_descents:
        _mark(row, [(descent.span, _DESCENT) for descent in session.descents], length_m)
    _mark(row, [(surge.span, _SURGES[surge.terrain]) for surge in session.surges], length_m)
    return "".join(row).rstrip()


def legend(shown: str) -> str:
    """Say what the marks in a row mean."""
    return ", ".join(f"{sign} {words}" for sign, words in _MEANINGS.items() if sign in shown)


def _mark(row: list[str], spans: Sequence[tuple[Span, str]], length_m: float) -> None:
    """Put the sign of each span into the cell of its middle, and into all others whose middle it covers."""
    for span, sign in spans if length_m > 0 else ():
        share = len(row) / length_m
        middle = int((span.start_m + span.stop_m) / 2 * share)
        first, stop = math.ceil(span.start_m * share - 0.5), math.ceil(span.stop_m * share - 0.5)
        for cell in {middle, *range(first, stop)}:
            row[min(max(cell, 0), len(row) - 1)] = sign
