"""What people and programs get to see, whatever the file is called and whatever it says of itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from downtempo import api, scorer
from downtempo.config import Config, Configured
from downtempo.model import Athlete, History, Note, Place, Rejection, Session, compare, sketch
from downtempo.model.results import Collected, Explained, Judged
from downtempo.reports import audit_text, check_text, explain_text, findings_json, show_json, show_text
from downtempo.reports.findings import worst
from downtempo.scorer.finding import finding_of

HOSTILE = ["\x1b[2J\x1b]0;owned\x07", "a\nb\r", "\u202egpj.fit", "<script>alert(1)</script>", "::error::x", "\ud800"]


def plain(text: str, _colour: str) -> str:
    return text


def judged(*sessions: Session) -> Judged:
    configured = Configured(Config())
    history = History.of(sessions, date(2026, 10, 5))
    week = history.week_of(sketch.MONDAY)
    verdicts = scorer.score(
        api.selected_rules(configured), api.catalogue_of(configured), Athlete(name=sessions[0].device), history,
        sessions=sessions, weeks=[week],
    )  # fmt: skip
    return Judged(Collected(tuple(sessions)), verdicts, Athlete(name=sessions[0].device), (week,), 0)


def hostile_session(text: str) -> Session:
    note = Note("DQ101", "fit-truncated", "error", text)
    return sketch.easy(1, file=f"{text}.fit", sport="running", device=text, notes=(note,))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_string_of_a_file_steers_the_terminal(text: str) -> None:
    result = judged(hostile_session(text))
    collected = Collected(result.collected.sessions, (Rejection(text, "fit-bad-header", text),))
    for shown in (
        audit_text(result, paint=plain, width=100, verbose=1),
        check_text(result, paint=plain, width=100, verbose=1),
        show_text(collected, paint=plain, width=100),
    ):
        assert all(line.isprintable() for line in shown.split("\n"))
        shown.encode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_json_is_ascii_and_gives_the_string_back(text: str) -> None:
    written = show_json(Collected((hostile_session(text),)))
    assert written.isascii()
    assert json.loads(written)["sessions"][0]["device"] == text
    assert findings_json(judged(hostile_session(text))).isascii()


def test_what_is_not_known_is_null_and_never_zero() -> None:
    [session] = json.loads(show_json(Collected((Session(file="x.gpx"),))))["sessions"]
    unknown = ("start_utc", "local_date", "duration_s", "distance_m", "gain_m", "drop_m", "kind", "progression")
    assert {session[key] for key in unknown} == {None}
    assert session["load"] == {"drop_m": None, "eccentric_j_per_kg": None}


def test_a_number_that_is_not_finite_is_null() -> None:
    odd = replace(sketch.easy(), easy_speed_mps=float("inf"))
    assert json.loads(show_json(Collected((odd,))))["sessions"][0]["easy_speed_mps"] is None


def test_a_rule_broken_at_every_rep_is_told_once_at_its_worst() -> None:
    result = judged(sketch.downhill_reps(6, grade_percent=8.4))
    text = audit_text(result, paint=plain, width=100)
    assert text.count("DH101  ") == 1
    assert "5 more places" in text
    assert sum(f.code == "DH101" for f in result.verdicts.findings) == 6


def test_the_worst_place_is_the_one_farthest_past_its_own_limit() -> None:
    """A minute short of three is a third; 20 % short of 80 % is a quarter, though 60 is more than 20."""
    place, figures = Place("run.fit"), api.catalogue_of(Configured(Config())).figures
    rest, regain = figures["downhill-tempo.recovery-min"], figures["downhill-dynamo.walk-back-regain-min"]
    rule = next(r for r in api.selected_rules(Configured(Config())) if r.code == "DH104")
    answers = (
        compare(place, "regain", regain.si * 0.5, regain, sense="at least"),
        compare(place, "rest", rest.si - 60, rest, sense="at least"),
    )
    group = tuple(finding_of(rule, answer, {}) for answer in answers)
    assert worst(group).message.startswith("regain")
    assert worst(group[::-1]).message.startswith("regain")


def test_a_week_with_a_run_of_unknown_length_shows_no_total_as_if_it_were_one() -> None:
    result = judged(sketch.easy(0), sketch.easy(2, distance_m=None))
    assert "6.7 km or more" in audit_text(result, paint=plain, width=100)


def test_the_page_of_a_rule_says_what_the_rule_reads() -> None:
    for rule in api.selected_rules(Configured(Config())):
        page = " ".join(explain_text(Explained(rule.code, rule), paint=plain, width=100).split())
        assert f"Reads: {', '.join(rule.reads)}." in page


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    text = audit_text(judged(sketch.downhill_reps(6, grade_percent=8.4)), paint=plain, width=60)
    assert max(map(len, text.split("\n"))) <= 75


def test_a_report_without_runs_says_so() -> None:
    empty = scorer.score((), api.catalogue_of(Configured(Config())), Athlete(), History.of((), date(2026, 1, 1)))
    assert "No dated run" in audit_text(Judged(Collected(), empty, Athlete()), paint=plain, width=100)
    assert "No recordings" in show_text(Collected(), paint=plain, width=100)
