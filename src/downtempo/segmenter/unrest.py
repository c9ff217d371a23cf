"""What an altitude tells of its own errors: how far it bends within some seconds, whatever the ground does.

A barometer hums: most of its error is gone again within seconds. GPS altitude wanders, the farther the longer one
waits, and a watch that smooths it hides the hum but not the wandering. Ground bends too, but on hills more than on the
level, and in long slopes rather than to and fro; so what is told here is an upper bound of the error.
"""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column
from .signal import Flags
from .windows import median_of

_SPANS_S = (5, 10, 20, 40)
_ENOUGH_S = 120
_HUM = 0.29
_HUMMING_M = (0.65, 1.0)
_QUIET_M = 0.9
_BLURRED = 0.165
#: What is blurred is never better than this [m].
LEAST_BLURRED_M = 2.2
_WANDERING_M, _TO_AND_FRO = 4.5, 1.1
_SHARE_OF_10_S, _SHARE_OF_40_S = 0.5, 0.55


@dataclass(frozen=True, slots=True)
class Unrest:
    """How far heights bend: robust standard deviations of second differences over 5, 10, 20 and 40 s [m].

    `to_and_fro` is the share of that over 40 s in the change over 40 s: 1.4 for what wanders at random, less on slopes.
    """

    after_5_s: float
    after_10_s: float
    after_20_s: float
    after_40_s: float
    to_and_fro: float

    @property
    def is_barometric(self) -> bool:
        """Whether it bends no farther than a barometer over ground of moderate slopes, and as early as one hums."""
        if self.after_40_s <= _QUIET_M:
            return True
        is_humming = self.after_5_s >= _HUM * self.after_20_s
        return is_humming and self.after_10_s <= _HUMMING_M[0] and self.after_20_s <= _HUMMING_M[1]

    @property
    def is_wandering(self) -> bool:
        """Whether it goes to and fro by more than any ground: GPS altitude, smoothed by the watch."""
        return self.after_40_s > _WANDERING_M and self.to_and_fro > _TO_AND_FRO

    @property
    def is_blurred(self) -> bool:
        """Whether it does not hum at all: smoothed by the watch, hills and all. Told of a sample a second only."""
        return self.after_40_s > _QUIET_M and self.after_5_s < _BLURRED * self.after_20_s

    @property
    def hum_m(self) -> float:
        """One standard deviation of the error of a barometer's height [m], an upper bound of it on hills."""
        return _SHARE_OF_10_S * self.after_10_s

    @property
    def wander_m(self) -> float:
        """One standard deviation of the error of a height against one a minute away [m], an upper bound of it."""
        if self.is_blurred:
            return max(LEAST_BLURRED_M, self.after_40_s)
        return _SHARE_OF_40_S * self.after_40_s


def find_unrest(height_m: Column, is_moving: Flags) -> Unrest | None:
    """Return how far heights bend, None where less than two minutes were run.

    Parameters
    ----------
    height_m
        Heights a second apart, hardly smoothed, shape `(n,)`; drawn through where samples are farther apart.
    is_moving
        Where the runner moved and the watch recorded, shape `(n,)`.
    """
    if np.count_nonzero(is_moving) < _ENOUGH_S or len(height_m) <= 2 * _SPANS_S[-1]:
        return None
    near, tens, twenties, far = (_spread(_bend(height_m, s)[is_moving[s:-s]]) for s in _SPANS_S)
    span_s = _SPANS_S[-1]
    change = _spread((height_m[span_s:] - height_m[:-span_s])[is_moving[span_s:]])
    return Unrest(near, tens, twenties, far, to_and_fro=far / max(change, 1e-3))


def _bend(height_m: Column, span_s: int) -> Column:
    return np.asarray(height_m[2 * span_s :] - 2 * height_m[span_s:-span_s] + height_m[: -2 * span_s])


def _spread(values_m: Column) -> float:
    return 1.4826 * median_of(np.abs(values_m))
