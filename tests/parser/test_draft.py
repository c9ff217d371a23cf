from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from downtempo import limits
from downtempo.errors import LimitExceeded
from downtempo.model import Lap, Note, Pause, Track, WatchSplit
from downtempo.model.track import COLUMNS, Column
from downtempo.parser.draft import Draft, finish

T0 = 1_700_000_000.0
NAN = math.nan


def _draft(
    utc_s: list[float], breaks: list[int] | None = None, sport: str = "cycling", **columns: list[float]
) -> Draft:
    told = {name: np.array(column, np.float64) for name, column in columns.items()}
    return Draft(format="gpx", utc_s=np.array(utc_s) + T0, columns=told, breaks=breaks or (), sport=sport)


def _one(draft: Draft) -> Track:
    [track] = finish(draft, "run.gpx", "abc")
    return track


def _told(column: Column) -> list[float | None]:
    return [None if math.isnan(value) else value for value in column.tolist()]


def _reasons(track: Track) -> dict[str, str]:
    return {one.reason: one.severity for one in track.notes}


def test_a_plain_draft_becomes_a_track_as_it_is() -> None:
    track = _one(_draft([0, 1, 2], distance_m=[0, 3, 6]))
    assert (track.file, track.sha256, track.format, track.points) == ("run.gpx", "abc", "gpx", 3)
    assert track.start_utc == datetime.fromtimestamp(T0, UTC)
    assert track.time_s.tolist() == [0, 1, 2]
    assert _told(track.distance_m) == [0, 3, 6]
    assert _told(track.lat_deg) == [None] * 3
    assert track.notes == ()
    assert not track.breaks.size
    assert all(not column.flags.writeable for column in track.columns.values())


class TestRows:
    def test_rows_of_one_instant_keep_the_last_value_that_is_there(self) -> None:
        track = _one(_draft([0, 1, 1, 1, 2], heart_rate_bpm=[100, 101, 102, NAN, 103], power_w=[1, 2, NAN, NAN, NAN]))
        assert track.time_s.tolist() == [0, 1, 2]
        assert _told(track.heart_rate_bpm) == [100, 102, 103]
        assert _told(track.power_w) == [1, 2, None]
        assert track.points == 5
        assert _reasons(track) == {"duplicate-point": "info"}

    def test_rows_up_to_a_minute_back_are_sorted(self) -> None:
        track = _one(_draft([0, 1, 62, 3, 4, 63], distance_m=[0, 1, 5, 3, 4, 6]))
        assert track.time_s.tolist() == [0, 1, 3, 4, 62, 63]
        assert _told(track.distance_m) == [0, 1, 3, 4, 5, 6]
        assert _reasons(track) == {"time-backwards": "warning"}

    def test_sorting_is_stable_before_rows_are_merged(self) -> None:
        track = _one(_draft([0, 2, 1, 2], power_w=[0, 2, 1, 3]))
        assert _told(track.power_w) == [0, 1, 3]

    def test_a_clock_set_back_begins_a_new_track(self) -> None:
        first, second = finish(_draft([0, 1, 2, 3, -500, -499, -498, -497], power_w=list(range(8))), "f", "")
        assert first.time_s.tolist() == second.time_s.tolist() == [0, 1, 2, 3]
        assert _told(second.power_w) == [4, 5, 6, 7]
        assert (first.points, second.points) == (4, 4)
        assert _reasons(first) == _reasons(second) == {"clock-set": "warning"}

    @pytest.mark.parametrize("stray", [[-9000.0], [-9000.0, -8999.0], [10.0**6], [10.0**9, 10.0**9 + 1]])
    def test_a_few_rows_with_a_time_of_their_own_are_left_out(self, stray: list[float]) -> None:
        track = _one(_draft([0, 1, 2, *stray, 3, 4, 5]))
        assert track.time_s.tolist() == [0, 1, 2, 3, 4, 5]
        assert track.points == 6 + len(stray)
        assert _reasons(track) == {"time-implausible": "warning"}

    def test_the_first_rows_of_a_clock_that_was_not_set_yet_are_left_out(self) -> None:
        track = _one(_draft([100 - T0, 101 - T0, 0, 1, 2, 3]))
        assert track.start_utc == datetime.fromtimestamp(T0, UTC)
        assert len(track) == 4

    def test_a_longer_stretch_before_the_clock_was_set_is_a_track_of_its_own(self) -> None:
        first, second = finish(_draft([100 - T0, 101 - T0, 102 - T0, 0, 1, 2, 3]), "f", "")
        assert (len(first), len(second)) == (3, 4)
        assert _reasons(second) == {"clock-set": "warning", "time-implausible": "warning"}

    def test_a_gap_of_more_than_a_day_is_bridged_by_nothing(self) -> None:
        track = _one(_draft([0, 1, 2, 10.0**8, 10.0**8 + 1]))
        assert len(track) == 5
        assert track.breaks.tolist() == [3]
        assert _reasons(track) == {"time-gap": "warning"}

    def test_rows_without_time_are_left_out(self) -> None:
        track = _one(_draft([0, NAN, 2], power_w=[0, 1, 2], lat_deg=[1, 2, 3], lon_deg=[1, 2, 3]))
        assert _told(track.power_w) == [0, 2]
        assert track.points == 3
        assert _reasons(track) == {"time-missing": "warning"}

    def test_unless_none_has_one(self) -> None:
        track = _one(_draft([NAN, NAN], lat_deg=[1, 2], lon_deg=[3, 4]))
        assert track.start_utc is None
        assert _told(track.time_s) == [None, None]
        assert _told(track.lat_deg) == [1, 2]
        assert track.points == 2
        assert _reasons(track) == {"time-missing": "warning"}

    def test_a_time_no_calendar_holds_is_missing(self) -> None:
        track = _one(_draft([0, 10.0**13, 2]))
        assert track.time_s.tolist() == [0, 2]

    def test_times_from_power_up_keep_their_durations(self) -> None:
        track = _one(_draft([631_065_600 + k - T0 for k in range(5)]))
        assert track.time_s.tolist() == [0, 1, 2, 3, 4]
        assert _reasons(track) == {"time-implausible": "warning"}

    def test_rows_that_tell_nothing_are_no_track(self) -> None:
        assert finish(_draft([NAN, NAN], power_w=[NAN, NAN]), "f", "") == []
        assert finish(_draft([]), "f", "") == []

    def test_too_many_rows_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "POINTS", 3)
        with pytest.raises(LimitExceeded):
            finish(_draft([0, 1, 2, 3]), "f", "")

    def test_too_many_tracks_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "PARTS", 4)
        saw = [float(k - 1000 * j) for j in range(5) for k in range(3)]
        with pytest.raises(LimitExceeded):
            finish(_draft(saw), "f", "")


class TestValues:
    @pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (0, 180.1), (-91, 5), (math.inf, 5), (5, -math.inf)])
    def test_a_position_off_the_globe_is_refused_and_not_counted(self, lat: float, lon: float) -> None:
        track = _one(_draft([0, 1], lat_deg=[lat, 47], lon_deg=[lon, 8]))
        assert _told(track.lat_deg) == [None, 47]
        assert _told(track.lon_deg) == [None, 8]
        assert track.points == 1
        assert _reasons(track) == {"position-out-of-range": "warning"}

    def test_null_island_is_refused_but_not_the_equator(self) -> None:
        track = _one(_draft([0, 1, 2], lat_deg=[0, 0, 1], lon_deg=[0, 8, 0]))
        assert _told(track.lon_deg) == [None, 8, 0]
        assert track.points == 2
        assert _reasons(track) == {"null-island": "warning"}

    def test_poles_and_the_date_line_are_places(self) -> None:
        track = _one(_draft([0, 1], lat_deg=[90, -90], lon_deg=[180, -180]))
        assert (track.points, track.notes) == (2, ())

    @pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("time_s", "lat_deg", "lon_deg")])
    def test_no_column_holds_infinity(self, name: str) -> None:
        draft = Draft(
            format="gpx", utc_s=np.array([T0, T0 + 1]), columns={name: np.array([math.inf, 150.0])}, sport="cycling"
        )
        track = _one(draft)
        assert _told(track.columns[name]) == [None, 150]
        assert _reasons(track) == {"non-finite": "warning"}

    def test_a_heart_that_stands_still_was_not_measured(self) -> None:
        assert _told(_one(_draft([0, 1, 2], heart_rate_bpm=[0, 60, -1])).heart_rate_bpm) == [None, 60, None]

    @pytest.mark.parametrize(
        ("sport", "cadence", "expected"),
        [
            ("running", [0, 84, 86], [0, 168, 172]),
            ("running", [0, 164, 166], [0, 164, 166]),
            ("walking", [55, 56, NAN], [110, 112, None]),
            ("hiking", [50], [100]),
            ("unknown", [84, 86], [168, 172]),
            ("cycling", [84, 86], [84, 86]),
            ("running", [0, 0], [0, 0]),
            ("running", [119.0], [238.0]),
            ("running", [120.0], [120.0]),
        ],
    )
    def test_cadence_counts_both_feet_on_foot(
        self, sport: str, cadence: list[float], expected: list[float | None]
    ) -> None:
        track = _one(_draft([float(k) for k in range(len(cadence))], sport=sport, cadence_spm=cadence))
        assert _told(track.cadence_spm) == expected

    def test_a_distance_that_goes_back_is_kept_and_told(self) -> None:
        track = _one(_draft([0, 1, 2, 3], distance_m=[0, 5, NAN, 3]))
        assert _told(track.distance_m) == [0, 5, None, 3]
        assert _reasons(track) == {"distance-backwards": "info"}

    def test_without_altitude_nothing_measured_it(self) -> None:
        assert _one(_draft([0, 1], elevation_m=[NAN, NAN])).elevation_source == "none"
        assert _one(_draft([0, 1])).elevation_source == "none"
        assert _one(_draft([0, 1], elevation_m=[NAN, 3])).elevation_source == "unknown"

    def test_the_draft_is_not_written_to(self) -> None:
        draft = _draft([0, 1, 1], lat_deg=[0, 99, 1], lon_deg=[0, 1, 1], heart_rate_bpm=[0, 1, 2], sport="running")
        before = {name: column.copy() for name, column in draft.columns.items()}
        _one(draft)
        assert all(np.array_equal(draft.columns[name], before[name]) for name in before)


class TestBreaksAndEvents:
    def test_a_break_stays_before_its_row(self) -> None:
        assert _one(_draft([0, 1, 2, 3], [2])).breaks.tolist() == [2]

    def test_a_break_before_a_row_that_is_left_out_moves_to_the_next(self) -> None:
        assert _one(_draft([0, 1, NAN, NAN, 3, 4], [2])).breaks.tolist() == [2]

    def test_breaks_at_the_ends_say_nothing(self) -> None:
        assert not _one(_draft([0, 1, 2], [0, 3])).breaks.size

    def test_a_break_inside_an_instant_comes_before_it(self) -> None:
        assert _one(_draft([0, 1, 1, 2], [2])).breaks.tolist() == [1]

    def test_a_break_between_rows_out_of_order_stays_between_them(self) -> None:
        assert _one(_draft([0, 1, 3, 2], [2])).breaks.tolist() == [2]

    def test_a_pause_is_a_break_where_the_run_goes_on(self) -> None:
        draft = _draft([0, 1, 2, 50, 51])
        pauses = (Pause(T0 + 2, T0 + 49), Pause(T0 + 60, T0 + 70))
        track = _one(Draft(format="fit", utc_s=draft.utc_s, pauses=pauses))
        assert track.pauses == (Pause(2, 49), Pause(60, 70))
        assert track.breaks.tolist() == [3]

    def test_events_count_from_the_first_sample_and_those_without_time_are_dropped(self) -> None:
        laps = (Lap(T0 + 1, T0 + 3, 9.0, "manual"), Lap(NAN, T0 + 3), Lap(T0, NAN))
        splits = (WatchSplit("run", T0, T0 + 2), WatchSplit("run", NAN, NAN))
        track = _one(Draft(format="fit", utc_s=np.array([0.0, 1, 2, 3]) + T0, laps=laps, splits=splits))
        assert track.laps == (Lap(1, 3, 9.0, "manual"),)
        assert track.splits == (WatchSplit("run", 0, 2),)

    def test_without_times_there_are_no_events(self) -> None:
        draft = Draft(format="fit", utc_s=np.array([NAN]), points=1, laps=(Lap(T0, T0 + 3),))
        assert _one(draft).laps == ()

    def test_each_track_of_a_clock_that_was_set_keeps_its_events(self) -> None:
        utc_s = np.array([0.0, 1, 2, 3, -500, -499, -498]) + T0
        laps = (Lap(T0, T0 + 3), Lap(T0 - 500, T0 - 498))
        first, second = finish(Draft(format="fit", utc_s=utc_s, laps=laps), "f", "")
        assert first.laps == (Lap(0, 3),)
        assert second.laps == (Lap(0, 2),)


def test_notes_of_one_reason_are_limited() -> None:
    notes = tuple(Note("DQ101", "fit-corrupt-record", "error", f"hole {k}") for k in range(100))
    track = _one(Draft(format="fit", utc_s=np.array([T0, T0 + 1]), notes=notes))
    assert len(track.notes) == limits.NOTES_PER_CODE
    assert track.notes[-1].message.startswith("81 more")


def test_the_reader_may_count_points_itself() -> None:
    draft = Draft(format="gpx", utc_s=np.array([T0, T0 + 1]), points=1)
    assert _one(draft).points == 1


def test_half_a_position_off_the_globe_is_silenced_too() -> None:
    assert _told(_one(_draft([0, 1], lat_deg=[97.0, 47.0])).lat_deg) == [None, 47.0]
    assert _told(_one(_draft([0, 1], lon_deg=[-181.0, 8.0])).lon_deg) == [None, 8.0]
