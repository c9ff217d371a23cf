"""What a run is called, from its shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from downtempo.model import Athlete, Descent, Note, Progression, Recovery, Session, Span, Split, Surge, SurgeSet
from downtempo.model.altered import without_altitude
from downtempo.segmenter import classify
from downtempo.units import MILE_M

DAY = date(2026, 10, 1)
RUN = Session(
    local_date=DAY, duration_s=3000, moving_s=3000, distance_m=9000, base_speed_mps=2.8, elevation_source="barometer"
)


def _span(start_s: float, duration_s: float, length_m: float, lat_deg: float = 47.0) -> Span:
    return Span(start_s, start_s + duration_s, 2 * start_s, 2 * start_s + length_m, lat_deg, 8.0, 0.6)


def _set(
    n: int, rep_s: float, speed_mps: float = 4.4, grade: float | None = 0.0, *, climb: float = 0.0, rest_s: float = 110,
    moved_m: float = 0.0, rest_mps: float = 1.0,
) -> SurgeSet:  # fmt: skip
    """Return a set whose recoveries regain the share `climb` of the drop, each rep starting `moved_m` further north."""
    surges, recoveries = [], []
    for i in range(n):
        start_s = 600 + i * (rep_s + rest_s)
        span = _span(start_s, rep_s, rep_s * speed_mps, 47.0 + i * moved_m / 111_195)
        drop_m = None if grade is None else -grade * rep_s * speed_mps
        terrain = None if grade is None else "flat" if abs(grade) < 0.02 else "downhill" if grade < 0 else "uphill"
        error = None if grade is None else 0.003
        surges.append(
            Surge(span, speed_mps, speed_mps, grade, error, drop_m, terrain, set_number=1, rep=i + 1)  # type: ignore[arg-type]
        )
        climb_m = None if drop_m is None else climb * drop_m
        recoveries.append(
            Recovery(
                _span(start_s + rep_s, rest_s, rest_s * rest_mps),
                rest_s,
                0,
                rest_s * rest_mps,
                rest_mps,
                1.0,
                climb_m,
                1,
            )
        )
    return SurgeSet(1, tuple(surges), tuple(recoveries[:-1]), is_main=True)


def _with(group: SurgeSet) -> Session:
    return replace(RUN, sets=(group,))


def _kind(session: Session, *earlier: Session, athlete: Athlete = Athlete()) -> str | None:  # noqa: B008
    return classify(session, earlier, athlete).kind


def _progression(paces_s: list[float], *, is_strict: bool) -> Progression:
    splits, at_s = [], 600.0
    for pace_s in paces_s:
        splits.append(Split(_span(at_s, pace_s, MILE_M), MILE_M / pace_s, MILE_M / pace_s))
        at_s += pace_s
    return Progression(tuple(splits), "mile", "pace", is_strict)


@pytest.mark.parametrize("n", [3, 6, 11])
@pytest.mark.parametrize("grade", [-0.025, -0.04, -0.085])
def test_reps_of_30_s_with_the_way_back_up_are_controlled_speed_repeats_however_many_and_steep(
    n: int, grade: float
) -> None:
    assert _kind(_with(_set(n, 30, grade=grade, climb=1.0))) == "controlled-speed-repeats"


def test_a_partial_way_back_is_still_one_so_that_the_rule_can_speak() -> None:
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=0.7))) == "controlled-speed-repeats"
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=0.4))) == "downhill-surges"


def test_reps_that_go_on_down_the_valley_are_downhill_surges() -> None:
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=0.0))) == "downhill-surges"
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=1.0, moved_m=300))) == "downhill-surges"
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=1.0, moved_m=130))) == "downhill-surges"
    assert _kind(_with(_set(6, 30, grade=-0.04, climb=1.0, moved_m=45))) == "controlled-speed-repeats"


def test_long_reps_with_the_way_back_up_are_downhill_surges() -> None:
    assert _kind(_with(_set(4, 60, grade=-0.04, climb=1.0))) == "downhill-surges"


def test_a_grade_within_its_error_of_2_percent_is_flat() -> None:
    assert _kind(_with(_set(6, 45.5, grade=-0.022))) == "track-repeats"
    assert _kind(_with(_set(6, 45.5, grade=-0.024))) == "downhill-surges"


@pytest.mark.parametrize(("n", "metres", "stage"), [(6, 200, 1), (8, 150, 1), (9, 400, 2), (4, 600, 3), (6, 500, 3)])
def test_flat_reps_in_a_return_to_speed_are_named_by_their_distance(n: int, metres: int, stage: int) -> None:
    athlete = Athlete(return_to_speed_from=date(2026, 9, 1))
    session = classify(_with(_set(n, metres / 4.4)), (), athlete)
    assert session.kind == f"speed-stage-{stage}"
    assert "as configured" in session.kind_reason


def test_the_history_shows_a_return_to_speed_where_it_begins_with_stage_1() -> None:
    past = replace(_with(_set(6, 200 / 4.4)), local_date=DAY - timedelta(days=14))
    long_ago = replace(past, local_date=DAY - timedelta(days=43))
    began_later = replace(_with(_set(5, 400 / 4.4)), local_date=DAY - timedelta(days=21))
    now = _with(_set(4, 600 / 4.0, 4.0))
    assert _kind(now, past) == "speed-stage-3"
    assert _kind(now) is None
    assert _kind(now, long_ago) is None
    assert _kind(now, past, began_later) is None


@pytest.mark.parametrize(("metres", "kind"), [(200, "track-repeats"), (400, "track-repeats"), (300, None), (600, None)])
def test_flat_reps_without_a_return_to_speed(metres: float, kind: str | None) -> None:
    session = classify(_with(_set(6, metres / 4.4)), (), Athlete())
    assert (session.kind, session.is_hard) == (kind, True)
    assert session.kind_reason


def test_short_reps_with_easy_running_between_are_strides_and_make_no_day_hard() -> None:
    session = classify(_with(_set(5, 20, 5.5, rest_mps=2.6)), (), Athlete())
    assert (session.kind, session.is_hard) == ("strides", False)


def test_fast_150s_with_a_walk_between_are_no_strides() -> None:
    athlete = Athlete(return_to_speed_from=date(2026, 9, 1))
    assert _kind(_with(_set(8, 25, 6.0, rest_mps=0.5)), athlete=athlete) == "speed-stage-1"


def test_reps_on_unknown_ground_have_no_kind_and_say_why() -> None:
    session = classify(_with(_set(6, 30, grade=None)), (), Athlete())
    assert (session.kind, session.is_hard, session.is_downhill) == (None, True, None)
    assert "altitude cannot tell" in session.kind_reason


def test_reps_uphill_have_no_kind_and_are_hard() -> None:
    session = classify(_with(_set(6, 30, grade=0.06)), (), Athlete())
    assert (session.kind, session.is_hard, session.is_downhill) == (None, True, False)


@pytest.mark.parametrize("group", [_set(1, 1500, 3.6), _set(3, 480, 3.6), _set(5, 185, 3.9, 0.05)])
def test_a_long_block_and_long_reps_are_tempo(group: SurgeSet) -> None:
    assert _kind(_with(group)) == "tempo"


@pytest.mark.parametrize("group", [_set(1, 1200, 4.0, -0.05), _set(2, 300, 4.0, -0.05), _set(3, 480, 3.6, -0.04)])
def test_what_is_run_downhill_is_a_downhill_session_however_long(group: SurgeSet) -> None:
    session = classify(_with(group), (), Athlete())
    assert (session.kind, session.is_downhill) == ("downhill-surges", True)


def test_on_unknown_ground_long_reps_have_no_kind_and_one_block_may_have_run_downhill() -> None:
    reps, block = (classify(_with(g), (), Athlete()) for g in (_set(4, 200, grade=None), _set(1, 1200, grade=None)))
    assert (reps.kind, reps.is_downhill, reps.is_speed) == (None, None, None)
    assert (block.kind, block.is_downhill, block.is_speed) == ("tempo", None, False)


def test_a_run_without_its_altitude_is_called_what_the_segmenter_would_call_it() -> None:
    groups = [
        _set(1, 1200, 4.0, -0.05),
        _set(4, 200, 4.0, -0.05),
        _set(6, 30, 4.4, -0.04, climb=1.0),
        _set(3, 480, 3.6),
    ]
    for seen in (classify(_with(group), (), Athlete()) for group in groups):
        blind = without_altitude(seen)
        assert classify(replace(blind, kind="easy"), (), Athlete()).kind == blind.kind


def test_even_steps_are_a_progressive_tempo() -> None:
    assert _kind(replace(RUN, progression=_progression([570, 540, 510, 480], is_strict=True))) == "progressive-tempo"


def test_accelerations_after_a_progression_close_it() -> None:
    closing = replace(_set(3, 20, 5.5), is_main=False)
    late = tuple(
        replace(s, span=replace(s.span, start_s=s.span.start_s + 4000, stop_s=s.span.stop_s + 4000))
        for s in closing.surges
    )
    session = replace(
        RUN, progression=_progression([570, 540, 510, 480], is_strict=True), sets=(replace(closing, surges=late),)
    )
    assert _kind(session) == "progression-with-accelerations"


def test_uneven_steps_are_a_progressive_tempo_only_if_they_end_faster_than_easy() -> None:
    loose = replace(RUN, progression=_progression([600, 590, 540, 520], is_strict=False))
    easy, less_easy, quick = (Athlete(easy_speed_mps=MILE_M / pace_s) for pace_s in (600, 550, 540))
    assert classify(loose, (), easy).kind == "progressive-tempo"
    assert classify(loose, (), less_easy).kind == "progressive-tempo"
    assert classify(loose, (), quick).kind == "easy"
    assert classify(loose, (), quick).progression is None


def test_blocks_no_faster_than_easy_running_are_no_reps_on_the_flat() -> None:
    blocks, athlete = _with(_set(6, 200, 2.9, rest_s=40)), Athlete(easy_speed_mps=2.8)
    assert _kind(blocks, athlete=athlete) == "easy"
    assert _kind(_with(_set(6, 200, 3.2, rest_s=40)), athlete=athlete) == "tempo"
    assert _kind(blocks) == "tempo"
    assert _kind(_with(_set(4, 60, 2.9, -0.04)), athlete=athlete) == "downhill-surges"


def test_repeats_of_a_long_fast_descent_are_long_downhill() -> None:
    def descent(start_s: float, gap_mps: float, lat_deg: float) -> Descent:
        return Descent(_span(start_s, 300, 1200, lat_deg), -0.05, 0.002, 60, 4.0, gap_mps)

    repeated = replace(RUN, descents=(descent(600, 3.4, 47.0), descent(1800, 3.4, 47.0005)))
    easy = replace(RUN, descents=(descent(600, 2.8, 47.0), descent(1800, 2.8, 47.0005)))
    elsewhere = replace(RUN, descents=(descent(600, 3.4, 47.0), descent(1800, 3.4, 47.05)))
    assert [_kind(s) for s in (repeated, easy, elsewhere)] == ["long-downhill", "easy", "easy"]


def _past(days: int, moving_s: float = 2400, base_mps: float = 2.8) -> Session:
    return replace(RUN, local_date=DAY - timedelta(days=days), moving_s=moving_s, base_speed_mps=base_mps, kind="easy")


def test_a_long_run_is_long_for_this_runner() -> None:
    usual = [_past(d) for d in (2, 5, 8, 11)]
    assert _kind(replace(RUN, moving_s=4200), *usual) == "long"
    assert _kind(replace(RUN, moving_s=4200), *(replace(s, moving_s=3800) for s in usual)) == "easy"
    assert _kind(replace(RUN, moving_s=4200)) == "easy"
    assert _kind(replace(RUN, moving_s=4600)) == "long"


def test_a_run_faster_than_easy_is_steady_where_easy_is_known() -> None:
    fast = replace(RUN, base_speed_mps=3.1)
    assert _kind(fast) == "easy"
    assert _kind(fast, *(_past(d) for d in (2, 5, 8))) == "steady"
    assert _kind(fast, athlete=Athlete(easy_speed_mps=3.05)) == "easy"


def test_where_the_easy_speed_comes_from() -> None:
    past = [_past(d, base_mps=v) for d, v in ((2, 2.6), (5, 2.7), (8, 3.3))]
    origins = [
        classify(RUN, earlier, athlete)
        for earlier, athlete in (([], Athlete()), (past, Athlete()), (past, Athlete(easy_speed_mps=2.5)))
    ]
    assert [(s.easy_speed_mps, s.easy_speed_from) for s in origins] == [
        (2.8, "session"), (2.7, "history"), (2.5, "configuration"),
    ]  # fmt: skip


def test_a_run_on_a_day_of_a_race_is_the_race_whatever_its_shape() -> None:
    racing = Athlete(races=(DAY,), easy_speed_mps=2.8)
    for session in (replace(RUN, base_speed_mps=3.9), _with(_set(6, 30, grade=-0.04)), replace(RUN, moving_s=9000)):
        assert _kind(session, athlete=racing) == "race"
        assert _kind(session, athlete=replace(racing, races=(DAY - timedelta(days=7),))) != "race"


def test_the_jog_before_a_race_is_none() -> None:
    jog = replace(RUN, moving_s=900, duration_s=900, distance_m=2520)
    assert _kind(jog, athlete=Athlete(races=(DAY,), easy_speed_mps=2.8)) == "easy"
    assert _kind(jog, athlete=Athlete(races=(DAY,))) == "race"


def test_what_is_no_run_has_no_kind() -> None:
    for session in (
        replace(_with(_set(6, 30)), sport="cycling"),
        replace(_with(_set(6, 30)), notes=(Note("DQ107", "too-fast-for-a-run", "info", ""),)),
    ):
        assert classify(session, (), Athlete()).kind is None
        assert classify(session, (), Athlete()).kind_reason == "not a run"


def test_classifying_again_with_more_history_changes_nothing_but_what_it_tells() -> None:
    once = classify(_with(_set(6, 30, grade=-0.04, climb=1.0)), (), Athlete())
    assert classify(once, (), Athlete()) == once
