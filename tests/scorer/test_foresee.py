"""A plan judged before it is run: only what the plan brings, and nothing that it does not say."""

from __future__ import annotations

from datetime import date, timedelta

from tests.support.outlooks import CATALOGUE, HISTORIES, KNOWN, RULES, classifier

from downtempo.model import History, Session, Verdicts
from downtempo.model.planned import Planned
from downtempo.model.sketch import MONDAY, downhill_reps, speed_reps
from downtempo.scorer import foresee, laid_out, left_open, paces_of

RUNS = HISTORIES["a lighter week just now"]


def judged(runs: tuple[Session, ...], *plans: Planned) -> Verdicts:
    paces = paces_of(runs, KNOWN, MONDAY, CATALOGUE)
    sessions = laid_out(plans, paces, runs, classifier(KNOWN), CATALOGUE)
    known = History.of(runs, max(p.day for p in plans) + timedelta(days=1))
    open_ = {p.place: left_open(p) for p in plans}
    return foresee(RULES, CATALOGUE, KNOWN, known, sessions, left_open=open_)[0]


def day(n: int) -> date:
    return MONDAY + timedelta(days=n)


def downhill(n: int, **more: object) -> Planned:
    fields = {"day": day(n), "kind": "downhill", "place": f"plan:{n}", "n_reps": 6, "rep_s": 30.0, "grade_ratio": -0.04,
              "way": "walk back", "warm_up_s": 600.0, "cool_down_s": 600.0}  # fmt: skip
    return Planned(**(fields | more))  # type: ignore[arg-type]


def codes(verdicts: Verdicts) -> set[str]:
    return {f.code for f in verdicts.findings if f.severity != "info"}


def gaps(verdicts: Verdicts) -> dict[str, str]:
    return {g.code: g.reason for g in verdicts.not_judged}


def test_the_same_again_is_within() -> None:
    assert codes(judged(RUNS, downhill(1))) == set()


def test_a_leap_is_found_before_it_is_run() -> None:
    assert codes(judged(RUNS, downhill(1, n_reps=9, rep_s=40.0))) == {"DH103", "PG102"}


def test_what_the_plan_does_not_say_is_not_judged() -> None:
    verdicts = judged(RUNS, downhill(1, grade_ratio=None, warm_up_s=None, way=None))
    told = gaps(verdicts)
    assert told["SE101"] == "the plan does not say how long the warm-up is"
    assert told["DH104"] == "the plan does not say how long the recoveries are"
    assert told["DH101"] == "the plan does not say how steep the ground is"
    assert {v.code for v in verdicts.verdicts if v.outcome == "within"} & {"SE101", "DH101", "DH104"} == set()


def test_what_is_beyond_all_the_same_is_told() -> None:
    """Nobody says how long the warm-up is, and the reps are too many whatever it is."""
    assert codes(judged(RUNS, downhill(1, n_reps=11, warm_up_s=None))) == {"DH103"}


def test_a_week_is_judged_with_what_was_run_in_it() -> None:
    runs = (*RUNS, downhill_reps(day=0))
    verdicts = judged(runs, downhill(1))
    assert {"WK101", "WK106"} <= codes(verdicts)


def test_what_was_wrong_before_the_plan_is_not_laid_to_it() -> None:
    runs = (*RUNS, downhill_reps(day=0), speed_reps(day=1))
    verdicts = judged(runs, Planned(day=day(3), kind="easy", place="plan:3", distance_m=5000.0))
    assert codes(verdicts) == set()
    assert {f.place.file for f in verdicts.findings} <= {"plan:3", ""}


def test_a_week_is_over_when_the_plan_speaks_of_its_last_day() -> None:
    rest = Planned(day=day(6), kind="rest", place="plan:6")
    assert gaps(judged(RUNS, downhill(1)))["WK102"] == "the week is not over"
    assert "WK102" in codes(judged(RUNS, downhill(1), rest))


def test_recordings_are_not_asked_for() -> None:
    verdicts = judged(RUNS, downhill(1))
    assert not any(v.code.startswith("DQ") for v in verdicts.verdicts)


def test_a_step_planned_too_early_is_found_against_the_plan_itself() -> None:
    runs = HISTORIES["easy weeks"]
    verdicts = judged(runs, downhill(1, n_reps=5), downhill(8, n_reps=7))
    found = [f for f in verdicts.findings if f.code == "PG101"]
    assert [f.place.file for f in found] == ["plan:8"]


def test_only_planned_runs_are_counted() -> None:
    verdicts = judged(RUNS, downhill(1), Planned(day=day(2), kind="easy", place="plan:2", duration_s=2400.0))
    assert verdicts.summary.runs == 2
    assert [c.file for c in verdicts.conformances] == ["plan:1"]
