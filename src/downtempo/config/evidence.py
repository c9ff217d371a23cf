"""What the runs of one runner show: each setting with its value, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from zoneinfo import available_timezones

from ..averages import median
from ..dataclass import dataclass
from ..model.segments import Surge
from ..model.session import Session
from ..units import KM_M, MILE_M, clock, pace, parse_pace

#: Easy running is that of the last six weeks, as the segmenter takes it; habits are those of the last twelve.
_EASY_BACK, _BACK = timedelta(days=42), timedelta(days=84)
_LEAST_EASY_RUNS, _LEAST_TEMPOS, _LEAST_WEEKS = 3, 2, 4
_TEMPO_S, _TEMPO_BLOCK_S, _TEMPO_SPREAD = 900.0, 480.0, 1.05
#: A race over 5 km is run about a third faster than easy running, a tempo about a quarter. Where the runs show neither,
#: the example that stands commented out says so.
_FIVE_K_M, _FIVE_K_OVER_EASY = (4800.0, 5300.0), 1.3
_EXAMPLE_MPS, _TEMPO_RATIO, _FIVE_K_RATIO = 1000 / 357, 1.25, 4 / 3
_HOME_SHARE = 0.8
_LAP_SLACK = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The runs of one runner, classified, by day; and what their recordings say beside.

    `zones` counts the runs that begin in each time zone, `auto_laps_m` holds the lengths of laps that the watch took
    by distance [m]; `n_unread` files could not be read.
    """

    sessions: tuple[Session, ...]
    n_unread: int = 0
    zones: Mapping[str, int] = field(default_factory=dict)
    auto_laps_m: tuple[float, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The local days of the runs, in order."""
        return tuple(sorted(s.local_date for s in self.sessions if s.local_date is not None))

    def recent(self, back: timedelta) -> tuple[Session, ...]:
        """Return the runs of so much time up to the last one."""
        if not self.days:
            return ()
        first = self.days[-1] - back
        return tuple(s for s in self.sessions if s.local_date is not None and s.local_date > first)


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the file. Where the runs cannot tell it, `is_told` is false and `value` an example."""

    key: str
    value: str
    why: str
    is_told: bool = True


def units(evidence: Evidence) -> Setting:
    """Tell the units from the laps that the watch takes by itself."""
    miles, kilometres = (
        sum(abs(lap / unit_m - 1) < _LAP_SLACK for lap in evidence.auto_laps_m) for unit_m in (MILE_M, KM_M)
    )
    if miles == kilometres:
        return Setting("units", "km", '"mile" or "km"; the watch takes no laps by distance that would tell', False)
    unit = "mile" if miles > kilometres else "km"
    return Setting("units", unit, f"the watch takes its laps by the {'mile' if unit == 'mile' else 'kilometre'}")


def level(evidence: Evidence) -> Setting:
    """Propose the level from how much and how hard was run; our own reading, for want of a source that draws lines."""
    runs = evidence.recent(_BACK)
    weeks = ((evidence.days[-1] - min(s.local_date for s in runs if s.local_date)).days + 1) / 7 if runs else 0.0
    if weeks < _LEAST_WEEKS:
        why = f"beginner, intermediate or experienced; {_LEAST_WEEKS} weeks of runs would show it"
        return Setting("level", "intermediate", why, False)
    often = len(runs) / weeks
    far_m = sum(s.distance_m or 0.0 for s in runs) / weeks
    hard = len({s.local_date for s in runs if s.is_hard}) / weeks
    why = f"{often:.1f} runs, {far_m / KM_M:.0f} km and {hard:.1f} hard days a week over {weeks:.0f} weeks"
    if often >= 5 and far_m >= 50 * KM_M and hard >= 1.5:
        return Setting("level", "experienced", why)
    if hard < 0.5 and (often < 3 or far_m < 20 * KM_M):
        return Setting("level", "beginner", why)
    return Setting("level", "intermediate", why)


def timezone(evidence: Evidence) -> Setting:
    """Tell the time zone in which most runs began."""
    located = sum(evidence.zones.values())
    if not located:
        return Setting("timezone", "Europe/Zurich", "no run holds a position that would tell", False)
    zone, n = min(evidence.zones.items(), key=lambda item: (-item[1], item[0]))
    if n < _HOME_SHARE * located:
        told = ", ".join(f"{name} {count}" for name, count in sorted(evidence.zones.items()))
        return Setting("timezone", zone, f"the runs began in several ({told}); each counts where it was run", False)
    is_known = zone in available_timezones()  # places and zones come from two tables, which may differ in age
    return Setting("timezone", zone, f"where {n} of {located} runs began", is_known)


def easy_speed(evidence: Evidence) -> tuple[float | None, Sequence[Session]]:
    """Return the median grade-adjusted speed of recent easy runs [m/s], and those runs; None for too few."""
    runs = [s for s in evidence.recent(_EASY_BACK) if s.kind in ("easy", "long") and s.base_speed_mps]
    speeds = [s.base_speed_mps for s in runs if s.base_speed_mps]
    return (median(speeds) if len(speeds) >= _LEAST_EASY_RUNS else None), runs


def paces(evidence: Evidence, unit: str) -> Iterator[Setting]:
    """Tell easy, threshold and 5 km pace, each only where there are runs that show it."""
    for setting in _paces(evidence, unit):
        try:
            parse_pace(setting.value)
            yield setting
        except ValueError as fault:
            yield Setting(setting.key, _written(_EXAMPLE_MPS, unit), f"{setting.why}; but {fault}", False)


def _paces(evidence: Evidence, unit: str) -> Iterator[Setting]:
    easy_mps, runs = easy_speed(evidence)
    speeds = sorted(s.base_speed_mps for s in runs if s.base_speed_mps)
    if easy_mps is None:
        why = f"{_LEAST_EASY_RUNS} easy runs would show it; {len(runs)} found in six weeks"
        yield Setting("easy-pace", _written(_EXAMPLE_MPS, unit), why, False)
    else:
        why = f"grade-adjusted, the median of {len(runs)} easy runs, {_span(speeds, unit)}"
        yield Setting("easy-pace", _written(easy_mps, unit), why)
    yield _threshold(evidence, unit, easy_mps)
    yield _five_k(evidence, unit, easy_mps)


def _threshold(evidence: Evidence, unit: str, easy_mps: float | None) -> Setting:
    speeds = sorted(speed for s in evidence.recent(_BACK) if (speed := _tempo_speed(s, easy_mps)) is not None)
    if len(speeds) < _LEAST_TEMPOS:
        found = f"{len(speeds)} found in twelve weeks; a quarter faster than easy would be"
        why = f"{_LEAST_TEMPOS} tempo runs of 15 minutes or more would show it; {found}"
        return Setting("threshold-pace", _written(_TEMPO_RATIO * (easy_mps or _EXAMPLE_MPS), unit), why, False)
    middle = median(speeds)
    if speeds[-1] > _TEMPO_SPREAD * speeds[0]:
        why = f"{len(speeds)} tempo runs were found, but they differ: {_span(speeds, unit)}"
        return Setting("threshold-pace", _written(middle, unit), why, False)
    return Setting("threshold-pace", _written(middle, unit), f"{len(speeds)} tempo runs, {_span(speeds, unit)}")


def _tempo_speed(session: Session, easy_mps: float | None) -> float | None:
    """Return the grade-adjusted speed of the long blocks of a tempo run [m/s]; None where they are too short.

    A block that may have been a race over 5 km tells another pace.
    """
    blocks = [s for s in session.reps if session.kind == "tempo" and s.span.duration_s >= _TEMPO_BLOCK_S]
    time_s = sum(s.span.duration_s for s in blocks)
    if time_s < _TEMPO_S or any(_is_five_k_race(s, easy_mps) for s in blocks):
        return None
    return sum(_speed(s) * s.span.duration_s for s in blocks) / time_s


def _five_k(evidence: Evidence, unit: str, easy_mps: float | None) -> Setting:
    blocks = [(b, s) for s in evidence.recent(_BACK) for b in s.surges if _is_five_k(b)]
    fast = [(_speed(b), s) for b, s in blocks if _is_five_k_race(b, easy_mps)]
    if not fast:
        found = f"{len(blocks)} found in twelve weeks, none that fast" if blocks and easy_mps else "none found"
        why = f"5 km in one go, a third faster than easy, would show it; {found}; that would be"
        return Setting("five-k-pace", _written(_FIVE_K_RATIO * (easy_mps or _EXAMPLE_MPS), unit), why, False)
    speed, session = max(fast, key=lambda item: item[0])
    why = f"5 km in {clock(5 * KM_M / speed)} on {session.local_date}; take a race result where there is a faster one"
    return Setting("five-k-pace", _written(speed, unit), why)


def _is_five_k(surge: Surge) -> bool:
    least, most = _FIVE_K_M
    return least <= surge.span.distance_m <= most


def _is_five_k_race(surge: Surge, easy_mps: float | None) -> bool:
    return _is_five_k(surge) and easy_mps is not None and _speed(surge) >= _FIVE_K_OVER_EASY * easy_mps


def _speed(surge: Surge) -> float:
    return surge.gap_speed_mps or surge.speed_mps


def _written(speed_mps: float, unit: str) -> str:
    return f"{pace(speed_mps, MILE_M if unit == 'mile' else KM_M)}/{unit}"


def _span(speeds: Sequence[float], unit: str) -> str:
    slow, fast = _written(speeds[0], unit), _written(speeds[-1], unit)
    return fast if slow == fast else f"{fast.partition('/')[0]} to {slow}"
