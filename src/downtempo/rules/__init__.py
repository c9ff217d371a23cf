"""The rules, one file each: its docstring is its page, `check` measures, `RULE` says what it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from ..dataclass import replace
from ..docstring import docstring
from ..model.rule import Rule

__all__ = ["load_rules"]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return every rule, by code, each with its page."""
    modules = (import_module(f"{__name__}.{name}") for name in _names())
    rules = (replace(module.RULE, page=docstring(module)) for module in modules)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def _names() -> Iterator[str]:
    """Yield the modules of all rules, each in the folder of its family."""
    for folder in __path__:
        for family in os.listdir(folder):  # noqa: PTH208 - a hook need not wait for what walks through packages
            if "." not in family and family != "__pycache__":
                names = os.listdir(os.path.join(folder, family))  # noqa: PTH118, PTH208
                yield from (f"{family}.{name[:-3]}" for name in names if name.endswith(".py") and name[0] != "_")
