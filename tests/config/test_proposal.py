"""What the runs tell of their runner, and that what is proposed loads as it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from downtempo.config import Config, Evidence, load_config, propose
from downtempo.config.evidence import Setting, level, paces, timezone, units
from downtempo.model import Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.sketch import EASY_MPS, downhill_reps, easy, long, reps, speed_reps, tempo
from downtempo.units import MILE_M

WEEK = (easy(0), easy(2), long(5))


def found(*sessions: Session, **more: object) -> Evidence:
    return Evidence(sessions=sessions, **more)  # type: ignore[arg-type]


def pace_of(key: str, *sessions: Session, unit: str = "km") -> Setting:
    return next(setting for setting in paces(found(*sessions), unit) if setting.key == key)


def loaded(folder: Path, evidence: Evidence) -> Config:
    path = folder / "downtempo.toml"
    path.write_text(propose(evidence), encoding="utf-8")
    return load_config(path).config


def five_k(speed_mps: float) -> Session:
    """Draw a run with one block of five kilometres at this speed."""
    return reps("tempo", 1, 5000 / speed_mps, speed_mps=speed_mps)


@pytest.mark.parametrize(
    "evidence",
    [
        found(),
        found(*WEEK),
        found(*weeks_before(8, *WEEK), zones={"Europe/Zurich": 24}, auto_laps_m=(1000.0,)),
        found(*(replace(s, base_speed_mps=0.6) for s in WEEK), auto_laps_m=(MILE_M,)),
        found(*(replace(s, base_speed_mps=0.05) for s in WEEK)),
        found(easy(local_date=None), n_unread=3),
        found(*WEEK, zones={"Atlantis/Harbour": 3}),
        found(*WEEK, *(shifted(five_k(4.4), 7 * k) for k in range(3))),
    ],
)
def test_whatever_is_proposed_loads_without_complaint(tmp_path: Path, evidence: Evidence) -> None:
    assert loaded(tmp_path, evidence).athlete.name == ""


def test_what_is_told_is_in_force_once_it_is_kept(tmp_path: Path) -> None:
    evidence = found(*weeks_before(8, *WEEK), zones={"Europe/Zurich": 24}, auto_laps_m=(MILE_M, MILE_M + 3, 1000.0))
    config = loaded(tmp_path, evidence)
    assert config.units == "mile"
    assert config.athlete.timezone == "Europe/Zurich"
    assert config.athlete.easy_pace == "9:35/mile"


def test_no_run_at_all_still_gives_a_file_that_says_why_nothing_is_set(tmp_path: Path) -> None:
    assert loaded(tmp_path, found()) == Config()
    assert "no dated run" in propose(found())


def test_files_that_could_not_be_read_are_told() -> None:
    assert "files that could not be read: 3" in propose(found(*WEEK, n_unread=3))


def test_every_key_that_is_not_told_stands_there_commented_out() -> None:
    text = propose(found())
    for key in ("units", "history", "name", "level", "timezone", "easy-pace", "threshold-pace", "five-k-pace", "phase"):
        assert f"\n# {key} = " in text


def test_easy_pace_is_the_median_of_recent_easy_runs() -> None:
    told = pace_of("easy-pace", easy(0), easy(1), easy(2, base_speed_mps=4.0), shifted(easy(base_speed_mps=1.5), -60))
    assert told == Setting("easy-pace", "5:57/km", "grade-adjusted, the median of 3 easy runs, 4:10 to 5:57/km")


def test_two_easy_runs_do_not_tell_easy_pace() -> None:
    told = pace_of("easy-pace", easy(0), easy(1), tempo(3))
    assert not told.is_told
    assert "2 found in six weeks" in told.why


def test_two_tempo_runs_that_agree_tell_threshold_pace_and_one_does_not() -> None:
    assert pace_of("threshold-pace", tempo(1), tempo(4)).value == "4:30/km"
    assert pace_of("threshold-pace", tempo(1), tempo(4)).is_told
    assert not pace_of("threshold-pace", tempo(1)).is_told


def test_tempo_runs_that_differ_or_are_short_do_not_tell_threshold_pace() -> None:
    fast = reps("tempo", 1, 1200.0, day=5, speed_mps=4.1)
    assert "differ" in pace_of("threshold-pace", tempo(1), fast).why
    assert not pace_of("threshold-pace", tempo(1, minutes=12), tempo(4, minutes=12)).is_told


def test_five_kilometres_far_faster_than_easy_tell_race_pace_and_no_threshold() -> None:
    race = five_k(1.4 * EASY_MPS)
    told = pace_of("five-k-pace", *WEEK, race)
    assert told.is_told
    assert told.value == "4:15/km"
    assert str(race.local_date) in told.why
    assert "0 found" in pace_of("threshold-pace", *WEEK, race).why


def test_five_kilometres_at_tempo_are_no_race() -> None:
    told = pace_of("five-k-pace", *WEEK, five_k(1.2 * EASY_MPS))
    assert not told.is_told
    assert "1 found in twelve weeks, none that fast" in told.why


def test_five_kilometres_tell_nothing_where_easy_pace_is_unknown() -> None:
    assert not pace_of("five-k-pace", five_k(4.4)).is_told


def test_the_zone_of_most_runs_is_told_and_a_traveller_has_none() -> None:
    assert timezone(found(zones={"Europe/Zurich": 9, "Europe/Paris": 1})).is_told
    torn = timezone(found(zones={"Europe/Zurich": 6, "Europe/Paris": 4}))
    assert not torn.is_told
    assert "Europe/Paris 4, Europe/Zurich 6" in torn.why
    assert not timezone(found()).is_told


def test_laps_taken_by_distance_tell_the_units() -> None:
    assert units(found(auto_laps_m=(1609.3, 1612.0, 1000.0))) == Setting(
        "units", "mile", "the watch takes its laps by the mile"
    )
    assert units(found(auto_laps_m=(1000.0, 998.0))).value == "km"
    assert not units(found(auto_laps_m=(400.0, 5000.0))).is_told


LITTLE = (easy(1, minutes=25), easy(4, minutes=25))
SOME = (easy(0), downhill_reps(day=1), easy(2), long(5))
MUCH = (
    easy(0, minutes=80), downhill_reps(day=1, warm_up_s=1500.0), easy(2, minutes=80),
    speed_reps(warm_up_s=1500.0), easy(4, minutes=60), long(6, km=24),
)  # fmt: skip


@pytest.mark.parametrize(("week", "proposed"), [(LITTLE, "beginner"), (SOME, "intermediate"), (MUCH, "experienced")])
def test_the_level_follows_from_how_much_and_how_hard_was_run(week: tuple[Session, ...], proposed: str) -> None:
    told = level(found(*weeks_before(8, *week)))
    assert told.is_told
    assert told.value == proposed
    assert "hard days a week" in told.why


def test_three_weeks_do_not_tell_a_level() -> None:
    assert not level(found(*weeks_before(3, *WEEK))).is_told


def test_the_same_runs_in_any_order_give_the_same_bytes() -> None:
    runs = weeks_before(5, *WEEK, tempo())
    assert propose(found(*runs)) == propose(found(*runs[::-1]))
