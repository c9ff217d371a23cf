"""The progressive tempo: from easy to comfortably hard, then a mile more, then faster throughout."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of

from downtempo.model import Athlete, Session
from downtempo.model.altered import weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, progressive
from downtempo.units import MILE_M


def progress(runs: tuple[Session, ...], athlete: Athlete = KNOWN) -> Step:
    return step_of(looked_ahead(runs, athlete), "progressive")


def paces(step: Step) -> list[float]:
    (told,) = step.offers
    assert told.plan is not None
    return [pace * MILE_M for pace in told.plan.paces_s_per_m]


def test_the_first_one_goes_from_easy_to_comfortably_hard_in_documented_steps() -> None:
    found = paces(progress(HISTORIES["easy weeks"]))
    easy, hard = (MILE_M / v for v in (KNOWN.easy_speed_mps or 0, KNOWN.threshold_speed_mps or 0))
    assert len(found) == 5
    assert found[0] == pytest.approx(easy, abs=1)
    steps = [a - b for a, b in itertools.pairwise(found)]
    assert steps == pytest.approx([steps[0]] * 4)
    assert 15 <= steps[0] <= 30
    assert hard * 0.99 <= found[-1] <= hard * 1.1


def test_a_runner_whose_easy_pace_is_near_the_threshold_starts_slower_than_easily() -> None:
    found = paces(progress(HISTORIES["easy weeks"], replace(KNOWN, easy_speed_mps=3.4)))
    assert found[0] > MILE_M / 3.4
    assert found[0] - found[1] == pytest.approx(15)


def test_without_a_threshold_pace_the_steps_are_those_of_a_tired_day() -> None:
    step = progress(HISTORIES["easy weeks"], replace(KNOWN, threshold_speed_mps=None))
    found = paces(step)
    assert found[0] - found[1] == pytest.approx(15)
    assert "PT105" in {code for told in step.offers for code, _ in told.not_judged}


def test_without_an_easy_pace_nobody_can_tell_where_to_start() -> None:
    assert "easy pace" in progress(HISTORIES["nothing"], Athlete()).doubt


def test_after_two_weeks_a_mile_more_from_a_slower_start() -> None:
    step = progress(HISTORIES["progressive"])
    found = paces(step)
    assert len(found) == 6
    assert found[0] == pytest.approx(615)
    assert found[-1] == pytest.approx(465)
    (told,) = step.offers
    assert told.reason is not None
    assert told.reason.figure == "progressive-tempo.stage-min"


def test_the_next_stage_waits_for_its_two_weeks() -> None:
    step = progress(HISTORIES["progressive since last week"])
    (told,) = step.offers
    assert told.first_day == MONDAY + timedelta(days=3 - 7 + 14)
    assert told.not_before is not None
    assert told.not_before.code == "PT107"
    assert [one.reason.code for one in step.too_much] == ["PT107", "PT103"]


def test_six_miles_from_a_slow_start_go_faster_throughout_next() -> None:
    step = progress(HISTORIES["progressive, six miles, easier"])
    assert [told.what for told in step.offers] == ["pace"]
    assert paces(step)[0] == pytest.approx(600)


def test_behind_six_miles_from_the_easy_pace_no_stage_is_documented() -> None:
    fast = replace(KNOWN, easy_speed_mps=MILE_M / 590)
    step = progress(HISTORIES["progressive, six miles"], fast)
    assert step.offers == ()
    assert [reason.figure for reason in step.closed] == ["progressive-tempo.third-end-pace"]


@pytest.mark.parametrize(("history", "code"), [("progressive, large steps", "PT103"), ("progressive, broken", None)])
def test_what_was_broken_is_run_once_more_in_even_steps(history: str, code: str | None) -> None:
    step = progress(HISTORIES[history])
    (told,) = step.offers
    assert told.what == "back"
    assert told.plan is not None
    assert len(told.plan.paces_s_per_m) == 5
    assert told.reason is not None
    if code is not None:
        assert told.reason.code == code


def test_kilometres_stay_kilometres() -> None:
    runs = weeks_before(5, *EASY, _in_km(progressive(22, 22, 22, 22, 22, 22)))
    step = progress(runs)
    (told,) = step.offers
    assert told.plan is not None
    assert (told.plan.unit, len(told.plan.paces_s_per_m)) == ("km", 8)


def _in_km(session: Session) -> Session:
    run = session.progression
    assert run is not None
    splits = tuple(
        replace(s, span=replace(s.span, start_m=1000.0 * i, stop_m=1000.0 * (i + 1))) for i, s in enumerate(run.splits)
    )
    return replace(session, progression=replace(run, unit="km", splits=splits))
