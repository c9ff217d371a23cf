"""Nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "shapely", "fitparse", "gpxpy", "msgspec", "tzfpy", "downtempo.api")


def loaded(*arguments: str) -> set[str]:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['downtempo', *{arguments!r}]\n"
        "try: runpy.run_module('downtempo', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("audit", "--help"), ("show", "--help"), ("what-if", "--help")]
)
def test_version_and_help_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    modules = loaded(*arguments)
    assert "click" in modules
    assert not modules & set(HEAVY)


def test_importing_the_library_loads_no_numpy() -> None:
    code = "import sys, downtempo; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
