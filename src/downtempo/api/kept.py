"""Runs that a store holds, for commands that otherwise read them from files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import batch, config
from ..cache import unpacked
from ..config import Configured
from ..errors import EnvironmentFault, UsageError
from ..model.results import Collected
from ..text import nearest, safe
from .merge import gathered

if TYPE_CHECKING:
    from ..store import Store


def read_at(
    paths: Iterable[str | Path],
    configured: Configured,
    reading: batch.Reading,
    advance: Callable[[int], None],
    is_wanted: Callable[[str], bool] = batch.everything,
) -> Collected:
    """Read what lies at and below paths; of a store among them, the runs of the athlete who is configured.

    Raises
    ------
    EnvironmentFault
        A path or a store does not exist, or the store cannot be used.
    UsageError
        The store holds several athletes, and the configuration names none of them.
    """
    given = [str(path) for path in paths]
    found = batch.collect([path for path in given if not config.is_store(path)], reading, advance, is_wanted)
    stores = [path for path in given if config.is_store(path)]
    if not stores:
        return found
    folders: dict[str, str] = {}
    seen = {config.real_name(one.file, folders) for kind in (found.sessions, found.rejected) for one in kind}
    return gathered((found, kept(stores, configured, lambda name: config.real_name(name, folders) not in seen)))


def kept(urls: Sequence[str], configured: Configured, is_wanted: Callable[[str], bool] = batch.everything) -> Collected:
    """Return what stores hold of the athlete who is configured, as it was read; files not wanted are passed over."""
    return gathered(_of(url, configured, is_wanted) for url in urls)


def _of(url: str, configured: Configured, is_wanted: Callable[[str], bool]) -> Collected:
    from ..store import open_store  # who has no store need not wait for it

    with open_store(url, is_made=False) as store:
        held = [one for one in store.held(_athlete_in(store, configured)) if is_wanted(one.file)]
        values = dict(store.values(sorted({one.key for one in held})))
    found = [unpacked(values[one.key], one.file) if one.key in values else None for one in held]
    n_missing = sum(one is None for one in found)
    if n_missing:
        why = f"{n_missing} results are damaged or were kept by another version; none was used"
        raise EnvironmentFault("store-damaged", why, path=store.shown, hint="start downtempo batch again first")
    return gathered(one for one in found if one is not None)


def _athlete_in(store: Store, configured: Configured) -> str:
    """Return whose runs are meant: who is configured, or the only one there is.

    Raises
    ------
    UsageError
        Nobody can be told.
    """
    names = store.athletes()
    wanted = config.athlete_place(configured)
    name = configured.config.athlete.name
    found = [one for one in names if one in (name or wanted, wanted, f"{name} ({wanted})")]
    is_anyones = len(names) == 1 and (not name or not names[0])
    if len(found) == 1 or is_anyones:
        return (found or names)[0]
    known = ", ".join(safe(one) or "(no name)" for one in names) or "nobody"
    hint = nearest(name, names) if name else ""
    if not name and len(names) > 1:
        why = f"the store {safe(store.shown)} holds runs of {len(names)} athletes"
        raise UsageError("store-athlete", why, hint=f"choose with --athlete NAME, or by athlete.name: {known}")
    why = f"the store {safe(store.shown)} does not hold runs of {safe(name or wanted) or 'nobody'}"
    raise UsageError("store-athlete", why, hint=hint or f"it holds those of {known}; name one with --athlete")
