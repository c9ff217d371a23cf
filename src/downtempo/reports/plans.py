"""A planned run in a runner's words: `6 x 30 s at 4 %, walk back up`."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.planned import Planned
from ..units import UNIT_M, Unit, clock, pace
from .words import count_words, length_words, number_words

_LONG_S = 180.0
_WAYS = {"walk back": "walk back up", "jog back": "jog back up"}
_EMPTY = {"rest": "day of rest", "easy": "easy", "race": "race"}


def plan_words(planned: Planned, unit: Unit) -> str:
    """Return what a planned run is."""
    if planned.paces_s_per_m:
        return _splits(planned, unit)
    if planned.n_reps:
        return "; then ".join(_reps(block, unit) for block in (planned, *planned.more))
    if planned.distance_m is not None:
        return length_words(planned.distance_m, unit)
    return clock(planned.duration_s) if planned.duration_s is not None else _EMPTY.get(planned.kind, planned.kind)


def plan_table(planned: Planned, unit: Unit) -> dict[str, str | int]:
    """Return a run as the `[[session]]` of a plan has it, in the amounts in which `plan_words` prints it; no date.

    The pace of downhill reps is left to the runner.
    """
    table: dict[str, str | int] = {"kind": planned.kind}
    if planned.paces_s_per_m:
        paces = planned.paces_s_per_m
        table |= {"splits": len(paces), "first-pace": f"{pace_words(paces[0], unit)}{per_words(unit)}"}
        table |= {"step": _step_words(paces, unit), "unit": planned.unit}
    if planned.n_reps:
        table["reps"] = planned.n_reps
        table["rep"] = time_words(planned.rep_s) if planned.rep_s is not None else f"{planned.rep_m:.0f} m"
        if planned.grade_ratio is not None and planned.kind == "downhill":
            table["grade"] = percent_words(planned.grade_ratio)
        if planned.speed_mps is not None and planned.kind == "speed":
            table["pace"] = f"{pace_words(1 / planned.speed_mps, unit)}{per_words(unit)}"
        pause = planned.way if planned.recovery_s is None else clock(planned.recovery_s)
        table |= {"rest" if planned.kind == "speed" else "recovery": pause} if pause else {}
    elif planned.distance_m is not None:
        table["distance"] = length_words(planned.distance_m, unit)
    ends = {"warm-up": planned.warm_up_s, "cool-down": planned.cool_down_s}
    return table | {key: time_words(seconds) for key, seconds in ends.items() if seconds}


def time_words(seconds: float) -> str:
    """Write the length of a rep: `30 s`, `90 s`, `8 min`."""
    if seconds >= _LONG_S:
        return f"{seconds / 60:.0f} min" if seconds % 60 == 0 else clock(seconds)
    return f"{number_words(round(seconds, 1))} s"


def percent_words(ratio: float) -> str:
    """Write a grade as sources do: positive downhill, to a tenth."""
    return f"{number_words(round(100 * abs(ratio), 1))} %"


def pace_words(seconds_per_m: float, unit: Unit) -> str:
    """Write a pace in the runner's unit, without it."""
    return pace(1 / seconds_per_m, UNIT_M[unit])


def per_words(unit: Unit) -> str:
    """Write the unit behind a pace."""
    return "/mi" if unit == "mile" else "/km"


def splits_words(n_splits: int, first: float, last: float, split: str, unit: Unit) -> str:
    """Write a progressive run: number and unit of its splits, first and last pace [s/m]."""
    length = count_words(n_splits, "mile") if split == "mile" else f"{n_splits} km"
    return f"{length}, {pace_words(first, unit)} → {pace_words(last, unit)} {per_words(unit)}"


def _splits(planned: Planned, unit: Unit) -> str:
    paces = planned.paces_s_per_m
    told = splits_words(len(paces), paces[0], paces[-1], planned.unit, unit)
    split = "mile" if planned.unit == "mile" else "kilometre"
    return f"{told}, each {split} {_step_words(paces, unit)} faster"


def _step_words(paces: Sequence[float], unit: Unit) -> str:
    step_s = (paces[0] - paces[-1]) / max(len(paces) - 1, 1) * UNIT_M[unit]
    return f"{step_s:.0f} s{per_words(unit)}"


def _reps(planned: Planned, unit: Unit) -> str:
    lengths = [time_words(planned.rep_s)] if planned.rep_s is not None else []
    lengths += [f"{planned.rep_m:.0f} m"] if planned.rep_m is not None else []
    told = f"{planned.n_reps} x {' or '.join(lengths)}" if planned.n_reps > 1 else " or ".join(lengths)
    if planned.grade_ratio is not None:
        told += f" at {percent_words(planned.grade_ratio)}"
    if planned.kind in ("speed", "tempo", "reps") and planned.speed_mps is not None:
        told += f" at {pace(planned.speed_mps, UNIT_M[unit])} {per_words(unit)}"
    if planned.n_reps < 2:
        return told
    if planned.way in _WAYS:
        return f"{told}, {_WAYS[planned.way]}"
    if planned.recovery_s is None:
        return told
    return f"{told}, {clock(planned.recovery_s)} {'easy' if planned.way == 'jog' else 'rest'} between"
