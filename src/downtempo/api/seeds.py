"""The seeds, parsed once: that takes a thirtieth of a hook on one file, and gives the same every time."""

from __future__ import annotations

from contextlib import nullcontext

from .. import catalogue
from ..batch import Means
from ..cache import key_of, open_cache, packed_tables, unpacked_tables


def recall_seeds(means: Means) -> None:
    """Take what the seeds hold from the cache, where they are as they were; keep it there, where they are not.

    Raises
    ------
    EnvironmentFault, InternalError
        There are no seeds, or one of them is none.
    """
    key = key_of(catalogue.seeds_digest(), "", "seeds")
    with open_cache(means.cache, means.tell) or nullcontext() as cache:
        if cache is None:
            return
        kept = cache.value_of(key)
        tables = None if kept is None else unpacked_tables(kept)
        if tables is not None:
            catalogue.remember(tables)
            return
        catalogue.load_catalogue()
        value = packed_tables(catalogue.remembered())
        if value is not None:
            cache.keep(key, value)
