"""A plan: one `[[session]]` for each planned run, read and refused like the configuration."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..dataclass import dataclass
from ..errors import UsageError
from ..model.planned import PlanKind, Planned, Way
from ..text import nearest, safe
from ..units import KM_M, UNIT_M, clock
from . import amounts
from .amounts import WrongAmount

#: For each kind the keys that it needs and those that it may have besides; `date` and `kind` are needed by all.
_KINDS: dict[PlanKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "easy": ((), ("distance", "duration", "drop")),
    "long": (("distance",), ("duration", "drop")),
    "downhill": (("reps", "rep"), ("grade", "recovery", "pace", "warm-up", "cool-down", "distance", "drop", "workout")),
    "speed": (("reps", "rep"), ("rest", "pace", "warm-up", "cool-down", "distance", "drop", "workout")),
    "progressive": (("splits", "first-pace", "step"), ("unit", "warm-up", "cool-down", "distance", "drop")),
    "tempo": ((), ("duration", "reps", "rep", "rest", "pace", "warm-up", "cool-down", "distance", "drop", "workout")),
    "race": (("distance",), ("pace", "drop")),
    "rest": ((), ()),
}
#: What a workout file says itself.
_OF_WORKOUT = frozenset({"reps", "rep", "rest", "pace", "warm-up", "cool-down", "duration"})
_WAYS: dict[str, Way] = {"walk back": "walk back", "jog back": "jog back"}
#: No amount takes more characters.
_LONGEST = 100
#: Nobody runs a kilometre faster [s].
_FASTEST_S = 100.0
_HEADER = re.compile(r"\s*\[\[\s*\"?session\"?\s*\]\]")
_READERS: dict[str, Callable[[Any], Any]] = {
    "date": amounts.read_day,
    "kind": lambda value: amounts.read_choice(value, *_KINDS),
    "distance": amounts.read_length,
    "duration": amounts.read_duration,
    "drop": amounts.read_drop,
    "reps": amounts.read_count,
    "rep": amounts.read_rep,
    "grade": amounts.read_grade,
    "recovery": lambda value: _recovery(value),
    "rest": amounts.read_pause,
    "pace": amounts.read_pace,
    "warm-up": amounts.read_time,
    "cool-down": amounts.read_time,
    "splits": amounts.read_count,
    "first-pace": amounts.read_pace,
    "step": amounts.read_step,
    "unit": lambda value: amounts.read_choice(value, "mile", "km"),
    "workout": lambda value: amounts.read_file(value),
}
_FIELDS = {
    "distance": "distance_m", "duration": "duration_s", "drop": "drop_m", "reps": "n_reps", "grade": "grade_ratio",
    "pace": "speed_mps", "warm-up": "warm_up_s", "cool-down": "cool_down_s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One planned run, and the workout file that says what it is made of, where the plan names one."""

    planned: Planned
    workout: Path | None = None


def load_plan(path: Path, text: str) -> tuple[PlanEntry, ...]:
    """Read and check a plan.

    Raises
    ------
    UsageError
        It is no TOML, or a key or value is wrong; the message names the line and the nearest right one.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UsageError("plan-toml", f"is no TOML: {safe(str(fault))}", path=str(path)) from None
    except (RecursionError, ValueError):  # tables a thousand deep, numbers of thousands of digits
        raise UsageError("plan-toml", "far too deep, or a number far too long", path=str(path)) from None
    for key in table:
        if key != "session":
            hint = nearest(key, ["session"]) or "a plan is a list of [[session]]"
            raise UsageError("plan-invalid", f"{safe(key)}: no such key", path=str(path), hint=hint)
    entries = table.get("session", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError("plan-invalid", "no session in the plan", path=str(path), hint="begin each with [[session]]")
    return tuple(_entry(entry, _Place(path, text, number)) for number, entry in enumerate(entries, 1))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the session `number` of a plan stands."""

    path: Path
    text: str
    number: int

    def line(self, key: str = "") -> int | None:
        """Return the line of the session's header, or of one of its keys where that is found."""
        lines = self.text.splitlines()
        headers = [i for i, line in enumerate(lines) if _HEADER.match(line)]
        if len(headers) < self.number:
            return None
        start, stop = [*headers, len(lines)][self.number - 1 : self.number + 1]
        pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
        found = (i for i in range(start + 1, stop) if key and pattern.match(lines[i]))
        return 1 + next(found, start)

    def refuse(self, key: str, what: str, hint: str) -> UsageError:
        """Return the error for a key."""
        line = self.line(key)
        place = f"{self.path}:{line}" if line else str(self.path)
        return UsageError("plan-invalid", f"session {self.number}, {safe(key)}: {what}", path=place, hint=hint)


def _entry(entry: dict[str, Any], place: _Place) -> PlanEntry:
    kind = cast(PlanKind, _read("kind", entry, place))
    needed, allowed = _KINDS[kind]
    known = {"date", "kind", *needed, *allowed}
    for key in entry:
        if key not in known:
            what = f"no such key for a session of kind {kind}" if key in _READERS else "no such key"
            raise place.refuse(key, what, nearest(key, known) or f"known: {', '.join(sorted(known))}")
    given = {key: _read(key, entry, place) for key in ("date", *entry)}
    _check_whole(kind, needed, given, place)
    _check_paces(given, place)
    planned = Planned(
        day=given["date"], kind=kind, place=f"{place.path}:{place.line() or place.number}",
        **{_FIELDS[key]: value for key, value in given.items() if key in _FIELDS},
    )  # fmt: skip
    workout = place.path.parent / given["workout"] if "workout" in given else None
    return PlanEntry(_with_parts(planned, given), workout)


def _read(key: str, entry: dict[str, Any], place: _Place) -> Any:
    if key not in entry:
        raise place.refuse(key, "is missing", f"known kinds: {', '.join(_KINDS)}" if key == "kind" else "")
    value = entry[key]
    if isinstance(value, str) and len(value) > _LONGEST and key != "workout":
        raise place.refuse(key, "far too long", "")
    try:
        return _READERS[key](value)
    except WrongAmount as fault:
        raise place.refuse(key, fault.what, fault.hint) from None


def _check_whole(kind: PlanKind, needed: tuple[str, ...], given: dict[str, Any], place: _Place) -> None:
    """Refuse a session that says too little, or the same thing twice."""
    if "workout" in given:
        for key in sorted(_OF_WORKOUT & given.keys()):
            raise place.refuse(key, "the workout file says this itself", "leave one of them out")
        return
    for key in needed:
        if key not in given:
            raise place.refuse(key, f"is missing; a session of kind {kind} needs it", "")
    if kind == "easy" and not given.keys() & {"distance", "duration"}:
        raise place.refuse("distance", "is missing; give a distance or a duration", "")
    if kind == "tempo" and ("duration" in given) == bool(given.keys() & {"reps", "rep"}):
        raise place.refuse("duration", "a tempo has a duration, or reps of a length, and not both", "")
    if kind == "tempo" and ("reps" in given) != ("rep" in given):
        raise place.refuse("rep", "reps and rep belong together", "")


def _check_paces(given: dict[str, Any], place: _Place) -> None:
    """Refuse splits that nobody runs: the pace that the last one comes to is no pace."""
    if "splits" not in given:
        return
    last = _paces(given)[-1]
    if last * KM_M < _FASTEST_S:
        told = clock(last * KM_M) if last > 0 else "less than nothing"
        raise place.refuse("step", f"the last split would take {told} a kilometre", "fewer splits or a smaller step")


def _paces(given: dict[str, Any]) -> tuple[float, ...]:
    """Return the pace of each split [s/m]."""
    step_s, metres = given["step"]
    step = step_s / (metres or UNIT_M[given.get("unit", "mile")])
    return tuple(1 / given["first-pace"] - k * step for k in range(given["splits"]))


def _with_parts(planned: Planned, given: dict[str, Any]) -> Planned:
    """Put in what takes more than one key to tell: reps, recoveries, splits."""
    if planned.kind == "tempo" and planned.duration_s is not None:
        planned = replace(planned, n_reps=1, rep_s=planned.duration_s, duration_s=None)
    if "rep" in given:
        planned = replace(planned, rep_s=given["rep"][0], rep_m=given["rep"][1])
    if "recovery" in given:
        planned = replace(planned, way=given["recovery"][0], recovery_s=given["recovery"][1])
    if "rest" in given:
        planned = replace(planned, way="rest", recovery_s=given["rest"])
    if "splits" in given:
        planned = replace(planned, paces_s_per_m=_paces(given), unit=given.get("unit", "mile"))
    return planned


def _recovery(value: Any) -> tuple[Way, float | None]:
    """Return how the runner gets to the next rep, and how long that takes where it is a time [s]."""
    way = _WAYS.get(value.removesuffix(" up")) if isinstance(value, str) else None
    if way is not None:
        return way, None
    try:
        return "jog", amounts.read_pause(value)
    except WrongAmount as fault:
        likely = nearest(str(value), _WAYS) or (fault.hint if "did you mean" in fault.hint else "")
        hint = likely or '"walk back", "jog back" or a time such as "3 min"'
        raise WrongAmount(f"{safe(str(value))!r} is no recovery", hint) from None
