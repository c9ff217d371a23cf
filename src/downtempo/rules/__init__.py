"""The rules, one file each: its docstring is its page, `check` measures, `RULE` says what it is."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from functools import cache
from importlib import import_module
from inspect import cleandoc

from ..model.rule import Rule

__all__ = ["load_rules"]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return every rule, by code, each with its page."""
    modules = (import_module(m.name) for m in pkgutil.walk_packages(__path__, f"{__name__}.") if not m.ispkg)
    rules = (replace(module.RULE, page=cleandoc(module.__doc__ or "")) for module in modules)
    return tuple(sorted(rules, key=lambda rule: rule.code))
