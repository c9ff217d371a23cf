"""What docstrings say, also where Python was told to forget them (-OO): pages of rules and the help of commands."""

from __future__ import annotations

from inspect import cleandoc
from types import ModuleType


def docstring(module: ModuleType) -> str:
    """Return the docstring of a module, empty where it has none."""
    return written(module) if module.__doc__ is None else cleandoc(module.__doc__)


def written(module: ModuleType, function: str = "") -> str:
    """Return the docstring that stands in the source of a module, for itself or for a `function` at its top."""
    import ast
    import inspect

    tree = ast.parse(inspect.getsource(module))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
    return ast.get_docstring(found[0] if function else tree) or ""
