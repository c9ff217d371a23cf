"""Of several athletes, a wrong configuration stops its own and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..text import safe

if TYPE_CHECKING:
    from ..config import Territory

_KEY = "downtempo.not-checked"


def sound(found: Sequence[Territory], ready: Callable[[Territory], Territory], name: str | None) -> list[Territory]:
    """Return the territories that can be looked at, made ready; tell what is wrong with each of the others in a line.

    Where `name` is given, what is wrong with other athletes is not told.

    Raises
    ------
    UsageError
        None can be looked at, or not that of the athlete who was asked for; the first fault.
    """
    out: list[Territory] = []
    faults: list[tuple[str, UsageError]] = []
    for territory in found:
        try:
            if territory.fault is not None:
                raise territory.fault
            out.append(ready(territory))
        except UsageError as fault:
            faults.append((territory.name, fault))
    asked = [fault for whose, fault in faults if name in (None, whose)]
    if asked and (not out or name is not None):
        raise asked[0]
    for told in asked:
        click.echo(f"downtempo: {safe(str(told), 600)}; not checked, the other athletes are", err=True)
    if asked:
        click.get_current_context().meta[_KEY] = True
    return out


def is_partial(context: click.Context) -> bool:
    """Whether an athlete could not be looked at."""
    return bool(context.meta.get(_KEY))
