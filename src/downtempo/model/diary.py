"""What a runner writes down and no track shows: effort, soreness, sleep, resting heart rate, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from ..dataclass import dataclass

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryDay:
    """What the diary holds of one local day; None where nothing was written.

    `effort` counts from 1 to 10, that of the hardest run where there are several; `soreness` from 0 to 10; `sleep_s` is
    the night before the day [s].
    """

    effort: float | None = None
    soreness: float | None = None
    sleep_s: float | None = None
    resting_bpm: float | None = None


Quantity = Callable[[DiaryDay], float | None]


@dataclass(frozen=True, slots=True)
class Diary:
    """The days of a diary by date; `file` is empty where none is configured. `faults` tell what could not be read."""

    file: str = ""
    days: Mapping[date, DiaryDay] = field(default_factory=dict, hash=False)
    faults: tuple[str, ...] = ()

    def on(self, day: date) -> DiaryDay:
        """Return what is known of a day."""
        return self.days.get(day, _BLANK)

    def up_to(self, last: date, n_days: int, quantity: Quantity) -> tuple[float | None, ...]:
        """Return a quantity of the `n_days` days up to `last`, oldest first, None where it was not written down."""
        return tuple(quantity(self.on(last - k * _DAY)) for k in range(n_days - 1, -1, -1))

    def why_without(self, quantity: Quantity, name: str) -> str:
        """Return why a quantity is not known of any day; empty where it is known of one."""
        if not self.file:
            return "no diary"
        return "" if any(quantity(day) is not None for day in self.days.values()) else f"no {name} in the diary"


_BLANK = DiaryDay()
#: Nothing was written down anywhere.
NO_DIARY = Diary()


def mean_of(values: Sequence[float | None], least_share: float) -> float | None:
    """Return the mean of what is known; None where less than a share of it is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) >= least_share * len(values) else None
