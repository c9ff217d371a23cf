"""A workout file, told from a recording and from a plan by its content."""

from __future__ import annotations

from ..errors import InputError
from ..model import Workout
from .sniff import sniff


def parse_workout(data: bytes, name: str) -> Workout | None:
    """Read a workout; None where the bytes are text, such as a plan.

    Raises
    ------
    InputError
        It is a file of another kind, or damaged; the error names it.
    """
    kind = sniff(data)
    if kind in ("unknown", "empty"):
        return None
    from .fit import read_workout

    try:
        return read_workout(data)
    except InputError as fault:
        fault.path = name
        raise
