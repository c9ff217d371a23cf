"""On which local day a run was: configuration, else the file's own offset, else the place, else UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone


def local_day(
    start_utc: datetime, *, zone: str | None, utc_offset_s: int | None, lat_deg: float | None, lon_deg: float | None
) -> tuple[date, int, str]:
    """Return the local date of a start, the UTC offset [s] that was used, and where it came from.

    Parameters
    ----------
    zone
        Configured name of the time zone, such as `Europe/Zurich`.
    utc_offset_s
        What the file says.
    lat_deg, lon_deg
        The first fix of the run.

    Returns
    -------
    tuple
        The source reads `configuration`, `file`, `place` or `utc`.
    """
    if zone is not None:
        return *_in_zone(start_utc, zone), "configuration"
    if utc_offset_s is not None:
        local = start_utc.astimezone(timezone(timedelta(seconds=utc_offset_s)))
        return local.date(), utc_offset_s, "file"
    if lat_deg is not None and lon_deg is not None:
        found = zone_at(lat_deg, lon_deg)
        if found:
            return *_in_zone(start_utc, found), "place"
    return start_utc.date(), 0, "utc"


def _in_zone(start_utc: datetime, zone: str) -> tuple[date, int]:
    from zoneinfo import ZoneInfo

    local = start_utc.astimezone(ZoneInfo(zone))
    offset = local.utcoffset() or timedelta()
    return local.date(), round(offset.total_seconds())


def zone_at(lat_deg: float, lon_deg: float) -> str:
    """Return the name of the time zone at a place, empty where none is known."""
    import tzfpy

    return str(tzfpy.get_tz(lon_deg, lat_deg))
