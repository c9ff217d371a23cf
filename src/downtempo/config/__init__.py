"""`downtempo.toml`: read, checked to the last key, refused with the place and the nearest right spelling."""

from __future__ import annotations

from .athlete import athlete_of
from .baseline import Baseline, Command, Counts, dump_baseline, load_baseline, with_counts
from .files import amend, check_names, dump, find_config, load_config
from .ground import Ground, Territory, real_file, shown_path, strangers, territories
from .tables import WEEKDAYS, Config, Configured

__all__ = [
    "WEEKDAYS", "Baseline", "Command", "Config", "Configured", "Counts", "Ground", "Territory", "amend",
    "athlete_of", "check_names", "dump", "dump_baseline", "find_config", "load_baseline", "load_config",
    "real_file", "shown_path", "strangers", "territories", "with_counts",
]  # fmt: skip
