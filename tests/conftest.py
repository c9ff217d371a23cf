"""No test looks into the cache of the person who runs it or at the width of a terminal, and where everything is there,
none may be skipped.
"""

from __future__ import annotations

import os

import pytest

os.environ["DOWNTEMPO_CACHE"] = "off"
os.environ.pop("COLUMNS", None)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail with `DOWNTEMPO_NO_SKIP` set when a test was skipped: that is set where browsers and databases are there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = [] if reporter is None else reporter.stats.get("skipped", [])
    if reporter is not None and skipped and os.environ.get("DOWNTEMPO_NO_SKIP"):
        reporter.write_line(f"\n{len(skipped)} tests were skipped where none may be")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
