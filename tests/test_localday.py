from __future__ import annotations

from datetime import UTC, date, datetime

from downtempo.localday import local_day

LATE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def day(zone: str | None = None, offset: int | None = None, lat: float | None = None) -> tuple[date, int, str]:
    return local_day(LATE, zone=zone, utc_offset_s=offset, lat_deg=lat, lon_deg=None if lat is None else 7.0)


def test_the_configured_zone_comes_first() -> None:
    assert day("Europe/Zurich", 0, 47.0) == (date(2026, 11, 23), 3600, "configuration")


def test_then_the_offset_in_the_file() -> None:
    assert day(None, -7200, 47.0) == (date(2026, 11, 22), -7200, "file")


def test_then_the_place_of_the_first_fix() -> None:
    assert day(None, None, 46.5) == (date(2026, 11, 23), 3600, "place")


def test_and_utc_where_nothing_is_known() -> None:
    assert day() == (date(2026, 11, 22), 0, "utc")


def test_summer_time_is_that_of_the_day_of_the_run() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert local_day(summer, zone="Europe/Zurich", utc_offset_s=None, lat_deg=None, lon_deg=None)[:2] == (
        date(2026, 7, 2),
        7200,
    )
