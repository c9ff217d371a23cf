from __future__ import annotations

import pytest
from tests.support.simulated import Leg, simulate

from downtempo.model import Phase, Session
from downtempo.segmenter import segment


def _session(legs: list[Leg]) -> Session:
    return segment(simulate(legs).track)


def _phase(session: Session, kind: str) -> Phase:
    phase = session.phase(kind)
    assert phase is not None
    return phase


REPS = [leg for _ in range(5) for leg in (Leg(60, 4.6), Leg(120, 2.2))]


def test_warm_up_and_cool_down_hold_the_time_before_and_after_the_work() -> None:
    session = _session([Leg(480, 2.8), *REPS, Leg(360, 2.7)])
    assert _phase(session, "warm-up").easy_s == pytest.approx(480, abs=5)
    assert _phase(session, "cool-down").easy_s == pytest.approx(360 + 120, abs=8)
    assert _phase(session, "warm-up").distance_m == pytest.approx(480 * 2.8, rel=0.03)


def test_standing_is_no_easy_running() -> None:
    session = _session([Leg(200, 2.8), Leg(100, 0.0), Leg(180, 2.8), *REPS, Leg(360, 2.7)])
    warm_up = _phase(session, "warm-up")
    assert warm_up.span.duration_s == pytest.approx(480, abs=5)
    assert warm_up.easy_s == pytest.approx(380, abs=8)
    stops = [p for p in session.phases if p.kind == "stop"]
    assert [p.span.duration_s for p in stops] == pytest.approx([100], abs=8)


def test_a_run_that_starts_with_the_first_rep_has_no_warm_up_to_speak_of() -> None:
    session = _session([Leg(20, 2.8), *REPS, Leg(600, 2.7)])
    assert _phase(session, "warm-up").easy_s <= 25


def test_an_easy_run_has_neither() -> None:
    assert _session([Leg(2400, 2.8)]).phases == ()


def test_stray_surges_of_a_run_that_is_about_no_set_are_no_work() -> None:
    session = _session([Leg(900, 2.8), Leg(30, 4.6), Leg(1200, 2.8)])
    assert session.main_set is None
    assert [p for p in session.phases if p.kind != "stop"] == []


def test_phases_are_in_order() -> None:
    phases = _session([Leg(200, 2.8), Leg(60, 0.0), Leg(300, 2.8), *REPS, Leg(30, 0.0), Leg(360, 2.7)]).phases
    starts = [p.span.start_s for p in phases]
    assert starts == sorted(starts)
    assert {p.kind for p in phases} == {"warm-up", "cool-down", "stop"}
