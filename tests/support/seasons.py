"""Seasons drawn at random from a number: runners of all kinds, at every point of every progression."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from downtempo.model import Athlete, Session
from downtempo.model.altered import without_altitude
from downtempo.model.sketch import (
    EASY_MPS,
    MONDAY,
    downhill_reps,
    downhill_surges,
    easy,
    long,
    progressive,
    speed_reps,
    tempo,
)  # fmt: skip

#: What happens to a season: how many weeks of it are run, and what is done to them.
SHAPES = (
    "steady", "one run", "short", "ended long ago", "ended weeks ago", "a break", "a lighter week",
    "an unfinished week", "growing", "beyond", "without altitude",
)  # fmt: skip
_DOWNHILL = ("none", "beginner", "surges", "repeats", "steep", "long reps", "many", "short rests", "lapsed")
_SPEED = ("none", "stage 1", "stage 1 short", "stage 2", "stage 3", "track", "rushed", "lapsed")
_PROGRESSIVE = ("none", "first", "six", "large steps", "broken", "slow end", "kilometres", "lapsed")


def season(number: int) -> tuple[tuple[Session, ...], Athlete, date]:
    """Return the runs, the runner and the day of one season; the same for the same number."""
    chance = random.Random(number)
    shape, day = SHAPES[number % len(SHAPES)], MONDAY + timedelta(days=chance.randrange(7))
    n_weeks = {"one run": 1, "short": chance.randint(1, 3)}.get(shape, chance.randint(5, 10))
    runs = _runs(chance, n_weeks, shape)
    last = MONDAY + timedelta(days=6)
    if shape == "one run":
        runs = [run for run in runs if run.local_date == MONDAY - timedelta(days=7)][:1]
    elif shape in ("ended long ago", "ended weeks ago"):
        last = day - timedelta(weeks=chance.choice((7, 9, 20) if shape == "ended long ago" else (2, 3, 4, 5)))
    elif shape == "a break":
        gone = MONDAY - timedelta(weeks=chance.randint(1, 2)), MONDAY - timedelta(weeks=chance.randint(4, 5))
        runs = [run for run in runs if run.local_date and not gone[1] <= run.local_date < gone[0]]
    elif shape != "an unfinished week":
        last = MONDAY - timedelta(days=1)
    known = (run for run in runs if run.local_date is not None and run.local_date <= min(last, day))
    return tuple(sorted(known, key=lambda run: (run.local_date or MONDAY, run.file))), _athlete(chance), day


def _athlete(chance: random.Random) -> Athlete:
    return Athlete(
        level=chance.choice(("beginner", "intermediate", "experienced")),
        phase=chance.choice(("base", "build", "build", "peak")),
        units=chance.choice(("km", "mile")),
        return_to_speed_from=chance.choice((None, None, MONDAY - timedelta(weeks=chance.randint(1, 8)))),
        easy_speed_mps=chance.choice((None, EASY_MPS, 3.1)),
        threshold_speed_mps=chance.choice((None, 3.3, 3.64)),
        five_k_speed_mps=chance.choice((None, 3.5, 3.9)),
    )


def _runs(chance: random.Random, n_weeks: int, shape: str) -> list[Session]:
    downhill, speed, tempos = (chance.choice(kinds) for kinds in (_DOWNHILL, _SPEED, _PROGRESSIVE))
    hard_days = chance.sample((1, 3, 5), 3)
    km, lighter, out = chance.uniform(4, 16), chance.randint(1, 3), []
    for back in range(n_weeks, -1, -1):
        week = [easy(0, minutes=30 + 2 * km), easy(2, minutes=25 + km), easy(6, minutes=25)]
        is_lighter = shape == "a lighter week" and back == lighter
        grown = 1.0 + 0.06 * (n_weeks - back) * (shape == "growing")
        week.append(long(4, km=km * grown * (0.5 if is_lighter else 1.0)))
        if not is_lighter:
            week += [run for run in (
                _downhill(chance, downhill, back, hard_days[0], shape), _speed(speed, back, hard_days[1]),
                _progressive(tempos, back, hard_days[2]),
            ) if run is not None]  # fmt: skip
            week += [tempo(hard_days[2])] if tempos == "none" and chance.random() < 0.3 else []
        out += [_on(run, 7 * back) for run in week]
    return out


def _on(run: Session, days: int) -> Session:
    assert run.local_date is not None
    assert run.start_utc is not None
    lag = timedelta(days=days)
    return replace(
        run, local_date=run.local_date - lag, start_utc=run.start_utc - lag, sha256=f"{run.sha256}:{days}",
        file=f"{days:03}-{run.file}",
    )  # fmt: skip


def _downhill(chance: random.Random, kind: str, back: int, day: int, shape: str) -> Session | None:
    if kind == "none" or (kind == "lapsed" and back < 8):
        return None
    n, rep_s, grade = chance.randint(3, 8), chance.choice((20.0, 30.0, 33.4)), chance.choice((3.0, 4.0, 4.7))
    raised = 2 if shape in ("growing", "beyond") and back < 2 else 0
    run = {
        "beginner": lambda: downhill_surges(3 + raised, 20.0, 3.0, day=day),
        "surges": lambda: downhill_surges(5 + raised, rep_s, grade, day=day, recovery_s=chance.uniform(175, 260)),
        "steep": lambda: downhill_reps(6, 30.0, 8.4, day=day),
        "long reps": lambda: downhill_reps(6, 100.0, day=day),
        "many": lambda: downhill_reps(11 + raised, day=day),
        "short rests": lambda: downhill_surges(5, 30.0, day=day, recovery_s=50.0),
    }.get(kind, lambda: downhill_reps(n if shape == "beyond" else 5 + raised, rep_s, grade, day=day))()
    return without_altitude(run) if shape == "without altitude" and back < 3 else run


def _speed(kind: str, back: int, day: int) -> Session | None:
    if kind == "none" or (kind == "lapsed" and back < 8):
        return None
    stage = {"stage 2": (1, 2)[back < 3], "stage 3": (1, 2, 3)[(back < 5) + (back < 2)]}.get(kind, 1)
    if kind == "track":
        return speed_reps(6, 400, day=day, kind="track-repeats", speed_mps=4.123)
    if kind == "rushed":
        return speed_reps(9, 200, day=day, recovery_s=40)
    if kind == "stage 1 short":
        return speed_reps(8, 150, day=day, speed_mps=4.567)
    n, metres = ((6, 200.0), (5, 400.0), (4, 600.0))[stage - 1]
    return speed_reps(n, metres, day=day, speed_mps=4.321 - 0.1 * stage)


def _progressive(kind: str, back: int, day: int) -> Session | None:
    if kind == "none" or (kind == "lapsed" and back < 8):
        return None
    if kind == "kilometres":
        return in_km(progressive(22, 22, 22, 22, 22, 22, day=day))
    steps, start = {
        "six": ((30.0,) * 5, 615.0), "large steps": ((45.0,) * 4, 600.0), "broken": ((30.0, 30.0, -20.0, 40.0), 600.0),
        "slow end": ((16.0,) * 4, 640.0),
    }.get(kind, ((28.0,) * 4, 603.3))  # fmt: skip
    return progressive(*steps, start_s_per_mile=start, day=day)


def in_km(session: Session) -> Session:
    """Return a progressive tempo with splits of a kilometre in place of a mile."""
    run = session.progression
    assert run is not None
    splits = tuple(
        replace(s, span=replace(s.span, start_m=1000.0 * i, stop_m=1000.0 * (i + 1))) for i, s in enumerate(run.splits)
    )
    held = replace(run, unit="km", splits=splits)
    return replace(session, progression=held, distance_m=1000.0 * len(splits))
