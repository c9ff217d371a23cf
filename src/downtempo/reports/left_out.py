"""Files that were passed over or left out, and why."""

from __future__ import annotations

from collections import Counter

from ..model.results import LeftOut
from .words import count_words, file_words, wrap


def left_out_lines(left_out: tuple[LeftOut, ...], width: int, verbose: int = 0) -> list[str]:
    """Write how many files were left out and why, each file only when asked for more."""
    if not left_out:
        return []
    if verbose:
        told = [f"{file_words(one.file)}: {why_left_out(one)}" for one in left_out]
        return ["  Left out:", *(line for text in told for line in wrap(text, width, "    "))]
    out: Counter[str] = Counter()
    for one in left_out:
        out[one.reason] += one.count
    counts = "; ".join(f"{count_words(n, 'file')}: {why}" for why, n in out.items())
    return wrap(f"Left out: {counts}.", width, "  ")


def why_left_out(one: LeftOut) -> str:
    """Say why, of how many files, and which one counts instead."""
    told = one.reason if one.count == 1 else f"{count_words(one.count, 'file')}: {one.reason}"
    return f"{told} ({file_words(one.kept)})" if one.kept else told
