"""Reports fit the terminal that they are written for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.judgements import FIXTURES, judged_case

from downtempo import api, reports
from downtempo.config import Config, Configured

WIDTHS = (40, 60, 80, 100, 120)


def plain(text: str, _colour: str) -> str:
    return text


def _shown(case: str, width: int) -> str:
    collected = api.show([case], Configured(Config()))
    return reports.show_text(collected, paint=plain, width=width, unit="mile")


def _planned(width: int) -> str:
    judged = api.what_if(["conforming-week"], "what-if/beyond/plan.toml", Configured(Config()), today=date(2026, 10, 5))
    return reports.what_if_text(judged, paint=plain, width=width, verbose=1)


def _next(width: int) -> str:
    outlook = api.next_steps(["conforming-week"], Configured(Config()), today=date(2026, 10, 5))
    return reports.outlook_text(outlook, paint=plain, width=width, verbose=1)


def _each(case: str, write: Callable[..., str], width: int) -> str:
    return reports.each_text(judged_case(case), write, paint=plain, width=width, verbose=1)


REPORTS: dict[str, Callable[[int], str]] = {
    "a coach's week": lambda width: _each("coach", reports.audit_text, width),
    "a week gone wrong": lambda width: _each("five-findings", reports.audit_text, width),
    "counts": lambda width: _each("coach", reports.statistics_text, width),
    "what was found": lambda width: _shown("five-findings/runs/2026-09-29T1800.fit.gz", width),
    "a progressive run": lambda width: _shown("progressive-raw", width),
    "a damaged file": lambda width: _shown("broken/truncated-fit", width),
    "a plan": _planned,
    "next steps": _next,
    "all rules": lambda width: reports.rules_table(api.rule_rows(), "text", width=width),
}


@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_the_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES)
    for width in WIDTHS:
        lines = REPORTS[name](width).split("\n")
        assert [line for line in lines if len(line) > width and not Path(line).exists()] == []
        assert not any(line != line.rstrip() for line in lines)


def test_a_number_and_its_unit_and_a_figure_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES)
    for width in range(40, 121, 5):
        text = _each("five-findings", reports.audit_text, width)
        assert "\n           % " not in text
        assert "8.4 ± 0.5 %" in text
        assert "downhill-dynamo.repeat-grade" in text
