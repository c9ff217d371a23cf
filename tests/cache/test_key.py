"""Whatever has a say in a result changes its key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from downtempo.cache import detector, key, key_of

LOADED = "import sys, downtempo.batch.worker, tzfpy; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('downtempo')), sep='\\n')"  # noqa: E501


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand a copy of the sources in for the package."""
    copy = tmp_path / "downtempo"
    shutil.copytree(key.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(key, "PACKAGE", copy)
    detector.cache_clear()
    yield copy
    detector.cache_clear()


def fresh() -> bytes:
    detector.cache_clear()
    return detector()


def test_every_module_that_reading_a_run_loads_is_among_the_sources() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = {Path(line).resolve() for line in done.stdout.splitlines()}
    assert loaded - {Path(name) for name in key.sources_of(key.PACKAGE)} == set()
    assert len(loaded) > 50


@pytest.mark.parametrize("name", ["segmenter/kind.py", "parser/fit/walk.py", "model/session.py", "limits.py"])
def test_an_edit_of_what_finds_sessions_is_another_detector(package: Path, name: str) -> None:
    before = fresh()
    path = package / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert fresh() != before


def test_a_source_that_moves_is_another_detector(package: Path) -> None:
    before = fresh()
    (package / "units.py").rename(package / "measures.py")
    assert fresh() != before


@pytest.mark.parametrize("name", ["reports/words.py", "rules/week/no_rest_day.py", "cli/main.py"])
def test_an_edit_of_what_only_judges_or_prints_is_not(package: Path, name: str) -> None:
    before = fresh()
    path = package / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert fresh() == before


def test_another_version_of_numpy_is_another_detector(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fresh()
    (tmp_path / "site" / "numpy-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert fresh() != before


def test_without_sources_nothing_can_be_told_apart(package: Path) -> None:
    for path in package.rglob("*.py"):
        path.unlink()
    assert fresh() == b""
    shutil.rmtree(package)
    assert fresh() == b""


def test_bytes_settings_and_the_claim_of_the_name_each_change_the_key() -> None:
    keys = {
        key_of(b"a" * 32, "s", ""),
        key_of(b"b" * 32, "s", ""),
        key_of(b"a" * 32, "t", ""),
        key_of(b"a" * 32, "s", ".fit"),
    }
    assert len(keys) == 4
    assert {len(k) for k in keys} == {32}
    assert key_of(b"a" * 32, "s.", "fit") != key_of(b"a" * 32, "s", ".fit")
