"""Where a runner stands, derived from the runs alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, ground_of

from downtempo.model import Athlete, Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.sketch import MONDAY, downhill_reps, downhill_surges, easy, progressive, speed_reps
from downtempo.model.state import Raise, States
from downtempo.scorer.state import states_of
from downtempo.units import MILE_M


def states(runs: tuple[Session, ...], athlete: Athlete = KNOWN) -> States:
    return states_of(ground_of(runs, athlete))


def test_nothing_is_known_of_nobody() -> None:
    found = states(())
    assert (found.downhill, found.speed, found.progressive, found.long_run, found.week) == (None,) * 5
    assert found.doubts == {}


def test_the_last_downhill_step_is_told_with_what_was_raised_when() -> None:
    runs = (
        *weeks_before(8, *EASY),
        shifted(downhill_reps(5), -42),
        shifted(downhill_reps(6), -28),
        shifted(downhill_reps(6), -21),
        shifted(downhill_reps(6, 40), -7),
    )
    state = states(runs).downhill
    assert state is not None
    tuesday = MONDAY + timedelta(days=1)
    assert state.raised == (
        Raise(tuesday - timedelta(days=28), ("reps",)),
        Raise(tuesday - timedelta(days=7), ("rep length",)),
    )
    assert state.since == state.day == tuesday - timedelta(days=7)
    assert (state.n_reps, state.way) == (6, "walk back")
    assert state.rep_s == pytest.approx(40)
    assert state.grade_ratio == pytest.approx(-0.04)
    assert state.distance_m == pytest.approx(6 * 40 * 4.4)


def test_back_from_a_lighter_session_nothing_was_raised_for_the_state_as_for_the_rules() -> None:
    usual = [shifted(downhill_reps(6), -7 * k) for k in (3, 4, 5)]
    runs = (*weeks_before(8, *EASY), *usual, shifted(downhill_reps(4), -14), shifted(downhill_reps(6), -7))
    state = states(runs).downhill
    assert state is not None
    assert state.raised == ()
    assert state.since == MONDAY + timedelta(days=1 - 35)


def test_whoever_jogs_on_between_the_reps_is_not_told_to_walk_back() -> None:
    state = states(weeks_before(3, *EASY, downhill_surges())).downhill
    assert state is not None
    assert state.way == "jog"
    assert state.recovery_s == pytest.approx(240)


def test_after_a_break_downhill_work_begins_again() -> None:
    assert states(HISTORIES["downhill long ago"]).downhill is None


def test_reps_of_unknown_ground_are_a_doubt_only_behind_the_last_known_ones() -> None:
    blind = HISTORIES["without altitude"]
    assert "2026-09-22 may have been run on a descent" in states(blind).doubts["downhill"]
    later = (*blind, downhill_reps(day=-1))
    assert "downhill" not in states(later).doubts
    assert "speed" in states(later).doubts


def test_the_stage_of_a_return_began_with_its_first_session() -> None:
    state = states(HISTORIES["stage 2"]).speed
    assert state is not None
    assert (state.stage, state.n_reps) == (2, 5)
    assert state.rep_m == pytest.approx(400)
    assert state.since == MONDAY + timedelta(days=3 - 21)
    assert state.rep_s == pytest.approx(400 / 4.3)


def test_a_stage_that_lasts_longer_than_the_window_keeps_its_beginning() -> None:
    state = states((*weeks_before(12, *EASY), *weeks_before(10, speed_reps(6, 200)))).speed
    assert state is not None
    assert state.since == MONDAY + timedelta(days=3 - 70)


def test_a_progressive_tempo_is_told_as_offsets_to_the_easy_pace() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(3, progressive(30, 30, 30, 30)))
    state = states(runs).progressive
    assert state is not None
    easy_s = MILE_M / 2.8
    assert (state.n_splits, state.unit) == (5, "mile")
    assert state.mean_step_s_per_m * MILE_M == pytest.approx(30)
    assert state.range_s_per_m * MILE_M == pytest.approx(120)
    assert (state.first_offset_s_per_m or 0) * MILE_M == pytest.approx(600 - easy_s)
    assert (state.last_offset_s_per_m or 0) * MILE_M == pytest.approx(480 - easy_s)
    assert state.since == MONDAY + timedelta(days=3 - 21)


def test_without_an_easy_pace_there_are_no_offsets() -> None:
    run = progressive(30, 30, 30, 30, day=-4, easy_speed_from="session")
    state = states((run,), Athlete()).progressive
    assert state is not None
    assert state.first_offset_s_per_m is None


def test_the_longest_run_of_thirty_days_is_told_with_its_day() -> None:
    state = states(HISTORIES["one long run"]).long_run
    assert state is not None
    assert state.day == MONDAY - timedelta(days=1)
    assert state.distance_m == pytest.approx(30_000)
    assert "is not known" in states(HISTORIES["a run of unknown length"]).doubts["long-run"]


@pytest.mark.parametrize(
    ("history", "n_loaded"),
    [
        ("eight loaded weeks", 4),
        ("a lighter week just now", 0),
        ("a lighter week two weeks ago", 1),
        ("one week", None),
    ],
)
def test_the_loaded_weeks_are_counted_as_the_rule_counts_them(history: str, n_loaded: int | None) -> None:
    state = states(HISTORIES[history]).week
    assert state is not None
    assert state.n_loaded == n_loaded
    assert state.since == (MONDAY - timedelta(weeks=n_loaded) if n_loaded else None)


def test_the_week_that_is_on_is_told_as_far_as_it_is_run() -> None:
    ground = ground_of((*HISTORIES["easy weeks"], easy(0), speed_reps(day=1)), today=MONDAY + timedelta(days=2))
    state = states_of(ground).week
    assert state is not None
    assert state.hard_days == (MONDAY + timedelta(days=1),)
    assert (state.distance_m or 0) > 6720
    assert state.mean_m == pytest.approx(25_440)
