"""Looks at files again and again, and does something whenever they have changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator

import click

from ..errors import DowntempoError
from ..text import safe

#: Name, size and time of change of every file.
Look = dict[str, tuple[int, int]]
_PAUSE_S = 1.0


def pause() -> bool:
    """Wait a moment; true, since nothing but a signal ends the waiting."""
    time.sleep(_PAUSE_S)
    return True


def watch(do: Callable[[], int], look: Callable[[], Look], wait: Callable[[], bool] = pause) -> int:
    """Do something now and whenever what `look` sees has changed and come to rest; return the last code.

    `wait` waits between two looks and returns false to stop. What cannot be done is told, and tried again at the next
    change: a configuration that is being written may be wrong for a while.
    """
    seen = look()
    code = _tried(do)
    while wait():
        now = look()
        if now == seen:
            continue
        while (later := look()) != now and wait():
            now = later
        click.echo(f"\nchanged: {_names(seen, now)}", err=True)
        seen, code = now, _tried(do)
    return code


def look_at(paths: Iterable[str], but: Iterable[str] = ()) -> Look:
    """Return what is to be seen of every file at and below `paths`, but not of those in `but`."""
    hidden = {os.path.realpath(path) for path in but}
    seen: Look = {}
    for path in paths:
        for name in _files(path):
            try:
                found = os.stat(name)  # noqa: PTH116 - Path costs much, and this is done every second
            except OSError:  # gone since its folder was read
                continue
            if os.path.realpath(name) not in hidden:
                seen[name] = (found.st_size, found.st_mtime_ns)
    return seen


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112 - as above
        yield path
    for folder, _, names in os.walk(path):
        yield from (f"{folder}{os.sep}{name}" for name in names if ".part-" not in name)


def _tried(do: Callable[[], int]) -> int:
    try:
        return do()
    except DowntempoError as fault:
        click.echo(f"downtempo: {safe(str(fault), 600)}", err=True)
        return 2


def _names(before: Look, now: Look) -> str:
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return ", ".join(safe(name) for name in changed[:3]) + more
