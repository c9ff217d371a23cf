"""`downtempo.toml`: read, checked to the last key, refused with the place and the nearest right spelling."""

from __future__ import annotations

from .athlete import athlete_of
from .files import amend, check_names, dump, find_config, load_config
from .plan import PlanEntry, load_plan
from .tables import WEEKDAYS, Config, Configured

__all__ = [
    "WEEKDAYS", "Config", "Configured", "PlanEntry", "amend", "athlete_of", "check_names", "dump", "find_config",
    "load_config", "load_plan",
]  # fmt: skip
