"""The progressive tempo: from easy to comfortably hard, then a mile more, then faster throughout."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of
from tests.support.seasons import in_km

from downtempo.model import Athlete, Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, easy, long, progressive
from downtempo.units import MILE_M, UNIT_M, Unit

#: Whoever reads miles is told whole seconds a mile.
MILES = replace(KNOWN, units="mile")


def progress(runs: tuple[Session, ...], athlete: Athlete = MILES) -> Step:
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
    found = paces(progress(HISTORIES["easy weeks"], replace(MILES, easy_speed_mps=3.4)))
    assert found[0] > MILE_M / 3.4
    assert found[0] - found[1] == pytest.approx(15)


def test_without_a_threshold_pace_the_steps_are_those_of_a_tired_day() -> None:
    step = progress(HISTORIES["easy weeks"], replace(MILES, threshold_speed_mps=None))
    found = paces(step)
    assert found[0] - found[1] == pytest.approx(15)
    assert "PT105" in {code for told in step.offers for code, _ in told.not_judged}


def test_without_an_easy_pace_nobody_can_tell_where_to_start() -> None:
    assert "easy pace" in progress(_blind(HISTORIES["easy weeks"]), Athlete()).doubt


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
    assert told.not_before.code == "PG110"
    assert [one.reason.code for one in step.too_much] == ["PG110", "PT103"]


def test_six_miles_from_a_slow_start_go_faster_throughout_next() -> None:
    step = progress(HISTORIES["progressive, six miles, easier"])
    assert [told.what for told in step.offers] == ["pace"]
    assert paces(step)[0] == pytest.approx(600)


def test_behind_six_miles_from_the_easy_pace_no_stage_is_documented() -> None:
    fast = replace(MILES, easy_speed_mps=MILE_M / 590)
    step = progress(HISTORIES["progressive, six miles"], fast)
    assert step.offers == ()
    assert [reason.figure for reason in step.closed] == ["progressive-tempo.third-end-pace"]


def test_large_steps_go_back_to_documented_ones_and_no_split_is_faster_than_it_was_run() -> None:
    step = progress(HISTORIES["progressive, large steps"])
    (told,) = step.offers
    assert told.what == "back"
    assert told.reason is not None
    assert told.reason.code == "PT103"
    assert len(paces(step)) == 5
    assert all(now >= min(600 - 45 * k, _easy_s()) - 1e-6 for k, now in enumerate(paces(step)))
    assert paces(step)[-1] >= 420
    assert [one.what for one in step.too_much] == ["again"]


@pytest.mark.parametrize("seed", range(40))
def test_going_back_is_never_faster_than_last_time(seed: int) -> None:
    """What was run six miles long, too unevenly or in too large steps, comes back in even ones, and no faster."""
    chance = random.Random(seed)
    steps = [chance.choice((45.0, 60.0, -10.0, 38.0)) for _ in range(chance.choice((4, 5)))]
    run = progressive(*steps, start_s_per_mile=chance.uniform(560, 700))
    athlete = replace(MILES, units=chance.choice(("km", "mile")), threshold_speed_mps=chance.choice((None, 3.64)))
    step = progress(weeks_before(5, *EASY, run), athlete)
    was = [MILE_M * pace for pace in run.progression.paces_s_per_m] if run.progression else []
    back = [told for told in step.offers if told.what == "back" and told.plan is not None]
    for told in back:
        assert told.plan is not None
        now = [MILE_M * pace for pace in told.plan.paces_s_per_m]
        assert now[0] >= min(was[0], _easy_s()) - 1e-6
        assert now[-1] >= min(was[-1], _easy_s()) - 1e-6
    if not back:  # it has to end faster, which is a rise: held as one, and by its own name
        assert step.doubt or [told.what for told in step.offers] in (["end"], ["distance"], ["pace"], [])


def _easy_s() -> float:
    return MILE_M / (KNOWN.easy_speed_mps or 0.0)


def test_one_that_ended_too_easily_gets_faster_at_its_end_after_two_weeks_and_by_no_other_name() -> None:
    step = progress((*weeks_before(5, *EASY), shifted(progressive(16, 16, 16, 16, start_s_per_mile=640), -7)))
    (told,) = step.offers
    assert told.what == "end"
    assert told.reason is not None
    assert told.reason.code == "PT105"
    assert told.first_day == MONDAY + timedelta(days=3 - 7 + 14)
    assert "PT105" not in {one.reason.code for one in step.too_much}


def test_a_beginner_who_never_ran_as_far_is_not_told_to_begin_with_five_miles() -> None:
    """Nor is one whose longest run nobody knows: what was not judged is no permission."""
    short = (easy(0, minutes=20), easy(2, minutes=20), long(5, km=4.3))
    (judged,) = progress(weeks_before(6, *short)).offers
    assert judged.first_day is None
    assert judged.not_before is not None
    assert judged.not_before.code == "PG104"
    for runs in (weeks_before(1, *short), weeks_before(3, *short), (long(-6, km=4.3),)):
        step = progress(runs, replace(MILES, level="beginner"))
        assert (step.offers, step.again) == ((), None)
        assert step.doubt == "the history does not show the 28 days before"


def test_a_run_of_unknown_length_leaves_open_whether_five_miles_are_a_jump() -> None:
    short = weeks_before(6, easy(0, minutes=20), easy(2, minutes=20), long(5, km=4.3))
    step = progress((*short, easy(-2, distance_m=None)))
    assert step.offers == ()
    assert "is not known" in step.doubt


def test_all_of_it_faster_waits_for_its_two_weeks_too() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(1, progressive(30, 30, 30, 30, 30, start_s_per_mile=615)))
    (told,) = progress(runs).offers
    assert (told.what, told.first_day) == ("pace", MONDAY + timedelta(days=3 - 7 + 14))
    assert told.reason is not None
    assert told.reason.figure == "progressive-tempo.stage-min"


@pytest.mark.parametrize("units", ["km", "mile"])
def test_paces_and_steps_are_whole_seconds_of_the_unit_that_the_runner_reads(units: Unit) -> None:
    for history in ("easy weeks", "progressive", "progressive, six miles, easier", "progressive, large steps"):
        step = progress(HISTORIES[history], replace(KNOWN, units=units))
        for told in (*step.offers, *((step.again,) if step.again else ())):
            assert told.plan is not None
            seconds = [UNIT_M[units] * pace for pace in told.plan.paces_s_per_m]
            assert seconds == pytest.approx([round(each) for each in seconds])


def _blind(runs: tuple[Session, ...]) -> tuple[Session, ...]:
    return tuple(replace(run, easy_speed_from="session") for run in runs)


def test_kilometres_stay_kilometres() -> None:
    runs = weeks_before(5, *EASY, in_km(progressive(22, 22, 22, 22, 22, 22)))
    step = progress(runs)
    (told,) = step.offers
    assert told.plan is not None
    assert (told.plan.unit, len(told.plan.paces_s_per_m)) == ("km", 8)
