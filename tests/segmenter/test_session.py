"""Whole runs through all stages."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, hill_reps, simulate, without

from downtempo.model import Athlete, Session
from downtempo.model.track import Track
from downtempo.segmenter import Settings, classify, segment
from downtempo.units import MILE_M

START = datetime(2026, 5, 1, tzinfo=UTC)
SECONDS = np.arange(600.0)
B = Watch(has_speed=False)


def _session(legs: list[Leg], watch: Watch | None = None, settings: Settings | None = None) -> Session:
    return classify(segment(simulate(legs, watch).track, settings or Settings()), (), Athlete())


def _reps(n: int, rep: Leg, rest: Leg, warm_up_s: int = 600, cool_down_s: int = 400) -> list[Leg]:
    return [Leg(warm_up_s, 2.8), *[leg for _ in range(n) for leg in (rep, rest)], Leg(cool_down_s, 2.7)]


def _rolling(seconds: int, factor: float, seed: int) -> list[Leg]:
    """Return legs of an easy run on hills, speed following the grade by the share `factor` of it."""
    random = np.random.default_rng(seed)
    legs = []
    for _ in range(seconds // 60):
        grade = float(np.clip(random.normal(0, 0.04), -0.1, 0.1))
        legs.append(Leg(60, 2.8 * (1 - factor * grade), grade))
    return legs


@pytest.mark.parametrize(
    "watch", [Watch(), B, Watch(speed_lag_s=5), Watch(keep_every_s=4)], ids=["A", "B", "late", "sparse"]
)
def test_downhill_reps_are_found_measured_and_named(watch: Watch) -> None:
    session = _session(hill_reps(6), watch)
    [group] = session.sets
    assert group.n_reps == 6
    starts = [s.span.start_s for s in group.surges]
    assert starts == pytest.approx([600 + 102 * i for i in range(6)], abs=4)
    assert [s.span.duration_s for s in group.surges] == pytest.approx([30.0] * 6, abs=5)
    assert group.terrain == "downhill"
    assert group.grade_ratio == pytest.approx(-0.04, abs=0.008)
    assert session.kind == "controlled-speed-repeats"
    warm_up, cool_down = session.phase("warm-up"), session.phase("cool-down")
    assert warm_up is not None
    assert warm_up.easy_s == pytest.approx(600, abs=12)
    assert cool_down is not None
    assert cool_down.span.stop_s == pytest.approx(600 + 6 * 102 + 400 - 1, abs=4)


@pytest.mark.parametrize("every_s", [1, 3, 6])
def test_how_densely_the_efforts_were_recorded_is_known_for_them_alone(every_s: int) -> None:
    session = _session(hill_reps(6), Watch(keep_every_s=every_s))
    assert session.effort_sampling_s is not None
    assert every_s * 0.75 <= session.effort_sampling_s <= every_s
    assert session.notes_of("DQ109") == ()
    assert _session([Leg(1800, 2.8)], Watch(keep_every_s=every_s)).effort_sampling_s is None


def test_a_runner_who_is_as_fast_downhill_as_energy_allows_still_runs_reps() -> None:
    """At -5 % energy alone explains a quarter more speed, so that only the set tells reps from gravity."""
    legs = [Leg(600, 2.8)]
    for _ in range(8):
        legs += [Leg(35, 2.8 * 1.55, -0.05), Leg(110, 2.8 * 0.75, 0.04, 180.0)]
    session = _session([*legs, Leg(400, 2.8)])
    assert session.main_set is not None
    assert session.main_set.n_reps == 8


@pytest.mark.parametrize("factor", [1.5, 2.5, 3.5])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_easy_run_over_hills_holds_hardly_a_surge(factor: float, seed: int) -> None:
    session = _session(_rolling(3600, factor, seed))
    assert len(session.surges) <= 1
    assert not session.is_hard


def test_walk_breaks_on_a_rough_trail_make_no_surges_of_the_running_between() -> None:
    random = np.random.default_rng(4)
    legs = []
    for _ in range(30):
        legs.append(Leg(int(random.integers(60, 200)), float(random.normal(2.7, 0.15)), float(random.normal(0, 0.03))))
        if random.random() < 0.3:
            legs.append(Leg(25, 1.4, 0.1))
    session = _session(legs)
    assert len(session.surges) <= 1


def test_strides_before_the_set_are_a_set_of_their_own_and_part_of_the_warm_up() -> None:
    legs = [Leg(500, 2.8)]
    for _ in range(4):
        legs += [Leg(18, 5.6), Leg(70, 2.4)]
    legs.append(Leg(120, 2.6))
    for _ in range(5):
        legs += [Leg(80, 4.9), Leg(120, 2.0)]
    session = _session([*legs, Leg(400, 2.6)])
    assert [g.n_reps for g in session.sets] == [4, 5]
    assert session.main_set is session.sets[1]
    warm_up = session.phase("warm-up")
    assert warm_up is not None
    assert warm_up.span.stop_s == pytest.approx(500 + 4 * 88 + 120, abs=3)
    assert 500 <= warm_up.easy_s <= 500 + 4 * 75 + 125


@pytest.mark.parametrize("lost", [(1010, 1030), (1040, 1055)], ids=["across its start", "inside"])
def test_a_dropout_in_a_rep_leaves_it_one_rep_and_is_told(lost: tuple[int, int]) -> None:
    run = simulate(_reps(5, Leg(80, 4.8), Leg(120, 2.2)))
    track = without(run.track, (run.time_s > lost[0]) & (run.time_s < lost[1]))
    session = segment(track)
    assert [g.n_reps for g in session.sets] == [5]
    assert "gap-in-effort" in {n.reason for n in session.notes_of("DQ104")}


def test_a_sparing_watch_is_silent_for_a_while_and_not_blamed_for_it() -> None:
    run = simulate(_reps(5, Leg(80, 4.8), Leg(120, 2.2)))
    kept = (run.time_s % 3 == 0) & ~((run.time_s > 1020) & (run.time_s < 1030))
    session = segment(without(run.track, ~kept))
    assert "gap-in-effort" not in {n.reason for n in session.notes_of("DQ104")}


def test_a_pace_that_nobody_can_run_is_told() -> None:
    told = _session([Leg(600, 2.8), Leg(120, 9.5), Leg(600, 2.8)]).notes_of("DQ105")
    assert [(n.reason, n.severity) for n in told if n.reason == "impossible-pace"] == [("impossible-pace", "warning")]
    assert "impossible-pace" not in {n.reason for n in _session([Leg(600, 2.8), Leg(160, 7.0)]).notes_of("DQ105")}


def test_a_way_walked_while_the_watch_stood_still_counts_in_time_as_in_ground() -> None:
    run = simulate([Leg(300, 3.0), Leg(180, 0.9), Leg(300, 3.0)])
    session = segment(without(run.track, (run.time_s > 301) & (run.time_s < 479)))
    assert session.moving_s == pytest.approx(780, abs=8)
    assert session.distance_m == pytest.approx(600 * 3.0 + 180 * 0.9, rel=0.03)


def test_an_automatic_pause_between_reps_is_rest() -> None:
    run = simulate(_reps(5, Leg(80, 4.8), Leg(120, 0.0)))
    stood = np.zeros(len(run.time_s), bool)
    for i in range(5):
        stood[600 + 200 * i + 90 : 600 + 200 * i + 190] = True
    session = segment(without(run.track, stood))
    [group] = session.sets
    assert group.n_reps == 5
    assert all(r.standing_s > 100 for r in group.recoveries)


@pytest.mark.parametrize(
    "lengths_s", [[60, 120, 180, 120, 60], [240, 120, 240, 120, 240, 120]], ids=["pyramid", "3 x (4, 2 min)"]
)
def test_pyramids_and_patterns_are_one_set(lengths_s: list[int]) -> None:
    legs = [Leg(600, 2.7), *[leg for s in lengths_s for leg in (Leg(s, 4.2), Leg(120, 2.2))], Leg(400, 2.6)]
    session = _session(legs)
    assert [g.n_reps for g in session.sets] == [len(lengths_s)]


def test_the_same_reps_are_counted_however_rarely_the_watch_records() -> None:
    legs = _reps(8, Leg(47, 4.3), Leg(110, 1.0))
    counts = [len(_session(legs, Watch(keep_every_s=s)).surges) for s in (1, 2, 3, 5)]
    assert counts == [8, 8, 8, 8]


def test_flat_reps_of_200_m_are_named_by_their_distance() -> None:
    session = _session(_reps(6, Leg(45, 4.45), Leg(110, 1.2)))
    assert session.kind == "track-repeats"
    assert session.best_10s_mps == pytest.approx(4.45, abs=0.15)
    assert session.base_speed_mps == pytest.approx(2.75, abs=0.2)


def test_without_altitude_reps_are_found_and_their_ground_is_unknown() -> None:
    session = _session(hill_reps(6), Watch(has_altitude=False))
    assert len(session.surges) == 6
    assert {s.terrain for s in session.surges} == {None}
    assert (session.kind, session.is_hard, session.gap_model) == (None, True, "none")
    assert session.profile_elevation_m == ()
    assert session.notes_of("DQ102")


def _laps_of_400_m(n: int) -> list[Leg]:
    """Return a lap in 8 legs of 50 m, four of them run fast and four slowly, n times."""
    return [Leg(round(50 / v), v, 0.0, 45.0 * k) for _ in range(n) for k, v in enumerate([4.5] * 4 + [2.2] * 4)]


def test_on_a_track_of_400_m_reps_are_flat_though_there_is_no_altitude() -> None:
    legs = [Leg(18, 2.8, 0.0, 45.0 * k) for k in range(24)] + _laps_of_400_m(8) + [Leg(400, 2.6)]
    session = _session(legs, Watch(has_altitude=False, position_error_m=0.5))
    assert session.main_set is not None
    assert session.main_set.terrain == "flat"
    assert session.kind == "track-repeats"


def _mile(pace_s: float) -> Leg:
    return Leg(round(pace_s), 1609.344 / round(pace_s))


def test_a_progressive_tempo_is_read_after_its_warm_up() -> None:
    session = _session([Leg(420, 2.55), *(_mile(570 - 30 * i) for i in range(5)), Leg(500, 2.5)])
    assert session.kind == "progressive-tempo"
    found = session.progression
    assert found is not None
    assert (found.is_strict, found.unit, len(found.splits)) == (True, "mile", 5)
    assert [s * 1609.344 for s in found.steps_s_per_m] == pytest.approx([30] * 4, abs=4)
    assert found.splits[0].span.start_s == pytest.approx(420, abs=30)
    warm_up = session.phase("warm-up")
    assert warm_up is not None
    assert warm_up.span.stop_s == found.splits[0].span.start_s
    assert session.surges == ()


@pytest.mark.parametrize("block_s", [600, 1200, 2400])
@pytest.mark.parametrize("watch", [Watch(), B], ids=["A", "B"])
def test_one_fast_block_is_tempo_and_no_progression(block_s: int, watch: Watch) -> None:
    session = _session([Leg(600, 2.9), Leg(block_s, 3.7), Leg(600, 2.8)], watch)
    [surge] = session.surges
    assert surge.span.start_s == pytest.approx(600, abs=5)
    assert surge.span.duration_s == pytest.approx(block_s, abs=8)
    assert (session.kind, session.progression) == ("tempo", None)


def test_a_slower_split_is_seen_in_a_progression_that_holds_it() -> None:
    session = _session([Leg(600, 2.4), *(_mile(p) for p in (600, 570, 540, 550, 510)), Leg(400, 2.4)])
    assert session.kind == "progressive-tempo"
    found = session.progression
    assert found is not None
    assert (found.is_strict, found.unit, len(found.splits)) == (False, "mile", 5)
    assert [s < 0 for s in found.steps_s_per_m] == [False, False, True, False]


def test_kilometres_that_get_faster_are_read_as_kilometres() -> None:
    session = _session([Leg(600, 2.35), *(Leg(s, 1000 / s) for s in (370, 355, 340, 325, 310, 295)), Leg(400, 2.3)])
    found = session.progression
    assert found is not None
    assert (found.is_strict, found.unit, len(found.splits)) == (True, "km", 6)


def test_accelerations_that_close_a_progression_are_kept() -> None:
    closing = [leg for _ in range(4) for leg in (Leg(20, 5.8), Leg(60, 2.3))]
    session = _session(
        [Leg(420, 2.5), *(_mile(570 - 30 * i) for i in range(4)), Leg(100, 2.3), *closing, Leg(400, 2.3)]
    )
    assert session.kind == "progression-with-accelerations"
    assert len(session.surges) == 4


def test_reps_of_a_mile_that_get_faster_are_reps() -> None:
    legs = [Leg(600, 2.6), *[leg for i in range(4) for leg in (_mile(440 - 8 * i), Leg(180, 2.2))], Leg(400, 2.5)]
    session = _session(legs)
    assert session.kind == "tempo"
    assert session.progression is None


def test_all_numbers_of_a_session_are_numbers() -> None:
    session = _session(hill_reps(5))
    assert len(session.profile_elevation_m) == len(session.profile_speed_mps) == 24
    numbers = [*session.profile_elevation_m, *session.profile_speed_mps]
    numbers += [getattr(session, f.name) for f in fields(session) if isinstance(getattr(session, f.name), float)]
    assert all(math.isfinite(x) for x in numbers)
    assert session.duration_s == pytest.approx(600 + 5 * 102 + 400 - 1)
    assert session.distance_m == pytest.approx(600 * 2.9 + 5 * 288 + 400 * 2.8, rel=0.02)
    assert session.local_date is None


def test_nobody_is_fast_because_most_of_a_way_was_crawled() -> None:
    session = _session([Leg(300, 2.8), Leg(1800, 0.6), Leg(300, 2.8)])
    assert max(session.profile_speed_mps) < 3.2
    assert min(session.profile_speed_mps) == pytest.approx(0.6, abs=0.15)


@pytest.mark.parametrize(
    "track",
    [
        Track(),
        Track(start_utc=START, time_s=np.array([0.0])),
        Track(start_utc=START, time_s=SECONDS[:40], speed_mps=np.full(40, 3.0)),
        Track(start_utc=START, time_s=SECONDS, speed_mps=np.zeros(600)),
        Track(start_utc=START, time_s=SECONDS, speed_mps=np.full(600, np.nan), distance_m=3 * SECONDS),
        Track(start_utc=START, time_s=SECONDS, lat_deg=np.full(600, 47.0), lon_deg=np.full(600, 8.0)),
        Track(start_utc=START, time_s=5000 * SECONDS[:50], speed_mps=np.full(50, 3.0)),
        Track(time_s=np.full(600, np.nan), lat_deg=47 + SECONDS / 1e5, lon_deg=np.full(600, 8.0)),
        Track(start_utc=START, time_s=SECONDS, speed_mps=3.0 * (SECONDS % 2), elevation_m=np.full(600, 9.0)),
    ],
    ids=["nothing", "one row", "40 s", "standing", "no speed", "one place", "sparse", "no times", "jerky"],
)  # fmt: skip
@pytest.mark.parametrize("intervals", ["auto", "device", "detected"])
def test_odd_tracks_give_a_session_with_nothing_invented(track: Track, intervals: str) -> None:
    session = classify(segment(track, Settings(intervals=intervals)), (), Athlete())  # type: ignore[arg-type]
    assert session.surges == ()
    assert session.progression is None
    assert session.kind in (None, "easy")
    assert session.kind_reason


def test_a_clock_that_jumps_in_mid_run_loses_no_rep() -> None:
    run = simulate(hill_reps(6))
    late = run.time_s + np.where(run.time_s > 850, 1_747_000.0, 0.0)
    session = segment(replace(run.track, time_s=late))
    assert len(session.surges) == 6
    assert all(s.span.duration_s < 60 for s in session.surges)


def test_another_sport_is_told() -> None:
    session = segment(replace(simulate(hill_reps(3)).track, sport="cycling"))
    assert [n.reason for n in session.notes_of("DQ107")] == ["other-sport"]
    fast = segment(simulate([Leg(1200, 9.0)]).track)
    assert [n.reason for n in fast.notes_of("DQ107")] == ["too-fast-for-a-run"]


@pytest.mark.parametrize("model", ["strava", "minetti", "none", "fitted"])
def test_the_gap_model_is_the_one_that_was_asked_for(model: str) -> None:
    session = _session(hill_reps(5), settings=Settings(gap_model=model))  # type: ignore[arg-type]
    assert session.gap_model.split()[0] == model
    assert len(session.surges) == 5
    assert (session.surges[0].gap_speed_mps is None) == (model == "none")


def test_a_configured_easy_speed_is_taken() -> None:
    session = segment(simulate(hill_reps(3)).track, Settings(easy_speed_mps=2.9))
    assert (session.easy_speed_mps, session.easy_speed_from) == (2.9, "configuration")


def test_segmenting_twice_gives_the_same() -> None:
    track = simulate(hill_reps(4), B).track
    assert segment(track) == segment(track)


def test_a_day_long_run_is_segmented() -> None:
    n = 24 * 3600
    speed = 2.2 + 0.3 * np.sin(np.arange(n) / 900)
    track = Track(start_utc=START, time_s=np.arange(float(n)), speed_mps=speed, elevation_m=np.full(n, 100.0))
    session = segment(track)
    assert session.duration_s == timedelta(days=1).total_seconds() - 1
    assert session.kind is None
    assert classify(session, (), Athlete()).kind == "long"


@pytest.mark.parametrize(
    ("paces", "is_strict"),
    [
        ((600, 580, 500, 492, 486), False),
        ((620, 570, 520, 470, 420), True),
        ((590, 560, 530, 555, 515), False),
        ((600, 588, 540, 526, 480), False),
    ],
    ids=["one step takes most", "large steps", "one slower", "small and large by turns"],
)
def test_a_progression_is_read_in_its_own_splits_however_it_was_broken(
    paces: tuple[float, ...], is_strict: bool
) -> None:
    found = _session([Leg(300, 2.2), *map(_mile, paces), Leg(400, 2.2)]).progression
    assert found is not None
    assert (found.unit, len(found.splits), found.is_strict) == ("mile", 5, is_strict)
    assert [MILE_M * p for p in found.paces_s_per_m] == pytest.approx(paces, abs=8)
