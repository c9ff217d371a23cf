"""Days and weeks that no run can have are refused before anything is read."""

from __future__ import annotations

import pytest
from tests.cli.test_exit_codes import downtempo

EARLY, LATE = "0001-01-01", "9999-12-31"


@pytest.mark.parametrize("day", [EARLY, LATE, "1969-12-31", "2100-01-01"])
@pytest.mark.parametrize("option", [("audit", "--today"), ("audit", "--from"), ("audit", "--to"), ("next", "--today")])
def test_a_day_that_no_run_can_have_is_refused(option: tuple[str, str], day: str) -> None:
    done = downtempo(option[0], "no-altitude", option[1], day)
    assert (done.returncode, done.stdout) == (2, "")
    assert "1970 to 2099" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("week", ["0001-W01", "9999-W52", "1969-W40", "2026-W54", "", "W", "2026-W00"])
def test_a_week_that_no_run_can_have_is_refused(week: str) -> None:
    done = downtempo("audit", "no-altitude", "--week", week)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--week" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("day", ["1970-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_that_count_are_taken(day: str) -> None:
    """Such as that of a clock that begins anew."""
    for command in ("audit", "next"):
        assert downtempo(command, "no-altitude", "--today", day, "--isolated").returncode in (0, 1)
