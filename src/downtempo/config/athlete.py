"""The runner of a configuration."""

from __future__ import annotations

from pathlib import Path

from ..model.athlete import Athlete
from ..text import nearest, safe
from ..units import parse_pace
from .refusal import fault_at
from .tables import Config


def athlete_of(config: Config, path: Path | None = None, text: str = "") -> Athlete:
    """Return the runner of a configuration, paces as speeds [m/s].

    Raises
    ------
    UsageError
        A pace or the time zone is not one.
    """
    table = config.athlete
    speeds: dict[str, float | None] = {}
    for key in ("easy_pace", "threshold_pace", "five_k_pace"):
        written = getattr(table, key)
        try:
            speeds[key] = None if written is None else parse_pace(written)
        except ValueError as fault:
            where = f"athlete.{key.replace('_', '-')}"
            raise fault_at(path, text, where, f"{safe(written)!r} is no pace", str(fault)) from None
    if table.timezone is not None and not _is_zone(table.timezone):
        from zoneinfo import available_timezones

        hint = nearest(table.timezone, available_timezones())
        raise fault_at(path, text, "athlete.timezone", f"no time zone {safe(table.timezone)!r}", hint)
    return Athlete(
        name=table.name,
        level=table.level,
        phase=table.phase,
        timezone=table.timezone,
        easy_speed_mps=speeds["easy_pace"],
        threshold_speed_mps=speeds["threshold_pace"],
        five_k_speed_mps=speeds["five_k_pace"],
        max_heart_rate_bpm=table.max_heart_rate,
        return_to_speed_from=table.return_to_speed_from,
        races=table.races,
        units=config.units,
    )


def _is_zone(name: str) -> bool:
    """Whether a time zone exists; listing them all takes a hundred times as long."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name of a zone, or a folder of zones
        return False
    return True
