"""The reference of the library, from its docstrings."""

from __future__ import annotations

import inspect

import downtempo

_NOTE = "Everything that `from downtempo import ...` gives, from the docstrings. All of it is typed."


def pages() -> dict[str, str]:
    """Return the page: functions first, then what they take and give."""
    names = {name: getattr(downtempo, name) for name in downtempo.__all__}
    functions = [name for name, value in names.items() if not inspect.isclass(value)]
    classes = [name for name, value in names.items() if inspect.isclass(value)]
    parts = ["# Reference", "", _NOTE, "", "## Functions", ""]
    parts += [_entry("autofunction", name) for name in functions]
    parts += ["## Types", ""]
    parts += [_entry("autoclass", name) for name in classes]
    return {"reference.md": "\n".join(parts)}


def _entry(directive: str, name: str) -> str:
    return f"```{{eval-rst}}\n.. {directive}:: downtempo.{name}\n```\n"
