"""Planned runs as sessions, named by their shape, with what they leave open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.support.outlooks import CATALOGUE, HISTORIES, KNOWN, classifier

from downtempo.model import Athlete, Session
from downtempo.model.altered import weeks_before
from downtempo.model.planned import Paces, Planned
from downtempo.model.sketch import MONDAY, downhill_reps, easy, speed_reps
from downtempo.scorer import laid_out, left_open, paces_of
from downtempo.scorer.plans import named

TUESDAY = MONDAY + timedelta(days=1)
PACES = Paces(easy_mps=2.8, flat_mps=4.3)
RUNS = HISTORIES["stage 2"]


def kind_of(planned: Planned, earlier: tuple[Session, ...] = (), athlete: Athlete = KNOWN) -> str | None:
    return named(planned, PACES, earlier, classifier(athlete), CATALOGUE).kind


def reps(**more: object) -> Planned:
    return Planned(**({"day": TUESDAY, "kind": "downhill", "n_reps": 6, "rep_s": 30.0} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("planned", "kind"),
    [
        (reps(grade_ratio=-0.04, way="walk back"), "controlled-speed-repeats"),
        (reps(way="walk back"), "controlled-speed-repeats"),
        (reps(grade_ratio=-0.04, way="jog", recovery_s=180.0), "downhill-surges"),
        (reps(), "downhill-surges"),
        (reps(rep_s=60.0, way="walk back"), "downhill-surges"),
        (reps(kind="reps"), None),
        (reps(kind="tempo", n_reps=1, rep_s=1200.0), "tempo"),
        (Planned(day=TUESDAY, kind="easy", distance_m=30_000.0), "easy"),
        (Planned(day=TUESDAY, kind="long", distance_m=3_000.0), "long"),
        (Planned(day=TUESDAY, kind="race", distance_m=5_000.0), "race"),
        (Planned(day=TUESDAY, kind="progressive", paces_s_per_m=(0.37, 0.35, 0.33)), "progressive-tempo"),
    ],
)
def test_a_plan_is_named_by_its_shape_or_by_itself(planned: Planned, kind: str | None) -> None:
    assert kind_of(planned) == kind


def test_flat_reps_belong_to_a_stage_where_a_return_to_speed_is_on() -> None:
    fast = Planned(day=TUESDAY, kind="speed", n_reps=5, rep_m=400.0, recovery_s=200.0)
    assert kind_of(fast) == "track-repeats"
    assert kind_of(fast, RUNS) == "speed-stage-2"
    assert kind_of(fast, (), Athlete(return_to_speed_from=date(2026, 9, 1))) == "speed-stage-2"


def test_a_grade_that_is_not_given_stays_unknown() -> None:
    session = named(reps(way="walk back"), PACES, (), classifier(KNOWN), CATALOGUE)
    assert session.is_downhill
    assert session.main_set is not None
    assert session.main_set.grade_ratio is None
    assert session.load is None


def test_without_an_easy_pace_a_plan_has_a_kind_and_no_distance() -> None:
    session = named(reps(way="walk back", grade_ratio=-0.04), Paces(), (), classifier(Athlete()), CATALOGUE)
    assert (session.kind, session.distance_m) == ("controlled-speed-repeats", None)


def test_each_run_of_a_plan_stands_in_the_light_of_those_before_it() -> None:
    first = Planned(day=TUESDAY, kind="speed", place="a", n_reps=6, rep_m=200.0, recovery_s=110.0)
    second = Planned(day=TUESDAY + timedelta(days=7), kind="speed", place="b", n_reps=5, rep_m=400.0, recovery_s=200.0)
    rest = Planned(day=MONDAY, kind="rest", place="c")
    laid = laid_out([second, rest, first], PACES, (), classifier(Athlete()), CATALOGUE)
    assert [s.kind for s in laid] == ["track-repeats", "speed-stage-2"]
    assert [s.file for s in laid] == ["a", "b"]


@pytest.mark.parametrize(
    ("planned", "codes"),
    [
        (reps(way="walk back", speed_mps=4.0, warm_up_s=600.0, cool_down_s=0.0), set()),
        (reps(way="walk back", speed_mps=4.0, cool_down_s=600.0), {"SE101"}),
        (reps(way="walk back", speed_mps=4.0, warm_up_s=600.0), {"SE102"}),
        (reps(speed_mps=4.0, warm_up_s=0.0, cool_down_s=0.0), {"DH104", "DH105", "SR104", "SR107"}),
        (reps(way="walk back", warm_up_s=0.0, cool_down_s=0.0), {"SR106", "SR107"}),
        (reps(rep_s=None, rep_m=120.0, way="walk back", warm_up_s=0.0, cool_down_s=0.0),
         {"DH102", "SR104", "SR106", "SR107"}),
        (reps(n_reps=1, rep_s=1200.0, kind="tempo", speed_mps=3.6, warm_up_s=600.0, cool_down_s=600.0), set()),
        (Planned(day=TUESDAY, kind="easy", distance_m=5000.0), set()),
    ],
)  # fmt: skip
def test_what_a_plan_does_not_say_is_left_open(planned: Planned, codes: set[str]) -> None:
    assert set(left_open(planned)) == codes


def test_speeds_are_those_of_the_last_runs_that_show_them() -> None:
    runs = weeks_before(3, easy(0), downhill_reps(day=1, speed_mps=4.6), speed_reps(day=3, speed_mps=4.2))
    found = paces_of(runs, Athlete(), MONDAY, CATALOGUE)
    assert (found.easy_mps, found.downhill_mps, found.flat_mps) == pytest.approx((2.8, 4.6, 4.2))
    assert paces_of((), KNOWN, MONDAY, CATALOGUE) == Paces(easy_mps=2.8, downhill_mps=3.9, flat_mps=3.9, tempo_mps=3.64)
    assert paces_of((easy(0, easy_speed_from="session"),), Athlete(), MONDAY, CATALOGUE).easy_mps is None


def test_speeds_of_long_ago_are_nobodys_speeds_today() -> None:
    runs = weeks_before(2, easy(0), downhill_reps(day=1))
    assert paces_of(runs, Athlete(), MONDAY + timedelta(weeks=8), CATALOGUE) == Paces()
