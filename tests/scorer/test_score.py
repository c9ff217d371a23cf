"""Runs and weeks against all rules: what is found, in which order, how loud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from downtempo.catalogue import load_catalogue, override
from downtempo.model import Athlete, History, Note, Session, Severity, Verdicts, Week
from downtempo.model.altered import shifted, weeks_before, without_altitude
from downtempo.model.sketch import MONDAY, downhill_reps, easy, long, speed_reps, week
from downtempo.rules import load_rules
from downtempo.scorer import score

CATALOGUE = load_catalogue()
ANYBODY = Athlete()
USUAL = (easy(0), downhill_reps(day=1), easy(2), speed_reps(day=3), long(5))
KNOWN = tuple(s for s in weeks_before(6, *USUAL) if s.local_date not in {MONDAY - timedelta(days=d) for d in (9, 11)})


def scored(
    *sessions: Session,
    weeks: tuple[Week, ...] = (),
    earlier: tuple[Session, ...] = (),
    athlete: Athlete = ANYBODY,
    severities: Mapping[str, Severity] | None = None,
    overrides: Mapping[str, tuple[float, str, str]] | None = None,
    codes: str = "",
) -> Verdicts:
    rules = [r for r in load_rules() if r.code.startswith(codes)]
    history = History.of((*earlier, *sessions), MONDAY + timedelta(days=8))
    known = override(CATALOGUE, overrides or {})
    return score(rules, known, athlete, history, sessions=sessions, weeks=weeks, severities=severities)


def audited(*sessions: Session, earlier: tuple[Session, ...] = KNOWN, athlete: Athlete = ANYBODY) -> Verdicts:
    return scored(*sessions, weeks=(week(*sessions),), earlier=earlier, athlete=athlete)


def test_a_week_like_the_six_before_it_is_within_throughout() -> None:
    verdicts = audited(*USUAL)
    loud = [(f.code, f.message) for f in verdicts.findings if f.severity != "info"]
    assert loud == []
    assert verdicts.summary.runs == 5
    assert verdicts.summary.within > 40
    assert {c.protocol: (c.within, c.of) for c in verdicts.conformances} == {
        "controlled-speed-repeats": (8, 8),
        "speed-stage-1": (6, 6),
    }


def test_steep_reps_are_found_one_by_one() -> None:
    verdicts = scored(downhill_reps(6, grade_percent=8.4), codes="DH101")
    assert [f.message for f in verdicts.findings] == [
        f"grade of rep {k} of 6: 8.4 ± 0.5 %, documented at most 5 %" for k in range(1, 7)
    ]
    first = verdicts.findings[0]
    assert (first.observed, first.limit, first.unit, first.uncertainty) == (8.4, 5.0, "%", 0.5)
    assert (first.figure, first.basis, first.severity) == ("downhill-dynamo.repeat-grade", "documented", "error")
    assert first.source == "How to become a downhill-running dynamo"
    assert first.advice == "Take a gentler side of the hill next time, or walk down this one."
    assert first.place.span is not None
    assert first.place.span.start_s == 600.0


def test_findings_come_by_day_and_place_and_code_whatever_the_order_of_the_runs() -> None:
    runs = (
        downhill_reps(11, grade_percent=8.4, day=1, warm_up_s=60),
        speed_reps(9, 400, day=3),
        downhill_reps(6, day=4, rep_s=100),
    )
    expected = scored(*runs).findings
    starts = [(f.place.day, f.place.span.start_s if f.place.span else -1, f.code) for f in expected]
    assert starts == sorted(starts)
    assert len({f.place.day for f in expected}) == 3
    for turned in permutations(runs):
        assert scored(*turned).findings == expected


def test_the_findings_of_a_week_follow_those_of_its_days() -> None:
    verdicts = audited(easy(0), downhill_reps(day=1, grade_percent=8.4), downhill_reps(day=4), long(5))
    places = ["week" if f.place.week else f.place.day for f in verdicts.findings]
    assert places == sorted(places)
    assert {"WK101", "WK103"} <= {f.code for f in verdicts.findings if f.place.week == "2026-W40"}


@pytest.mark.parametrize(
    ("code", "run", "basis", "severity"),
    [
        ("DH101", downhill_reps(grade_percent=8.4), "documented", "error"),
        ("DH104", downhill_reps(regain=0.3), "interpreted", "warning"),
        ("PG104", long(5, km=30), "external", "warning"),
        ("DQ102", easy(elevation_source="none"), "interpreted", "info"),
    ],
)
def test_severity_follows_the_rule_and_then_the_basis(code: str, run: Session, basis: str, severity: Severity) -> None:
    found = scored(run, earlier=KNOWN, codes=code).findings[0]
    assert (found.basis, found.severity) == (basis, severity)
    assert scored(run, earlier=KNOWN, codes=code, severities={code: "info"}).findings[0].severity == "info"
    assert scored(run, earlier=KNOWN, codes=code, severities={code: "error"}).findings[0].severity == "error"


def test_what_a_note_says_of_itself_outweighs_the_rule_and_the_configuration_both() -> None:
    damaged = easy(notes=(Note("DQ101", "fit-crc", "warning", "the checksum is wrong"),))
    assert scored(damaged, codes="DQ101").findings[0].severity == "warning"
    assert scored(damaged, codes="DQ101", severities={"DQ101": "error"}).findings[0].severity == "error"


def test_a_fault_is_told_in_words_without_numbers() -> None:
    found = scored(easy(notes=(Note("DQ101", "fit-crc", "warning", "the checksum is wrong"),)), codes="DQ101").findings[
        0
    ]
    assert found.message == "fit-crc: the checksum is wrong"
    assert (found.observed, found.limit, found.uncertainty, found.unit) == (None, None, None, "")


def test_another_figure_is_used_and_told() -> None:
    agreed = {"downhill-dynamo.repeat-grade": (7.0, "%", "agreed with the coach")}
    assert scored(downhill_reps(grade_percent=7.0), codes="DH101").findings != ()
    assert scored(downhill_reps(grade_percent=7.0), codes="DH101", overrides=agreed).findings == ()
    found = scored(downhill_reps(grade_percent=9.0), codes="DH101", overrides=agreed).findings[0]
    assert found.message == "grade of rep 1 of 6: 9 ± 0.5 %, configured at most 7 % (agreed with the coach)"


def test_what_could_not_be_told_is_listed_once_with_its_reason() -> None:
    verdicts = scored(without_altitude(downhill_reps(6)), codes="DH")
    assert {(g.code, g.reason) for g in verdicts.not_judged} == {
        (f"DH1{number:02}", "no altitude in the file") for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12)
    }
    assert len(verdicts.not_judged) == 10
    assert verdicts.summary.not_judged == 10
    assert verdicts.summary.within == 0


def test_gaps_are_listed_beside_findings_of_the_same_rule() -> None:
    run = downhill_reps(6, grade_percent=8.4)
    main = run.sets[0]
    blind = replace(main.surges[2], grade_ratio=None, grade_error_ratio=None)
    holed = replace(run, sets=(replace(main, surges=(*main.surges[:2], blind, *main.surges[3:])),))
    verdicts = scored(holed, codes="DH101")
    assert len(verdicts.findings) == 5
    assert [g.reason for g in verdicts.not_judged] == ["the altitude does not tell the grade here"]
    assert (verdicts.summary.beyond, verdicts.summary.not_judged) == (1, 0)


def test_rules_with_nothing_to_say_leave_no_verdict() -> None:
    verdicts = scored(easy(0), codes="DH")
    assert verdicts.verdicts == ()
    assert verdicts.summary.rules == 12


def test_rules_that_need_history_are_silent_without_one_and_loud_in_an_audit() -> None:
    run = long(5, km=30)
    assert scored(run, codes="PG104").verdicts == ()
    assert [g.reason for g in scored(run, weeks=(week(run),), codes="PG104").not_judged] == [
        "no earlier run of the 30 days before is known"
    ]


def test_week_rules_are_not_counted_where_no_week_is_judged() -> None:
    assert scored(easy(0)).summary.rules < scored(easy(0), weeks=(week(easy(0)),)).summary.rules == len(load_rules())


def test_a_ride_is_no_run() -> None:
    told = Note("DQ107", "other-sport", "info", "the file says cycling, not running")
    ride = downhill_reps(11, grade_percent=8.4, sport="cycling", notes=(told,))
    assert {f.code for f in scored(ride).findings} == {"DQ107"}
    longest = long(-9, km=60)
    as_ride = replace(longest, sport="cycling")
    assert scored(long(5, km=30), earlier=(*KNOWN, longest), codes="PG104").findings == ()
    assert scored(long(5, km=30), earlier=(*KNOWN, as_ride), codes="PG104").findings != ()


def test_two_runs_of_one_file_and_day_keep_their_verdicts_apart() -> None:
    morning = downhill_reps(11, file="chained.fit")
    assert morning.start_utc is not None
    evening = downhill_reps(6, file="chained.fit", start_utc=morning.start_utc + timedelta(hours=9))
    verdicts = scored(morning, evening, codes="DH103")
    assert [(c.within, c.of) for c in verdicts.conformances] == [(0, 1), (1, 1)]
    assert [f.place.start for f in verdicts.findings] == [morning.start_utc.isoformat()]


def test_the_worst_rule_of_a_protocol_is_the_one_furthest_past_its_figure() -> None:
    run = downhill_reps(9, grade_percent=15.0)
    held = scored(run).conformances[0]
    assert held.worst == "DH101"
    assert held.within == held.of - 2


def test_an_undated_run_is_judged_alone() -> None:
    run = replace(downhill_reps(6, grade_percent=8.4), local_date=None, start_utc=None)
    history = History.of((), date(2026, 10, 1))
    verdicts = score(load_rules(), CATALOGUE, Athlete(), history, sessions=(run,))
    assert {f.code for f in verdicts.findings} == {"DH101"}


def test_the_same_run_twice_gives_the_same_findings_twice() -> None:
    run = downhill_reps(6, grade_percent=8.4)
    again = shifted(run, 7)
    assert len(scored(run, again, codes="DH101").findings) == 12


def test_no_message_speaks_of_safety() -> None:
    runs = (
        downhill_reps(11, grade_percent=9, regain=0.2, warm_up_s=10, cool_down_s=10),
        speed_reps(9, 400, slowing=0.1),
    )
    words = " ".join(f"{f.message} {f.advice}" for f in audited(*runs).findings)
    pages = " ".join(rule.page for rule in load_rules())
    assert len(words) > 500
    assert "safe" not in words.lower()
    assert "safe" not in pages.lower()
