"""What the documentation says of many workers is what the simulation says, and that is what was measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.scale import ASLEEP, MEASURED, POINTS, N, Site, asleep_s, seconds, table

PAGE = Path(__file__).resolve().parents[1] / "src" / "downtempo" / "docs" / "pages" / "scale.md"


def row(workers: int, rate: float, busy: float) -> str:
    hours = 1e6 / rate / 3600
    return f"| {rate:.0f} | {f'{hours:.1f} h' if hours >= 1 else f'{60 * hours:.0f} min'} | {busy:.1f} |"


def test_the_page_holds_what_the_simulation_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for workers, rate, busy in table():
        name = str(workers) if workers < 32 else "32 and more"
        assert f"| {name} {row(workers, rate, busy)}" in text
    for _, site, measured_s in POINTS:
        assert f"| {measured_s} s | {seconds(N, MEASURED, site):.1f} s |" in text


def test_the_page_holds_the_costs_that_the_simulation_takes() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for cost_s in (MEASURED.read_s, MEASURED.drive_s, MEASURED.load_s, MEASURED.judge_s):
        assert f"| {round(1000 * cost_s, 3):g} ms |" in text
    whole = MEASURED.read_s + MEASURED.drive_s + MEASURED.load_s + MEASURED.judge_s
    assert f"| {1000 * whole:.1f} ms |" in text


def test_the_simulation_comes_near_to_what_was_measured() -> None:
    for _, site, measured_s in POINTS:
        assert seconds(N, MEASURED, site) == pytest.approx(measured_s, rel=0.1)


@pytest.mark.parametrize("workers", [4, 48])
def test_workers_that_sleep_take_as_long_as_the_simulation_says(workers: int) -> None:
    n = 60 * max(workers, 9)
    expected_s = seconds(n, ASLEEP, Site(workers))
    taken_s = min(asleep_s(n, workers) for _ in range(2))  # another test may have been at work beside it
    assert 0.9 * expected_s < taken_s < 1.5 * expected_s


def test_a_driver_that_is_slow_decides_however_many_workers_there_are() -> None:
    rates = [1800 / seconds(1800, ASLEEP, Site(workers)) for workers in (64, 128)]
    assert rates == pytest.approx([1 / ASLEEP.drive_s] * 2, rel=0.25)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the clock reads what Linux tells of processes")
def test_the_clock_of_the_benchmarks_finds_what_it_is_hung_on() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.bench.watched", "--version"], capture_output=True, text=True)
    assert (done.returncode, set(json.loads(done.stderr.splitlines()[-1]))) == (0, {"end"})
