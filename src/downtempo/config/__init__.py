"""`downtempo.toml`: read, checked to the last key, refused with the place and the nearest right spelling."""

from __future__ import annotations

from .athlete import athlete_of
from .baseline import Baseline, Command, Counts, dump_baseline, load_baseline, with_counts
from .diary import load_diary
from .evidence import Evidence
from .files import amend, check_names, find_config, key_place, load_config
from .ground import Ground, Territory, strangers, territories
from .misspelt import misspelt
from .origins import dump
from .places import athlete_place, real_file, real_path, shown_path
from .plain import bytes_in
from .plan import PlanEntry, load_plan
from .proposal import propose
from .schema import dump_schema, schema_of
from .tables import WEEKDAYS, Config, Configured, Override, Swap, is_store

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
    "real_path",
    "schema_of",
    "shown_path",
    "strangers",
    "territories",
    "with_counts",
]  # fmt: skip
