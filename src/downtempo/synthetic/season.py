"""Weeks of runs by one runner: what is run on which day, at what local time, and how a season repeats it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from ..dataclass import dataclass
from ..model.track import Track
from .course import UTC_OFFSET_S, Course, legs
from .laps import Laps
from .motion import Run
from .runner import CLUB_RUNNER, Runner
from .sensors import GOOD_WATCH, Sensors, record
from .workouts import Slope, downhill_repeats, easy_run, long_run, speed_repeats

#: Places along `home_course` where its two slopes begin [m]: the gentle one falls on the way out, the steep one on the
#: way back.
GENTLE_TOP_M, STEEP_TOP_M = 1740.0, 2460.0
#: Every so many weeks a lighter one.
DELOAD_EVERY = 4


@dataclass(frozen=True, slots=True)
class Appointment:
    """A run that a week holds: day (Monday is 0), local time, and how it is made from a seed.

    `perceived_effort` (1 to 10) is what the runner told the watch, `laps` how it divided the run.
    """

    weekday: int
    at: time
    make: Callable[[int], Run]
    perceived_effort: float | None = None
    laps: Laps = "none"


@dataclass(frozen=True, slots=True)
class Outing:
    """One run of a season: its local start, the run as it was, and what the watch stored of it."""

    local_start: datetime
    run: Run
    track: Track

    @property
    def name(self) -> str:
        """Local date and time, ready for a file name: `2026-09-29T1800`."""
        return self.local_start.strftime("%Y-%m-%dT%H%M")


WeekPlan = Callable[[bool], Sequence[Appointment]]
"""From whether the week is a lighter one to what it holds."""


@cache
def home_course() -> Course:
    """Return the 8 km line along which the runner of `conforming_week` goes out and back.

    Rolling ground with a slope of 4.4 % that falls on the way out and one of 8.4 % that falls on the way back, so that
    easy runs come down both.
    """
    waves = [(240, 0.03), (260, -0.03), (220, 0.028), (250, -0.026)]
    slopes = [(450, 0.0), (260, 0.02), (40, 0.0), (230, -0.044), (280, 0.0), (250, 0.084), (160, 0.0), (200, -0.03)]
    return legs([*waves, *slopes, *waves, (150, 0.0), *waves, *waves, *waves, (800, 0.0)], start_m=60.0, seed=7)


def conforming_week(runner: Runner = CLUB_RUNNER) -> WeekPlan:
    """Return a week that keeps to what the sources document.

    Monday and Wednesday easy, Tuesday six downhill repeats at 4 %, Thursday six times 200 m, Saturday long. A lighter
    week has no reps and a shorter long run.
    """
    slope = Slope(course=home_course(), top_m=GENTLE_TOP_M)

    def week(is_light: bool) -> Sequence[Appointment]:
        easy = [
            Appointment(day, time(7, 0), lambda seed: easy_run(6600.0, course=home_course(), runner=runner, seed=seed))
            for day in (0, 2)
        ]
        long_m = 9000.0 if is_light else 12_000.0
        long = Appointment(5, time(9, 0), lambda seed: long_run(long_m, course=home_course(), runner=runner, seed=seed))
        hard = [
            Appointment(1, time(18, 0), lambda seed: downhill_repeats(slope=slope, runner=runner, seed=seed), 6.0),
            Appointment(3, time(18, 0), lambda seed: speed_repeats(runner=runner, seed=seed), 6.0),
        ]
        return [*easy, long] if is_light else [*easy, *hard, long]

    return week


def season(
    week: WeekPlan,
    start: date,
    weeks: int,
    *,
    seed: int = 0,
    sensors: Sensors = GOOD_WATCH,
    utc_offset_s: int = UTC_OFFSET_S,
    deload_every: int = DELOAD_EVERY,
) -> Iterator[Outing]:
    """Yield the runs of `weeks` weeks from the Monday `start` on, in order; every `deload_every`-th is a lighter one.

    Each run has its own seed, made from `seed` and its place in the season.

    Raises
    ------
    ValueError
        `start` is no Monday.
    """
    if start.weekday() != 0:
        raise ValueError(f"{start.isoformat()} is no Monday")
    for k in range(weeks):
        appointments = sorted(week(k % deload_every == deload_every - 1), key=lambda a: (a.weekday, a.at))
        for j, appointment in enumerate(appointments):
            monday = start + timedelta(weeks=k)
            yield outing(appointment, monday, 1000 * seed + 20 * k + j, sensors, utc_offset_s)


def outing(
    appointment: Appointment,
    monday: date,
    seed: int,
    sensors: Sensors = GOOD_WATCH,
    utc_offset_s: int = UTC_OFFSET_S,
) -> Outing:
    """Return the run of one appointment in the week of `monday`."""
    local = datetime.combine(monday + timedelta(days=appointment.weekday), appointment.at)
    made = appointment.make(seed)
    track = record(
        made, sensors, seed, start_utc=(local - timedelta(seconds=utc_offset_s)).replace(tzinfo=UTC),
        utc_offset_s=utc_offset_s, perceived_effort=appointment.perceived_effort, laps=appointment.laps,
    )  # fmt: skip
    return Outing(local, made, track)
