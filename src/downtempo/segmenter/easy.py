"""How fast easy running is for this runner, and where that is known from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ..averages import median
from ..model.athlete import Athlete
from ..model.session import Session
from ..model.shape import RETURN_DAYS

#: How far back the runs lie that have a say in what a run is called [days].
LOOK_BACK_DAYS = max(42, RETURN_DAYS)
_LEAST_RUNS = 3
_EASY = frozenset({"easy", "long", "strides"})


def easy_speed(session: Session, earlier: Sequence[Session], athlete: Athlete) -> tuple[float | None, str]:
    """Return the easy speed [m/s] and its origin: `configuration`, `history` or `session`.

    The history gives the median of at least three easy runs of the last 42 days. The run itself gives its own speed
    outside surges, which says nothing about how easy it was.
    """
    if athlete.easy_speed_mps is not None:
        return athlete.easy_speed_mps, "configuration"
    if session.easy_speed_from == "configuration":
        return session.easy_speed_mps, "configuration"
    known = [s.base_speed_mps for s in recent(session, earlier, LOOK_BACK_DAYS) if s.kind in _EASY and s.base_speed_mps]
    if len(known) >= _LEAST_RUNS:
        return median(known), "history"
    return session.base_speed_mps, "session"


def recent(session: Session, earlier: Sequence[Session], days: int) -> Iterator[Session]:
    """Yield the runs of the last `days` days before the day of `session`, or on it."""
    if session.local_date is None:
        return
    last = session.local_date
    first = last - timedelta(days=days)
    for run in earlier:
        day = run.local_date
        if day is not None and first <= day <= last:
            yield run
