"""What stands in every page as it is: styles and scripts of this package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def assets(names: tuple[str, ...]) -> str:
    """Return some files one after the other."""
    folder = files(__package__) / "assets"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
