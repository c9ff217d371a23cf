"""What the watch says about the run beside its records: sessions, laps, pauses, steps, devices."""

from __future__ import annotations

import math

from ...dataclass import dataclass
from ...model import Lap, Pause, WatchSplit, WorkoutStep
from ...model.track import ElevationSource
from . import profile
from .messages import Messages, Value, singly, text_of, whole_of
from .profile import FIT_EPOCH_S, TIME

_MS, _CM = 1000.0, 100.0
_QUARTER_S = 900
_MOST_TOLD = 100
_WEST_S, _EAST_S = -12 * 3600, 14 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """One activity of a file: where it starts [Unix s], its sport, and what the runner put down after it.

    `effort` counts from 1 to 10, `feel` from 0 (very weak) to 100 (very strong). `is_trail`: the watch was set to a
    sport on trails.
    """

    start_s: float
    sport: str
    effort: float | None
    is_trail: bool = False
    feel: float | None = None


def sessions(found: Messages) -> tuple[Session, ...]:
    """Return the sessions in rising time, one for each start; without any, the sport that was set."""
    by_start = {}
    for one in singly(found, profile.SESSION):
        effort, feel = _number(one, 193), _number(one, 192)
        start_s = _start(one)
        told = effort / 10.0 if 0 < effort <= _MOST_TOLD else None
        felt = feel if 0 <= feel <= _MOST_TOLD else None
        by_start[start_s] = Session(start_s, _sport(one, 5), told, whole_of(one, 6) == profile.TRAIL, felt)
    if by_start:
        return tuple(by_start[start] for start in sorted(by_start, key=lambda s: (math.isnan(s), s)))
    sports = [(_sport(one, 0), whole_of(one, 1) == profile.TRAIL) for one in singly(found, profile.SPORT)]
    return (Session(math.nan, sports[-1][0], None, sports[-1][1]),) if sports else ()


def laps(found: Messages) -> tuple[Lap, ...]:
    """Return the laps in file order, in Unix seconds."""
    return tuple(
        Lap(
            start_s=_start(one),
            stop_s=_stop(one),
            distance_m=_known(_number(one, 9) / _CM),
            trigger=profile.TRIGGERS.get(whole_of(one, 24), "unknown"),
            intensity=profile.INTENSITIES.get(whole_of(one, 23)),
            step_index=whole_of(one, 71) if 71 in one else None,
        )
        for one in singly(found, profile.LAP)
    )


def pauses(found: Messages) -> tuple[Pause, ...]:
    """Return the stretches from a stop of the timer to its next start, in Unix seconds; repeats are ignored."""
    out = []
    stopped_s = math.nan
    for one in singly(found, profile.EVENT):
        kind = whole_of(one, 1)
        if whole_of(one, 0) != profile.TIMER or TIME not in one:
            continue
        at_s = _number(one, TIME) + FIT_EPOCH_S
        if kind in profile.STOPS and math.isnan(stopped_s):
            stopped_s = at_s
        elif kind == profile.START and not math.isnan(stopped_s):
            if at_s > stopped_s:
                out.append(Pause(stopped_s, at_s))
            stopped_s = math.nan
    return tuple(out)


def splits(found: Messages) -> tuple[WatchSplit, ...]:
    """Return the stretches that the watch named, in Unix seconds."""
    return tuple(
        WatchSplit(
            kind=profile.SPLITS.get(whole_of(one, 0), f"split-{whole_of(one, 0)}"),
            start_s=_number(one, 9) + FIT_EPOCH_S,
            stop_s=(_number(one, 9) + _number(one, 1) / _MS if 1 in one else _number(one, 27)) + FIT_EPOCH_S,
            distance_m=_known(_number(one, 3) / _CM),
        )
        for one in singly(found, profile.SPLIT)
    )


def steps(found: Messages) -> tuple[WorkoutStep, ...]:
    """Return the steps of the workout that was loaded, by index."""
    told = (_step(i, one) for i, one in enumerate(singly(found, profile.WORKOUT_STEP)))
    return tuple(sorted(told, key=lambda step: step.index))


def _step(i: int, one: dict[int, Value]) -> WorkoutStep:
    ends_by = profile.DURATIONS.get(whole_of(one, 1), "unknown")
    amount = _number(one, 2)
    return WorkoutStep(
        index=whole_of(one, 254) if 254 in one else i,
        intensity=profile.INTENSITIES.get(whole_of(one, 7)),
        ends_by=ends_by,
        duration_s=_known(amount / _MS) if ends_by == "time" else None,
        distance_m=_known(amount / _CM) if ends_by == "distance" else None,
        repeat_from=whole_of(one, 2) if ends_by == "repeat" and 2 in one else None,
        repeat_count=whole_of(one, 4) if whole_of(one, 1) == profile.REPEAT_TIMES and 4 in one else None,
        speed_mps=_target_mps(one),
    )


def _target_mps(one: dict[int, Value]) -> float | None:
    """Return the middle of the range of speeds that a step asks for; zones mean something to the watch alone."""
    low, high = _number(one, 5) / _MS, _number(one, 6) / _MS
    if whole_of(one, 3) != profile.SPEED_TARGET or not 0 < low <= high:
        return None
    return (low + high) / 2


def workout(found: Messages) -> tuple[str, str]:
    """Return the name of the workout and its sport; empty and `unknown` where the file does not say."""
    for one in singly(found, profile.WORKOUT, 1):
        return text_of(one, 8), _sport(one, 4)
    return "", "unknown"


def utc_offset(found: Messages) -> int | None:
    """Return local time less UTC [s], to the quarter of an hour; None where absent or impossible."""
    offset = None
    for one in singly(found, profile.ACTIVITY):
        if 5 in one and TIME in one:
            exact = _number(one, 5) - _number(one, TIME)
            if not math.isfinite(exact):
                continue
            near = _QUARTER_S * round(exact / _QUARTER_S)
            if _WEST_S <= near <= _EAST_S:
                offset = near
    return offset


def elevation_source(found: Messages) -> ElevationSource:
    """Return what measured the altitude, told by the sensors that the watch lists as its own."""
    own = [one.get(1) for one in singly(found, profile.DEVICE_INFO) if one.get(25) == profile.LOCAL_SOURCE]
    if profile.BAROMETER in own:
        return "barometer"
    return "gps" if own else "unknown"


def file_kind(found: Messages) -> int | None:
    """Return the type of the file, of which 4 is a recording; None where it does not say."""
    kinds = [whole_of(one, 0) for one in singly(found, profile.FILE_ID, 1) if 0 in one]
    return kinds[0] if kinds else None


def device(found: Messages) -> str:
    """Return maker and product, by name where the file or the profile has one."""
    for one in singly(found, profile.FILE_ID, 1):
        maker = whole_of(one, 1)
        product = text_of(one, 8) or (str(whole_of(one, 2)) if 2 in one else "")
        return "/".join(filter(None, (profile.MAKERS.get(maker, f"maker-{maker}") if 1 in one else "", product)))
    return ""


def _sport(one: dict[int, Value], key: int) -> str:
    number = whole_of(one, key)
    return profile.SPORTS.get(number, f"sport-{number}" if number > 0 else "unknown")


def _start(one: dict[int, Value]) -> float:
    return _number(one, 2) + FIT_EPOCH_S


def _stop(one: dict[int, Value]) -> float:
    elapsed = _number(one, 7)
    return _number(one, TIME) + FIT_EPOCH_S if math.isnan(elapsed) else _start(one) + elapsed / _MS


def _number(one: dict[int, Value], key: int) -> float:
    value = one.get(key, math.nan)
    return math.nan if isinstance(value, bytes) else float(value)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
