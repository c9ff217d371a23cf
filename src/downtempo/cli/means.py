"""With what a command reads: the options `--jobs` and `--no-cache`, and the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..text import safe

if TYPE_CHECKING:
    from ..api import Means


def means_of(options: dict[str, Any]) -> Means:
    """Return with what to read; why there is no cache is told once on standard error, unless all is to be quiet."""
    from .. import api, cache

    return api.Means(
        jobs=options.get("jobs") or cores(),
        cache=None if options.get("no_cache") else cache.default_folder(),
        tell=_silent if options.get("quiet") else _once(),
    )


def _silent(_line: str) -> None:
    """Tell nothing."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _once() -> Callable[[str], None]:
    """Return what tells each line once, though a command reads at several places."""
    told: set[str] = set()

    def tell(line: str) -> None:
        if line not in told:
            told.add(line)
            click.echo(f"downtempo: {safe(line, 600)}", err=True)

    return tell
