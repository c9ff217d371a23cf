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

_EVERY_S = 0.5
_WIDTH = 60


@contextmanager
def meter(options: dict[str, Any]) -> Iterator[Callable[[Tally], None]]:
    """Give a function that is told how far it got; nothing is shown where nobody looks."""
    if options.get("quiet") or not sys.stderr.isatty():
        yield lambda _tally: None
        return
    begun = shown = time.monotonic()

    def advance(tally: Tally) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown >= _EVERY_S:
            shown = now
            click.echo(f"\r{line(tally, now - begun):<{_WIDTH}}", err=True, nl=False)

    yield advance
    click.echo("\r" + " " * _WIDTH + "\r", err=True, nl=False)


def line(tally: Tally, spent_s: float) -> str:
    """Return how far it got after so many seconds."""
    todo = tally.n_files - tally.n_known
    rate = tally.n_read / spent_s if spent_s > 0 else 0.0
    left = f", {duration((todo - tally.n_read) / rate)} left" if rate else ""
    return f"reading: {tally.n_read} of {todo} files, {rate:.1f}/s{left}"


def duration(seconds: float) -> str:
    """Return seconds as one reads them.

    >>> duration(42.4), duration(600), duration(8000)
    ('42 s', '10 min', '2 h 13 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
