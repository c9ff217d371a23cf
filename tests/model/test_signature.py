from __future__ import annotations

from dataclasses import replace

from downtempo.model import Progression, Recovery, Session, Span, Split, Surge, SurgeSet
from downtempo.model.signature import nominal_m, signature, work_words
from downtempo.units import MILE_M

RUN = Session(distance_m=10_000, moving_s=3570, kind="easy")


def _set(n: int, rep_s: float, rep_m: float, grade: float | None, rest_s: float, stood_s: float = 0.0) -> SurgeSet:
    terrain = None if grade is None else "flat" if abs(grade) < 0.02 else "downhill" if grade < 0 else "uphill"
    surge = Surge(Span(0, rep_s, 0, rep_m), rep_m / rep_s, grade_ratio=grade, terrain=terrain)  # type: ignore[arg-type]
    rest = Recovery(Span(0, rest_s, 0, 50), rest_s - stood_s, stood_s, 50, 1.0)
    return SurgeSet(1, (surge,) * n, (rest,) * (n - 1), is_main=True)


def _of(group: SurgeSet, kind: str | None = None) -> str:
    return signature(replace(RUN, sets=(group,), kind=kind))


def test_downhill_reps_show_their_time_and_grade() -> None:
    assert _of(_set(6, 30, 132, -0.041, 92), "controlled-speed-repeats") == "6 x 30 s @ -4.1 %, rec 92 s"


def test_the_work_of_a_run_is_not_told_where_it_is_only_distance_and_pace() -> None:
    reps = _set(6, 30, 132, -0.041, 92)
    assert work_words(replace(RUN, sets=(reps,))) == "6 x 30 s @ -4.1 %, rec 92 s"
    stray = replace(RUN, sets=(replace(reps, is_main=False),))
    assert (signature(stray), work_words(stray)) == ("10.0 km, 5:57 /km", "")


def test_flat_reps_of_a_usual_distance_show_it() -> None:
    assert _of(_set(6, 47, 203, 0.001, 110), "track-repeats") == "6 x 200 m, 47 s, rest 110 s"


def test_other_flat_reps_show_time_and_pace() -> None:
    assert _of(_set(6, 80, 330, 0.001, 90)) == "6 x 80 s @ 4:02 /km, rec 90 s"
    assert _of(_set(6, 80, 330, 0.001, 90, stood_s=80)) == "6 x 80 s @ 4:02 /km, rest 90 s"


def test_reps_on_unknown_ground_show_no_grade() -> None:
    assert _of(_set(6, 30, 130, None, 92)) == "6 x 30 s @ 3:51 /km, rec 92 s"


def test_long_reps_and_a_block_count_in_minutes() -> None:
    assert _of(_set(3, 480, 1760, 0.0, 180), "tempo") == "3 x 8 min @ 4:33 /km, rec 180 s"
    assert _of(_set(1, 1500, 5500, 0.0, 0), "tempo") == "25 min @ 4:33 /km"


def test_a_progression_shows_its_splits_and_its_step() -> None:
    splits = tuple(Split(Span(0, p, 0, MILE_M), MILE_M / p) for p in (570, 540, 510, 480, 450))
    session = replace(RUN, progression=Progression(splits, "mile", "pace", is_strict=True), kind="progressive-tempo")
    assert signature(session) == "5 miles, 9:30 -> 7:30, 30 s a mile"
    closed = replace(session, kind="progression-with-accelerations", sets=(_set(3, 20, 110, 0.0, 60),))
    assert signature(closed) == "5 miles, 9:30 -> 7:30, 30 s a mile, then 3 x 20 s @ 3:02 /km, rec 60 s"


def test_an_easy_run_shows_distance_and_pace() -> None:
    assert signature(RUN) == "10.0 km, 5:57 /km"


def test_of_nothing_nothing_is_said() -> None:
    assert signature(Session()) == ""


def test_a_usual_distance_is_within_6_percent() -> None:
    assert [nominal_m(m) for m in (189, 211, 213, 330, 395)] == [200, 200, None, None, 400]
