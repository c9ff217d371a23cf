"""The tree of tests mirrors the tree of modules, and no module outgrows its reader."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "downtempo"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if p.name != "__init__.py")


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_is_longer_than_can_be_read_at_one_sitting(module: Path) -> None:
    limit = 120 if "rules" in module.parts else 250
    assert len(module.read_text().splitlines()) <= limit


def test_every_folder_of_tests_has_its_folder_of_modules() -> None:
    folders = {p.relative_to(ROOT / "tests") for p in (ROOT / "tests").rglob("test_*.py") for p in [p.parent]}
    own = {Path(), Path("architecture")}
    assert all((SOURCE / folder).is_dir() for folder in folders - own)
