"""How far a long run got: files, their rate and the time left, on a terminal's standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..batch.fill import Tally

#: How often a line is renewed on a terminal, and how often one is told elsewhere [s].
_EVERY_S, _TOLD_EVERY_S = 0.5, 5.0
_WIDTH = 72


@contextmanager
def meter(options: dict[str, Any]) -> Iterator[Callable[[Tally], None]]:
    """Give a function that is told how far it got; nothing is shown where nobody looks, unless that is asked for."""
    is_terminal = sys.stderr.isatty()
    if options.get("quiet") or not (is_terminal or options.get("progress")):
        yield lambda _tally: None
        return
    every_s = _EVERY_S if is_terminal else _TOLD_EVERY_S
    begun = shown = time.monotonic()

    def advance(tally: Tally) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown >= every_s:
            shown = now
            text = line(tally, now - begun)
            click.echo(f"\r{text:<{_WIDTH}}" if is_terminal else text, err=True, nl=not is_terminal)

    yield advance
    if is_terminal:
        click.echo("\r" + " " * _WIDTH + "\r", err=True, nl=False)


def line(tally: Tally, spent_s: float) -> str:
    """Return how far it got after so many seconds.

    The rate counts recordings, the members of archives one by one; the time left is told by the bytes, of which a
    listing knows how many there are.
    """
    if tally.n_athletes:
        return f"judging: {tally.n_judged} of {tally.n_athletes} athletes"
    todo = tally.n_files - tally.n_known
    rate = tally.n_pieces / spent_s if spent_s > 0 else 0.0
    left_s = _left_s(tally, spent_s)
    left = "" if left_s is None else f", {duration(left_s)} left"
    return f"reading: {tally.n_read} of {todo} files, {rate:.1f} recordings/s{left}"


def _left_s(tally: Tally, spent_s: float) -> float | None:
    """Return how long it takes yet at the speed so far [s]; None where that cannot be told yet."""
    todo = tally.n_files - tally.n_known
    done = tally.n_bytes_read / tally.n_bytes if tally.n_bytes else tally.n_read / todo if todo else 0.0
    return spent_s * (1 - done) / done if 0 < done <= 1 else None


def duration(seconds: float) -> str:
    """Return seconds as one reads them.

    >>> duration(42.4), duration(600), duration(8000)
    ('42 s', '10 min', '2 h 13 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
