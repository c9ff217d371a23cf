"""The rules, one file each: its docstring is its page, `check` measures, `RULE` says what it is."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from functools import cache
from importlib import import_module
from inspect import cleandoc
from types import ModuleType

from ..model.rule import Rule

__all__ = ["load_rules"]


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return every rule, by code, each with its page."""
    modules = (import_module(m.name) for m in pkgutil.walk_packages(__path__, f"{__name__}.") if not m.ispkg)
    rules = (replace(module.RULE, page=_page(module)) for module in modules)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def _page(module: ModuleType) -> str:
    """Return what a rule's docstring says, from its source where Python was told to forget docstrings (-OO)."""
    if module.__doc__ is not None:
        return cleandoc(module.__doc__)
    import ast
    import inspect

    return ast.get_docstring(ast.parse(inspect.getsource(module))) or ""
