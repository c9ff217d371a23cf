"""Nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "shapely", "fitparse", "gpxpy", "msgspec", "tzfpy", "downtempo.api")


FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
#: What reading a recording takes, and naming runs that are known does not.
FOR_READING = {
    "numpy", "shapely", "fitparse", "gpxpy", "pyexpat", "tzfpy", "multiprocessing", "concurrent.futures",
    "downtempo.parser.draft", "downtempo.parser.fit", "downtempo.parser.xml", "downtempo.segmenter.session",
    "downtempo.batch.pool", "downtempo.synthetic",
}  # fmt: skip


#: What other commands and other files take, and the hook on one recording of the usual kind does not.
FOR_OTHERS = {
    "multiprocessing", "concurrent.futures", "fitparse", "gpxpy", "pyexpat", "tzfpy", "shapely", "sqlalchemy", "jinja2",
    "statistics", "zoneinfo", "tempfile", "downtempo.cli.audit", "downtempo.cli.batch", "downtempo.config.plan",
    "downtempo.config.schema", "downtempo.parser.archives", "downtempo.parser.exports", "downtempo.parser.xml",
    "downtempo.parser.zips", "downtempo.reports.page", "downtempo.store.store",
}  # fmt: skip


def loaded(*arguments: str, **environment: str) -> set[str]:
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['downtempo', *{arguments!r}]\n"
        "try: runpy.run_module('downtempo', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    environ = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
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


def test_an_audit_of_known_runs_loads_nothing_that_reads(tmp_path: Path) -> None:
    call = ("audit", str(FIXTURES / "conforming-week" / "runs"), "--exit-zero", "--jobs", "1")
    cold = loaded(*call, DOWNTEMPO_CACHE=str(tmp_path))
    assert {"numpy", "downtempo.parser.fit", "downtempo.segmenter.session"} <= cold
    known = loaded(*call, DOWNTEMPO_CACHE=str(tmp_path))
    assert "downtempo.rules.week.no_rest_day" in known
    assert not known & FOR_READING


def test_a_check_of_one_file_starts_no_machinery_for_many(tmp_path: Path) -> None:
    path = FIXTURES / "five-findings" / "runs" / "2026-09-29T1800.fit.gz"
    modules = loaded("check", str(path), "--exit-zero", "--isolated", DOWNTEMPO_CACHE=str(tmp_path))
    assert "downtempo.parser.fit" in modules
    assert not modules & FOR_OTHERS


def test_without_a_cache_no_database_is_loaded() -> None:
    path = FIXTURES / "five-findings" / "runs" / "2026-09-29T1800.fit.gz"
    assert "sqlite3" not in loaded("check", str(path), "--isolated", "--exit-zero", "--no-cache")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not known there")
def test_an_interrupt_while_everything_is_still_being_loaded_ends_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    call = [sys.executable, "-m", "downtempo", "--version"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
