"""Suppressed findings are neither counted nor lost, and suppressions without an object are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from downtempo.catalogue import load_catalogue
from downtempo.model import Athlete, Finding, History, Place, Session, Suppression, Verdicts, place_of
from downtempo.model.sketch import MONDAY, downhill_reps, easy, speed_reps
from downtempo.rules import load_rules
from downtempo.scorer import score, suppress, unused

TODAY = date(2026, 10, 5)
STEEP = downhill_reps(grade_percent=9.0, file="runs/steep.fit", sha256="0123456789abcdef" * 4)
EASY = easy(3, file="runs/easy.fit", sha256="f" * 64)
HASHES = {run.file: run.sha256 for run in (STEEP, EASY)}
REASON = "the hill was the point"


def judged(*runs: Session) -> Verdicts:
    rules = [rule for rule in load_rules() if rule.code in ("DH101", "DH103", "SE101")]
    return score(rules, load_catalogue(), Athlete(), History.of(runs, TODAY), sessions=runs)


def hidden(run: str, rule: str = "DH101", expires: date | None = None) -> Suppression:
    return Suppression(run, rule, REASON, expires, "downtempo.suppress.toml:1")


@pytest.mark.parametrize(
    "run", ["steep.fit", "runs/steep.fit", "01234567", "0123456789ABCDEF", STEEP.sha256, str(STEEP.local_date)]
)
def test_a_run_is_named_by_its_file_its_hash_or_its_day(run: str) -> None:
    plain = judged(STEEP, EASY)
    quiet = suppress(plain, [hidden(run)], HASHES, TODAY)
    assert {finding.code for finding in plain.findings} == {"DH101"}
    assert quiet.findings == ()
    assert tuple(held.finding for held in quiet.suppressed) == plain.findings
    assert {held.suppression.reason for held in quiet.suppressed} == {REASON}


@pytest.mark.parametrize("run", ["teep.fit", "other.fit", "0123456", "12345678", "2026-09-28", "2026-W40"])
def test_other_names_suppress_nothing(run: str) -> None:
    plain = judged(STEEP, EASY)
    assert suppress(plain, [hidden(run)], HASHES, TODAY) == plain


@pytest.mark.parametrize(("run", "week_starts", "is_held"), [
    ("2026-W40", 0, True), ("2026-W41", 0, False), ("2026-09-30", 0, True), ("2026-W40", 6, True),
])  # fmt: skip
def test_a_week_names_what_its_rules_find_at_one_of_its_runs(run: str, week_starts: int, is_held: bool) -> None:
    runs = (downhill_reps(day=1), speed_reps(day=2))
    history = History.of(runs, TODAY, week_starts)
    rules = [rule for rule in load_rules() if rule.code == "WK106"]
    week = history.week_of(MONDAY)
    plain = score(rules, load_catalogue(), Athlete(), history, sessions=runs, weeks=[week])
    assert [f.code for f in plain.findings] == ["WK106"]
    held = suppress(plain, [hidden(run, "WK106")], {}, TODAY, week_starts)
    assert bool(held.suppressed) == is_held
    assert held.summary.beyond == int(not is_held)


def test_another_rule_at_the_same_run_is_still_heard() -> None:
    plain = judged(STEEP, EASY)
    assert suppress(plain, [hidden("steep.fit", "SE101")], HASHES, TODAY) == plain


def test_a_suppressed_check_counts_neither_as_beyond_nor_as_within() -> None:
    plain = judged(STEEP, EASY)
    quiet = suppress(plain, [hidden("steep.fit")], HASHES, TODAY)
    assert plain.summary.beyond == 1
    assert quiet.summary == replace(plain.summary, beyond=0)


def test_a_check_that_is_beyond_elsewhere_too_still_counts() -> None:
    twice = judged(STEEP, replace(STEEP, file="runs/again.fit", sha256="a" * 64))
    assert twice.summary.beyond == 2
    assert suppress(twice, [hidden("steep.fit")], HASHES, TODAY).summary.beyond == 1


def test_a_file_that_could_not_be_read_is_suppressed_by_its_name() -> None:
    lost = Finding(
        code="DQ101", name="damaged-file", severity="error", basis="interpreted", place=Place("runs/half.fit"),
        observed=None, limit=None, unit="", uncertainty=None, figure="", source="", message="", advice="",
    )  # fmt: skip
    plain = judged(EASY)
    plain = replace(plain, findings=(*plain.findings, lost), summary=replace(plain.summary, beyond=1))
    quiet = suppress(plain, [hidden("half.fit", "DQ101")], HASHES, TODAY)
    assert quiet.findings == ()
    assert quiet.summary.beyond == 0


def test_a_run_without_a_day_is_counted_once() -> None:
    undated = replace(STEEP, local_date=None, start_utc=None)
    plain = judged(undated, EASY)
    quiet = suppress(plain, [hidden("steep.fit")], HASHES, TODAY)
    assert (plain.summary.beyond, quiet.summary.beyond) == (1, 0)


def test_a_week_is_named_by_its_label() -> None:
    lone = Finding(
        code="WK103", name="no-flat-quality", severity="error", basis="documented", place=Place(week="2026-W40"),
        observed=0, limit=1, unit="sessions", uncertainty=0, figure="", source="", message="", advice="",
    )  # fmt: skip
    plain = replace(judged(EASY), findings=(lone,))
    assert suppress(plain, [hidden("2026-W40", "WK103")], {}, TODAY).findings == ()
    assert suppress(plain, [hidden("2026-W41", "WK103")], {}, TODAY).findings == (lone,)


def told(*suppressions: Suppression, is_whole: bool = True) -> list[str]:
    plain = judged(STEEP, EASY)
    places = [place_of(STEEP), place_of(EASY)]
    quiet = suppress(plain, suppressions, HASHES, TODAY)
    everywhere = dict.fromkeys(("DH101", "SE101"), places)
    found = unused(suppressions, quiet, everywhere, places if is_whole else None, HASHES, TODAY)
    return [entry.why for entry in found]


def test_a_suppression_holds_on_its_last_day_and_is_told_from_the_next_on() -> None:
    assert told(hidden("steep.fit", expires=TODAY)) == []
    assert told(hidden("steep.fit", expires=date(2026, 10, 4))) == ["it expired on 2026-10-04"]
    expired = [hidden("steep.fit", expires=date(2026, 10, 4))]
    assert suppress(judged(STEEP), expired, HASHES, TODAY).suppressed == ()


def test_a_suppression_of_nothing_is_told() -> None:
    assert told(hidden("easy.fit")) == ["DH101 finds nothing there that is not suppressed already"]
    assert told(hidden("steep.fit"), hidden("steep.fit", expires=date(2026, 12, 31))) == [
        "DH101 finds nothing there that is not suppressed already"
    ]


def test_a_run_that_is_not_there_is_told_only_where_all_runs_were_looked_at() -> None:
    assert told(hidden("other.fit")) == ["no run or week of this name, hash or day was found"]
    assert told(hidden("other.fit"), is_whole=False) == []


def test_a_rule_that_was_not_at_work_tells_nothing() -> None:
    assert told(hidden("easy.fit", "DH103")) == []
