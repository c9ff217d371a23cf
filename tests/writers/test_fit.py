from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import fitdecode
import fitparse
import numpy as np
import pytest

from downtempo.model.track import Track
from downtempo.synthetic import Sensors, downhill_repeats, easy_run, record, speed_repeats, write_fit
from downtempo.writers.fit_messages import crc16

SEMICIRCLES = 180 / 2**31
REPS = record(downhill_repeats(seed=1), Sensors(), 1, perceived_effort=6, laps="manual")
PAUSED = record(speed_repeats(3, rest="stand", seed=2), Sensors(auto_pause=True), 2)
BARE = record(
    easy_run(2000, seed=3),
    Sensors(has_positions=False, has_heart_rate=False, has_cadence=False, altitude="none", smart_recording=True), 3,
)  # fmt: skip
EVERY = {"reps": REPS, "paused": PAUSED, "bare": BARE}
FIELDS = {
    "position_lat": ("lat_deg", SEMICIRCLES), "position_long": ("lon_deg", SEMICIRCLES), "distance": ("distance_m", 1),
    "enhanced_speed": ("speed_mps", 1), "enhanced_altitude": ("elevation_m", 1), "heart_rate": ("heart_rate_bpm", 1),
    "cadence": ("cadence_spm", 2),
}  # fmt: skip


def _messages(track: Track) -> list[tuple[str, dict[str, object]]]:
    strict = {"check_crc": fitdecode.CrcCheck.RAISE, "error_handling": fitdecode.ErrorHandling.RAISE}
    with fitdecode.FitReader(io.BytesIO(write_fit(track)), **strict) as frames:
        data = [frame for frame in frames if frame.frame_type == fitdecode.FIT_FRAME_DATA]
    return [(frame.name, {field.name: field.value for field in frame.fields}) for frame in data]


def _named(track: Track, name: str) -> list[dict[str, object]]:
    return [fields for found, fields in _messages(track) if found == name]


def _held_against(track: Track, records: list[dict[str, object]]) -> None:
    assert len(records) == len(track)
    for field, (column, scale) in FIELDS.items():
        values = track.columns[column]
        if np.all(np.isnan(values)):
            assert field not in records[0]
        else:
            told = np.array([record[field] for record in records], np.float64) * scale
            assert told == pytest.approx(values, abs=1e-9)


@pytest.mark.parametrize("track", EVERY.values(), ids=EVERY)
def test_fitdecode_reads_every_value_back_without_complaint(track: Track) -> None:
    _held_against(track, _named(track, "record"))


@pytest.mark.parametrize("track", EVERY.values(), ids=EVERY)
def test_fitparse_reads_every_value_back_without_complaint(track: Track) -> None:
    file = fitparse.FitFile(write_fit(track), check_crc=True)
    _held_against(track, [{f.name: f.value for f in message} for message in file.get_messages("record")])


def test_times_count_from_the_start() -> None:
    assert REPS.start_utc is not None
    stamps = [fields["timestamp"] for fields in _named(REPS, "record")]
    assert stamps == [REPS.start_utc + timedelta(seconds=t) for t in REPS.time_s.tolist()]


def test_the_barometer_stands_among_the_devices_where_there_is_one() -> None:
    gps = record(downhill_repeats(1, seed=1), Sensors(altitude="gps"))
    parts = [[d.get("local_device_type") for d in _named(track, "device_info")] for track in (REPS, gps, BARE)]
    assert parts == [[None, "gps", "barometer"], [None, "gps"], [None]]


def test_laps_carry_their_trigger_and_intensity() -> None:
    laps = _named(REPS, "lap")
    assert len(laps) == 13
    assert [lap["intensity"] for lap in laps[:4]] == ["warmup", "active", "recovery", "active"]
    assert [laps[0]["lap_trigger"], laps[-1]["lap_trigger"]] == ["manual", "session_end"]
    assert sum(float(str(lap["total_elapsed_time"])) for lap in laps) == REPS.time_s[-1]


def test_pauses_are_stops_and_starts_of_the_timer_between_the_records() -> None:
    order = [(name, fields.get("event_type")) for name, fields in _messages(PAUSED) if name in ("event", "record")]
    events = [kind for name, kind in order if name == "event"]
    assert events == ["start", *["stop_all", "start"] * 3, "stop_all"]
    rows = [k for k, (name, kind) in enumerate(order) if kind == "stop_all"]
    assert order[rows[0] - 1][0] == "record"
    (session,) = _named(PAUSED, "session")
    paused = sum(p.stop_s - p.start_s for p in PAUSED.pauses)
    assert session["total_elapsed_time"] == pytest.approx(session["total_timer_time"] + paused)  # type: ignore[operator]


def test_the_activity_tells_the_local_clock_and_the_session_the_effort() -> None:
    (activity,) = _named(REPS, "activity")
    assert activity["local_timestamp"] - activity["timestamp"] == timedelta(hours=-8)  # type: ignore[operator]
    (session,) = _named(REPS, "session")
    assert session["workout_rpe"] == 60
    (felt,) = _named(replace(REPS, feel=25.0), "session")
    assert (felt["workout_feel"], session.get("workout_feel")) == (25, None)
    assert session["total_distance"] == pytest.approx(REPS.distance_m[-1])


def test_a_silent_value_among_others_is_told_as_invalid() -> None:
    beats = REPS.heart_rate_bpm.copy()
    beats[5] = np.nan
    track = Track(start_utc=REPS.start_utc, time_s=REPS.time_s, heart_rate_bpm=beats)
    records = _named(track, "record")
    assert records[5]["heart_rate"] is None
    assert records[6]["heart_rate"] is not None


def test_the_checksum_of_a_message_with_its_checksum_is_zero() -> None:
    data = write_fit(BARE)
    assert crc16(data) == 0
    assert crc16(data[:14]) == 0
    assert crc16(data[:-1]) != 0


def test_a_track_without_times_or_between_seconds_is_refused() -> None:
    with pytest.raises(ValueError, match="needs samples with times"):
        write_fit(Track())
    with pytest.raises(ValueError, match="whole seconds"):
        write_fit(Track(start_utc=REPS.start_utc, time_s=np.array([0.0, 0.5])))


def test_the_bytes_are_the_same_every_time() -> None:
    def digest() -> str:
        return hashlib.sha256(write_fit(record(downhill_repeats(3, seed=8), Sensors(), 8))).hexdigest()

    assert digest() == digest()
