"""How a fast stretch was held."""

from __future__ import annotations

import math

from ..dataclass import dataclass

#: Speeds so far apart in time have little to do with each other [s].
_MEMORY_S = 5.0


@dataclass(frozen=True, slots=True)
class Control:
    """How a stretch was held: how evenly, how fast at its fastest, how often braked.

    The seconds at either end in which a runner gets fast and slow are left out, but for `top_10s_mps`.
    """

    first_third_mps: float
    """Mean speed over the first third of the time [m/s]."""
    last_third_mps: float
    """Mean speed over the last third of the time [m/s]."""
    third_error_mps: float
    """One standard deviation of either [m/s]."""
    seconds: float
    """The time that was looked at [s]."""
    speed_cv_ratio: float | None = None
    """Standard deviation of the speed as a share of its mean; None where speed comes from positions."""
    top_10s_mps: float | None = None
    """Best mean speed over 10 s [m/s]; None for a shorter stretch."""
    slowings_mps2: tuple[float, ...] | None = None
    """The hardest second of each slowing of .3 m/s2 or more [m/s2], in order, positive.

    None where they cannot be told: speed from positions, recorded rarely, or smoothed by the watch.
    """

    @property
    def gain_ratio(self) -> float:
        """How much faster the last third was than the first, as a share of the first."""
        return self.last_third_mps / self.first_third_mps - 1

    @property
    def gain_error_ratio(self) -> float:
        """One standard deviation of `gain_ratio`."""
        return math.hypot(1, self.last_third_mps / self.first_third_mps) * self.third_error_mps / self.first_third_mps

    @property
    def cv_error_ratio(self) -> float:
        """One standard deviation of the CV: a pace goes its way for some seconds, so that few moments count."""
        return 0.0 if self.speed_cv_ratio is None else self.speed_cv_ratio * math.sqrt(_MEMORY_S / (2 * self.seconds))

    def n_slowings(self, hard_mps2: float) -> int | None:
        """Count the slowings harder than this [m/s2]; None where they cannot be told."""
        return None if self.slowings_mps2 is None else sum(a > hard_mps2 for a in self.slowings_mps2)
