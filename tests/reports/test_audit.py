"""The foot of an audit: how each run and the week hold, in units, times and counts that fit together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from downtempo import api, scorer
from downtempo.config import Config, Configured
from downtempo.model import Athlete, History, Session
from downtempo.model.altered import weeks_before
from downtempo.model.results import Collected, Judged
from downtempo.model.sketch import MONDAY, downhill_reps, easy, long, speed_reps
from downtempo.reports import FORMATS, audit_text, check_text, findings_json, show_text

KNOWN = weeks_before(6, easy(0), downhill_reps(day=1), easy(2), speed_reps(day=3), long(5))


def plain(text: str, _colour: str) -> str:
    return text


ANYBODY = Athlete(easy_speed_mps=2.8)


def judged(*runs: Session, athlete: Athlete = ANYBODY, is_week: bool = True) -> Judged:
    configured = Configured(Config())
    history = History.of((*KNOWN, *runs), date(2026, 10, 5))
    weeks = (history.week_of(MONDAY),) if is_week else ()
    rules, catalogue = api.selected_rules(configured), api.catalogue_of(configured)
    verdicts = scorer.score(rules, catalogue, athlete, history, sessions=runs, weeks=weeks)
    return Judged(Collected(runs), verdicts, athlete, weeks, len(KNOWN))


STEEP = judged(easy(0), downhill_reps(day=1, grade_percent=8.4), easy(2), speed_reps(day=3), long(5))


def lines(result: Judged, **how: int) -> list[str]:
    return audit_text(result, paint=plain, width=100, **how).splitlines()  # type: ignore[arg-type]


def test_each_run_and_the_week_say_how_they_hold_and_what_is_worst() -> None:
    told = lines(STEEP)
    start = told.index("  Held against what they are:")
    tuesday, thursday, week = told[start + 1 : start + 4]
    assert tuesday.startswith("    Tue  downhill repeats   ")
    assert "within, worst DH101: 8.4 % against 5 %; " in tuesday
    assert tuesday.endswith(" not judged")
    assert thursday.startswith("    Thu  speed, stage 1     6 of 6 within")
    assert week.startswith("    week 2026-W40           ")
    assert week.endswith("; 5 not judged")


def test_a_finding_is_a_sentence_and_names_its_figure_in_a_line_of_its_own() -> None:
    told = audit_text(STEEP, paint=plain, width=120).splitlines()
    start = next(n for n, line in enumerate(told) if " DH101 " in line)
    sentence, advice, figure = (line.strip() for line in told[start + 1 : start + 4])
    assert sentence.startswith("Grade of rep ")
    assert sentence.endswith(" ± 0.5 %, documented at most 5 %. The same at 5 more places of this run.")
    assert advice.endswith(".")
    assert figure == "Figure: downhill-dynamo.repeat-grade"


def test_a_fault_that_only_we_look_for_names_no_figure() -> None:
    told = lines(judged(easy(0, elevation_source="gps")), verbose=1)
    start = next(n for n, line in enumerate(told) if " DQ103 " in line)
    assert not any("Figure:" in line for line in told[start : told.index("", start)])


def test_a_sentence_of_context_ends_once() -> None:
    result = judged(speed_reps(day=3, recovery_s=40))
    told = [line for form in (lines(result), findings_markdown(result)) for line in form if "Taken for" in line]
    assert told
    assert not any(".." in line for line in told)


def findings_markdown(result: Judged) -> list[str]:
    return FORMATS["markdown"](result).splitlines()


def test_the_counts_of_the_week_are_those_of_its_verdicts() -> None:
    [held] = STEEP.verdicts.held_weeks
    outcomes = [v.outcome for v in STEEP.verdicts.verdicts if v.place.week]
    assert (held.week, held.file, held.protocol) == ("2026-W40", "", "week")
    assert held.within == outcomes.count("within")
    assert held.of == outcomes.count("within") + outcomes.count("beyond")
    assert held.not_judged == outcomes.count("not judged") == 5


def test_single_runs_are_told_in_one_paragraph() -> None:
    result = judged(downhill_reps(day=1, grade_percent=8.4), is_week=False)
    text = " ".join(check_text(result, paint=plain, width=100).split())
    assert "Protocols: day+01-controlled-speed-repeats.fit downhill repeats " in text
    assert "worst DH101: 8.4 % against 5 %" in text


@pytest.mark.parametrize(("verbose", "is_told"), [(0, True), (1, False)])
def test_what_v_would_show_is_told_only_without_it(verbose: int, is_told: bool) -> None:
    result = judged(easy(0), downhill_reps(day=1), easy(2), speed_reps(day=3), long(5))
    assert [f.code for f in result.verdicts.findings if f.severity == "info"]
    assert ("(-v shows them)" in "\n".join(lines(result, verbose=verbose))) == is_told


def test_time_and_pace_of_a_row_go_together() -> None:
    stood = easy(0, minutes=40, duration_s=3600.0)
    told = lines(judged(stood))
    assert "40 min moving" in told[0]
    row = next(line for line in told if line.startswith("  Mon"))
    assert "6.7 km    40:00   5:57/km" in row


def test_distances_inside_messages_are_in_the_units_of_the_runner() -> None:
    far = (easy(0), long(5, km=20))
    for units, told in (("km", "12.0 km"), ("mile", "7.5 mi")):
        result = judged(*far, athlete=Athlete(units=units))  # type: ignore[arg-type]
        [finding] = (f for f in result.verdicts.findings if f.code == "PG104")
        assert f"the 30 days before, {told}:" in finding.message


def test_documents_name_the_week_and_the_athlete() -> None:
    named = replace(
        STEEP, verdicts=replace(STEEP.verdicts, held_weeks=(replace(STEEP.verdicts.held_weeks[0], athlete="A."),))
    )
    assert '"held_weeks": [\n  {\n   "athlete": "A.",\n   "protocol": "week",' in findings_json(named)


def test_what_the_watch_was_told_is_shown() -> None:
    run = easy(0, perceived_effort=6.5, feel=25.0)
    assert "  the watch was told: effort 6.5 of 10, felt weak\n" in show_text(Collected((run,)), paint=plain, width=100)
    assert "the watch was told" not in show_text(Collected((easy(0),)), paint=plain, width=100)
