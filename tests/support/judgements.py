"""Judgements to write reports of: those of the fixtures, and one in which every string is the same hostile one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from downtempo import api, config, scorer
from downtempo.api.held import signed
from downtempo.api.unread import with_unread
from downtempo.config import Config, Configured
from downtempo.model import Athlete, History, Note, Rejection, Suppression, UnusedSuppression, sketch
from downtempo.model.results import Collected, Judged, LeftOut

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TODAY = date(2026, 10, 5)


@cache
def judged_case(case: str, command: str = "audit", *, is_isolated: bool = False) -> Judged:
    """Return what `check` or `audit` makes of a folder of `fixtures/`, files named from there."""
    judge: Callable[..., Judged] = {"audit": api.audit, "check": api.check}[command]
    here = Path.cwd()
    os.chdir(FIXTURES)
    try:
        if is_isolated:
            return judge((case,), Configured(Config()), today=TODAY)
        found = config.territories((case,))
        return api.merged([judge(t.paths, t.configured, today=TODAY, ground=t.ground) for t in found])
    finally:
        os.chdir(here)


def hostile(text: str) -> Judged:
    """Return a week in which files, watches, notes, athletes, reasons and figures are all called `text`."""
    note = Note("DQ101", "fit-truncated", "error", text)
    runs = (
        sketch.easy(0, file=text, device=text, notes=(note,)),
        sketch.downhill_reps(6, grade_percent=8.4, file=f"{text}.fit", device=text, kind_reason=text),
        sketch.speed_reps(7, 200, file=f"export.zip:{text}.fit", device=text),
    )
    configured = Configured(Config(ignore=("WK107",)))
    history = History.of(runs, TODAY)
    week = history.week_of(sketch.MONDAY)
    catalogue, athlete = api.catalogue_of(configured), Athlete(name=text)
    verdicts = scorer.score(
        api.selected_rules(configured), catalogue, athlete, history, sessions=runs, weeks=[week]
    )  # fmt: skip
    rejected = (Rejection(text, "fit-bad-header", text, sha256="00" * 32),)
    collected = Collected(runs, rejected, (LeftOut(text, text, kept=text),), (text,))
    verdicts = with_unread(verdicts, collected, configured)
    by = Suppression(run="2026-10-01", rule="SR103", reason=text, place=f"{text}:1")
    verdicts = scorer.suppress(verdicts, [by], {}, TODAY)
    verdicts = scorer.excuse(verdicts, {"DH101": 1})
    unused = UnusedSuppression(replace(by, run=text, rule=text), text)
    findings = tuple(replace(f, source=text, message=f"{f.message} ({text})") for f in verdicts.findings)
    verdicts = replace(verdicts, unused=(unused,), findings=findings)
    judged = Judged(collected, verdicts, athlete, (week,), 0, configuration=f"{text}/downtempo.toml")
    return replace(judged, verdicts=signed(judged).verdicts)


def several(judged: Judged) -> Judged:
    """Return a judgement of two runners who are the same."""
    return api.merged([judged, judged])
