"""`downtempo.toml`: read, checked to the last key, refused with the place and the nearest right spelling.

What only some commands read or write is imported when it is asked for: the others need not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .athlete import athlete_of
from .files import amend, check_names, find_config, key_place, load_config
from .ground import Ground, Territory, strangers, territories
from .misspelt import misspelt
from .places import athlete_place, real_file, real_name, real_path, shown_path
from .plain import bytes_in
from .tables import WEEKDAYS, Config, Configured, Override, Swap, is_store

if TYPE_CHECKING:
    from .baseline import Baseline, Command, Counts, dump_baseline, load_baseline, with_counts
    from .diary import load_diary
    from .evidence import Evidence
    from .origins import dump
    from .plan import PlanEntry, load_plan
    from .proposal import propose
    from .schema import dump_schema, schema_of

__all__ = [
    "WEEKDAYS",
    "Baseline",
    "Command",
    "Config",
    "Configured",
    "Counts",
    "Evidence",
    "Ground",
    "Override",
    "PlanEntry",
    "Swap",
    "Territory",
    "amend",
    "athlete_of",
    "athlete_place",
    "bytes_in",
    "check_names",
    "dump",
    "dump_baseline",
    "dump_schema",
    "find_config",
    "is_store",
    "key_place",
    "load_baseline",
    "load_config",
    "load_diary",
    "load_plan",
    "misspelt",
    "propose",
    "real_file",
    "real_name",
    "real_path",
    "schema_of",
    "shown_path",
    "strangers",
    "territories",
    "with_counts",
]  # fmt: skip

_HOMES = {
    "baseline": ("Baseline", "Command", "Counts", "dump_baseline", "load_baseline", "with_counts"),
    "diary": ("load_diary",),
    "evidence": ("Evidence",),
    "origins": ("dump",),
    "plan": ("PlanEntry", "load_plan"),
    "proposal": ("propose",),
    "schema": ("dump_schema", "schema_of"),
}


def __getattr__(name: str) -> Any:
    """Import what only some commands need when it is asked for."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
