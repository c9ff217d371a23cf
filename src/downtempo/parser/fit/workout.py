"""A FIT workout file: what a watch is told to ask for."""

from __future__ import annotations

from ...errors import Malformed, UnknownFormat
from ...model import Workout
from . import summary
from .parts import parts
from .profile import WORKOUT_FILE

_HINT = "export the workout again"


def read_workout(data: bytes) -> Workout:
    """Read the steps of a workout file.

    Raises
    ------
    InputError
        It is no FIT file, holds no workout, or is damaged: half a workout is no plan.
    """
    if data[8:12] != b".FIT":
        raise UnknownFormat("not-workout", "no FIT file; not read", hint="give a FIT workout, or a plan in TOML")
    part = next(parts(data))
    if summary.file_kind(part.messages) != WORKOUT_FILE:
        raise UnknownFormat("not-workout", "a FIT file that is no workout; not read", hint="give a workout file")
    damage = next((one for one in part.notes if one.severity == "error"), None)
    if damage is not None:
        raise Malformed(damage.reason, damage.message, offset=damage.offset, hint=_HINT)
    name, sport = summary.workout(part.messages)
    steps = summary.steps(part.messages)
    if not steps:
        raise Malformed("workout-empty", "a workout without steps", hint=_HINT)
    return Workout(name, sport, steps)
