"""Weeks whose verdict is known: made-up runs on made-up days, recorded, segmented, and held against the figures.

A run is a recipe and a seed, made and segmented once however many weeks hold it. Days count from Monday, 28 September
2026; a history is made of the weeks before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from downtempo.batch import classified, localized, unique
from downtempo.catalogue import load_catalogue
from downtempo.model import Athlete, History, Session, Track, Verdicts
from downtempo.model.results import Collected
from downtempo.rules import load_rules
from downtempo.scorer import score
from downtempo.segmenter import Settings, segment
from downtempo.synthetic import UTC_OFFSET_S, Run, Runner, Sensors
from downtempo.synthetic import record as recorded

MONDAY = date(2026, 9, 28)
RULES, CATALOGUE = load_rules(), load_catalogue()

#: Runners by level: their own speeds, and the paces that their configuration tells.
RUNNERS = {
    "beginner": Runner(easy_mps=1000 / 400, threshold_mps=1000 / 320, five_k_mps=1000 / 300, easy_cadence_spm=164.0),
    "intermediate": Runner(),
    "experienced": Runner(easy_mps=1000 / 300, threshold_mps=1000 / 225, five_k_mps=1000 / 207, unevenness_ratio=0.02),
}
#: Watches: a good one, one whose file does not say where its altitude comes from, a noisy one of that sort, smart
#: recording, a speed field that comes late, positions without a speed field.
WATCHES = {
    "good": Sensors(),
    "undeclared": Sensors(),
    "noisy": Sensors(barometer_m=0.4, drift_m_per_h=6.0, speed_mps=0.12, position_m=2.2),
    "smart": Sensors(smart_recording=True),
    "late": Sensors(lag_s=5.0),
    "positions": Sensors(has_speed=False, position_m=1.2),
    "gps": Sensors(altitude="gps", has_speed=False),
}
_UNDECLARED = frozenset({"undeclared", "noisy"})


@dataclass(frozen=True)
class Recipe:
    """How a run is made: a function of the generator or of `workouts`, and what it is told."""

    make: Callable[..., Run]
    told: tuple[tuple[str, object], ...] = ()
    change: Callable[[Track], Track] | None = None
    """What befell the recording."""

    def run(self, runner: Runner, seed: int) -> Run:
        """Make it."""
        return self.make(runner=runner, seed=seed, **dict(self.told))


def recipe(make: Callable[..., Run], change: Callable[[Track], Track] | None = None, **told: object) -> Recipe:
    """Return the recipe of a run."""
    return Recipe(make, tuple(sorted(told.items())), change)


@dataclass(frozen=True)
class Outing:
    """A recipe on a day (Monday is 0, earlier days negative) at a local hour."""

    day: int
    recipe: Recipe
    hour: float = 18.0


Days = tuple[Outing, ...]


def outings(days: Mapping[int, Recipe], *, weeks: Iterable[int] = (0,)) -> Days:
    """Put recipes on days, in each of these weeks (0 is the one of `MONDAY`)."""
    return tuple(Outing(day + 7 * k, what) for k in weeks for day, what in days.items())


@dataclass(frozen=True, kw_only=True)
class Season:
    """What one runner has run, who that is, and the watch."""

    days: Days
    level: str = "intermediate"
    phase: str = "build"
    watch: str = "undeclared"
    runner: Runner | None = None
    athlete: Mapping[str, object] = field(default_factory=dict)
    today: date = MONDAY + timedelta(days=7)
    seed: int = 0
    week_starts: int = 0
    utc_offset_s: int = UTC_OFFSET_S
    zone: str | None = None
    change: Callable[[Session], Session] | None = None
    """What is done to each session once it is segmented."""

    @property
    def known(self) -> Athlete:
        """The athlete as configured."""
        runner = self.runner or RUNNERS[self.level]
        told: dict[str, object] = {
            "level": self.level, "phase": self.phase, "easy_speed_mps": runner.easy_mps,
            "threshold_speed_mps": runner.threshold_mps, "five_k_speed_mps": runner.five_k_mps,
            "max_heart_rate_bpm": runner.max_heart_rate_bpm,
        }  # fmt: skip
        return Athlete(**(told | dict(self.athlete)))  # type: ignore[arg-type]


@cache
def _made(what: Recipe, runner: Runner, seed: int) -> Run:
    return what.run(runner, seed)


@cache
def _segmented(what: Recipe, runner: Runner, watch: str, seed: int, easy_mps: float | None) -> tuple[Track, Session]:
    track = recorded(_made(replace(what, change=None), runner, seed), WATCHES[watch], seed)
    if watch in _UNDECLARED:
        track = replace(track, elevation_source="unknown")
    if what.change is not None:
        track = what.change(track)
    return track, segment(track, Settings(easy_speed_mps=easy_mps))


def sessions_of(season: Season) -> tuple[Session, ...]:
    """Return the runs of a season, segmented, on their days, and named; duplicates counted once."""
    runner = season.runner or RUNNERS[season.level]
    out = []
    for k, outing in enumerate(season.days):
        # A runner's Tuesday looks a little different from week to week.
        seed = 100 * season.seed + (outing.day // 7) % 3 + 10 * (outing.day % 7)
        track, session = _segmented(outing.recipe, runner, season.watch, seed, season.known.easy_speed_mps)
        local = datetime.combine(MONDAY + timedelta(days=outing.day), time()) + timedelta(hours=outing.hour)
        start = (local - timedelta(seconds=season.utc_offset_s)).replace(tzinfo=UTC)
        track = replace(track, start_utc=start, utc_offset_s=season.utc_offset_s)
        name = f"day{outing.day:+04}-{outing.hour:g}-{k}.fit"
        dated = replace(session, start_utc=start, utc_offset_s=season.utc_offset_s, file=name, sha256=name)
        out.append(localized(season.change(dated) if season.change else dated, track, season.zone))
    found = unique(Collected(tuple(out)))
    return classified(found.sessions, season.known)


def judged(season: Season) -> tuple[Verdicts, tuple[Session, ...]]:
    """Return what the rules say of the week of `MONDAY` and of its runs, and those runs."""
    history = History.of(sessions_of(season), season.today, season.week_starts)
    week = history.week_of(MONDAY)
    told = score(RULES, CATALOGUE, season.known, history, sessions=week.sessions, weeks=[week])
    return told, week.sessions


def loud(verdicts: Verdicts, *quiet: str) -> set[str]:
    """Return the codes of errors and warnings, the data's and those left out."""
    codes = {f.code for f in verdicts.findings if f.severity != "info"}
    return {code for code in codes if not code.startswith("DQ")} - set(quiet)
