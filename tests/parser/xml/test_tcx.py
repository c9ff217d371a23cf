from __future__ import annotations

import numpy as np
import pytest

from downtempo.model import Lap
from downtempo.parser.xml import read_xml

from .documents import AX_2, TCX_2, lap, only, reasons, tcx, trackpoint

START = 1_714_557_600.0
TPX = (
    f'<Extensions><TPX xmlns="{AX_2}"><Speed>3.5</Speed><RunCadence>88</RunCadence><Watts>250</Watts></TPX>'
    "</Extensions>"
)


def words(trigger: str = "Manual", intensity: str = "Active") -> str:
    return f"<Intensity>{intensity}</Intensity><TriggerMethod>{trigger}</TriggerMethod>"


def test_an_activity_is_read_with_everything_a_trackpoint_tells() -> None:
    draft = only(tcx(lap(0, 3, TPX)))
    assert draft.utc_s.tolist() == [START, START + 1, START + 2]
    assert {name: column[2] for name, column in draft.columns.items()} == {
        "lat_deg": 47.00002,
        "lon_deg": 8.5,
        "elevation_m": 402.0,
        "distance_m": 6.0,
        "heart_rate_bpm": 142.0,
        "speed_mps": 3.5,
        "cadence_spm": 88.0,
        "power_w": 250.0,
    }
    assert (draft.format, draft.sport, draft.points, draft.notes) == ("tcx", "running", 3, ())


@pytest.mark.parametrize(
    "extension",
    [
        "<Extensions><n:TPX><n:Watts>250</n:Watts></n:TPX></Extensions>",
        "<Extensions><n:Watts>250</n:Watts></Extensions>",
        "<Extensions><TPX><Watts>250</Watts></TPX></Extensions>",
        f'<Extensions><TPX xmlns="{AX_2}" CadenceSensor="Footpod"><Watts>250</Watts></TPX></Extensions>',
    ],
)
def test_watts_are_read_wherever_their_namespace_is_declared(extension: str) -> None:
    draft = only(tcx(lap(0, 2, extension), root=f'xmlns="{TCX_2}" xmlns:n="{AX_2}"'))
    assert draft.columns["power_w"].tolist() == [250.0, 250.0]


def test_tags_behind_the_points_are_the_lap_s() -> None:
    summary = f'<Extensions><LX xmlns="{AX_2}"><Speed>9</Speed><Watts>9</Watts></LX></Extensions><Cadence>9</Cadence>'
    draft = only(tcx(lap(0, 2).replace("</Lap>", f"{summary}<HeartRateBpm><Value>9</Value></HeartRateBpm></Lap>")))
    assert set(draft.columns) == {"lat_deg", "lon_deg", "elevation_m", "distance_m", "heart_rate_bpm"}
    assert draft.columns["heart_rate_bpm"].tolist() == [140.0, 141.0]


def test_cadence_of_the_point_gives_way_to_cadence_of_the_runner() -> None:
    draft = only(tcx(lap(0, 2, f"<Cadence>80</Cadence>{TPX}")))
    assert draft.columns["cadence_spm"].tolist() == [88.0, 88.0]
    assert only(tcx(lap(0, 2, "<Cadence>80</Cadence>"))).columns["cadence_spm"].tolist() == [80.0, 80.0]


def test_laps_tell_when_how_far_how_hard_and_why_they_ended() -> None:
    laps = [lap(0, 10, words=words("Distance")), lap(10, 5, words=words("Manual", "Resting")), lap(15, 5)]
    assert only(tcx(*laps)).laps == (
        Lap(START, START + 10, 30.0, "distance", "active"),
        Lap(START + 10, START + 15, 15.0, "manual", "rest"),
        Lap(START + 15, START + 20, 15.0, "unknown", None),
    )


@pytest.mark.parametrize(
    ("triggers", "expected"),
    [
        (["Manual"], ["session-end"]),
        (["Distance", "Distance", "Manual"], ["distance", "distance", "session-end"]),
        (["Manual", "Manual"], ["manual", "manual"]),
        (["Time", "Location", "HeartRate"], ["time", "position", "unknown"]),
    ],
)
def test_a_manual_end_alone_is_the_end_of_the_recording(triggers: list[str], expected: list[str]) -> None:
    laps = [lap(10 * k, 10, words=words(trigger)) for k, trigger in enumerate(triggers)]
    assert [one.trigger for one in only(tcx(*laps)).laps] == expected


def test_a_lap_with_a_pause_lasts_to_its_last_point_but_never_into_the_next() -> None:
    paused = lap(0, 10).replace("</Track>", f"</Track><Track>{trackpoint(40)}</Track>")
    draft = only(tcx(paused, lap(45, 5, seconds=500), lap(50, 5)))
    assert [(one.start_s - START, one.stop_s - START) for one in draft.laps] == [(0, 40), (45, 50), (50, 55)]
    assert list(draft.breaks) == [10]


def test_a_lap_begins_no_break_unless_time_is_missing() -> None:
    assert list(only(tcx(lap(0, 5), lap(5, 5), lap(10, 5))).breaks) == []
    assert list(only(tcx(lap(0, 5), lap(25, 5), lap(30, 5))).breaks) == [5]


def test_a_lap_without_start_begins_with_its_first_point() -> None:
    laps = only(tcx(lap(0, 5).replace("2024-05-01T10:00:00Z", "", 1), lap(5, 5))).laps
    assert laps[0].start_s == START


def test_a_lap_without_start_and_points_is_none() -> None:
    assert len(only(tcx(lap(0, 5), "<Lap><TotalTimeSeconds>5</TotalTimeSeconds></Lap>")).laps) == 1


def test_an_activity_without_points_is_forgotten_with_its_laps() -> None:
    text = tcx(lap(0, 5)).replace(
        b"<Activity ", b"<Activity><Lap StartTime='2024-05-01T09:00:00Z'/></Activity><Activity "
    )
    assert [one.start_s for one in only(text).laps] == [START]


def test_the_creator_s_name_is_the_device_and_the_author_s_is_not() -> None:
    behind = "<Creator xsi:type='Device_t' xmlns:xsi='urn:x'><Name>a watch</Name><UnitId>1</UnitId></Creator>"
    data = tcx(lap(0, 2), behind=behind).replace(b"</Training", b"<Author><Name>a site</Name></Author></Training")
    assert only(data).device == "a watch"
    assert only(tcx(lap(0, 2), root=f'xmlns="{TCX_2}" creator="an app"')).device == "an app"


@pytest.mark.parametrize(("said", "sport"), [("Running", "running"), ("Biking", "cycling"), ("Other", "unknown")])
def test_sport_is_what_the_activity_says(said: str, sport: str) -> None:
    assert only(tcx(lap(0, 2), sport=said)).sport == sport


def test_each_activity_is_a_track_of_its_own_also_of_a_multisport_session() -> None:
    activity = tcx(lap(0, 2)).decode().partition("<Activities>")[2].partition("</Activities>")[0]
    next_one = activity.replace("T10", "T11").replace("Running", "Biking")
    multi = (
        f'<TrainingCenterDatabase xmlns="{TCX_2}"><Activities>{activity}<MultiSportSession><FirstSport>{activity}'
        f"</FirstSport><NextSport>{next_one}</NextSport></MultiSportSession></Activities></TrainingCenterDatabase>"
    )
    drafts = read_xml(multi.encode())
    assert [draft.sport for draft in drafts] == ["running", "running", "cycling"]
    assert [len(draft.laps) for draft in drafts] == [1, 1, 1]


def test_bare_activities_and_undeclared_prefixes_are_read() -> None:
    activities = "<Activities>" + tcx(lap(0, 2)).decode().partition("<Activities>")[2].partition("</Training")[0]
    assert only(activities.encode()).points == 2
    told = only(
        activities.replace("</Trackpoint>", "<Extensions><n:Watts>9</n:Watts></Extensions></Trackpoint>").encode()
    )
    assert told.columns["power_w"].tolist() == [9.0, 9.0]
    assert reasons(told) == ["xml-prefix"]


@pytest.mark.parametrize("in_lap", [False, True])
def test_a_course_is_delivered_as_what_it_is(in_lap: bool) -> None:
    track = f"<Track>{trackpoint(0)}{trackpoint(1)}</Track>"
    course = f"<Course><Name>x</Name>{f'<Lap>{track}</Lap>' if in_lap else track}</Course>"
    draft = only(
        f'<TrainingCenterDatabase xmlns="{TCX_2}"><Courses>{course}</Courses></TrainingCenterDatabase>'.encode()
    )
    assert (draft.points, reasons(draft)) == (2, ["tcx-course"])


def test_another_namespace_is_read_with_a_note() -> None:
    assert reasons(only(tcx(lap(0, 2), root='xmlns="urn:other"'))) == ["tcx-namespace"]


def test_a_treadmill_run_has_no_positions_and_a_bare_trackpoint_has_its_time() -> None:
    inside = lap(0, 2).replace("<Position>", "<X>").replace("</Position>", "</X>")
    draft = only(tcx(inside.replace("</Track>", "<Trackpoint><Time>2024-05-01T10:00:02Z</Time></Trackpoint></Track>")))
    assert "lat_deg" not in draft.columns
    assert draft.points == 3
    assert np.isnan(draft.columns["heart_rate_bpm"]).tolist() == [False, False, True]


def test_heart_rates_that_are_none_are_told_once() -> None:
    draft = only(tcx(lap(0, 3).replace(">140<", "><").replace(">141<", ">abc<")))
    assert np.isnan(draft.columns["heart_rate_bpm"]).tolist() == [True, True, False]
    assert reasons(draft) == ["bad-number"]


def test_half_a_position_that_is_bad_silences_the_other_half() -> None:
    draft = only(tcx(lap(0, 3).replace("47.000010", "north")))
    assert np.isnan(draft.columns["lon_deg"]).tolist() == [False, True, False]
    assert draft.points == 2
