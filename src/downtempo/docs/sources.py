"""The sources of the documentation: what is written by hand is copied, what the registry knows is written down."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from . import commands, reference, registry


def write_sources(folder: Path) -> None:
    """Write every page as Markdown; the same package gives the same bytes. Pages of before that are gone go."""
    pages = {**_by_hand(), **commands.pages(), **registry.pages(), **reference.pages()}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in pages:
            old.unlink()
    for name, text in pages.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _by_hand() -> dict[str, str]:
    folder = resources.files(__package__ or "downtempo.docs") / "pages"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".md")), key=lambda entry: entry.name)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in found}
