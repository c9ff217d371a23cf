"""A run that gets faster from split to split."""

from __future__ import annotations

import itertools
import math
from typing import Literal

from ..dataclass import dataclass
from ..units import MILE_M
from .segments import Span


@dataclass(frozen=True, slots=True)
class Split:
    """One mile or kilometre of a progressive run; `gap_speed_mps` is None where the altitude cannot tell."""

    span: Span
    speed_mps: float
    gap_speed_mps: float | None = None


@dataclass(frozen=True, slots=True)
class Progression:
    """A progressive run: splits of `unit`, read `by` plain pace or by grade-adjusted pace.

    `is_strict`: every split faster by near-equal steps. A run that was meant so and broke it (one slower split, uneven
    steps) is held as a progression that is not strict, or the rules about it could never speak.
    `pace_error_s_per_m` is one standard deviation of a split's pace [s/m].
    """

    splits: tuple[Split, ...]
    unit: Literal["mile", "km"]
    by: Literal["pace", "gap"]
    is_strict: bool
    pace_error_s_per_m: float = 0.0

    @property
    def unit_m(self) -> float:
        """Length of a split [m]."""
        return MILE_M if self.unit == "mile" else 1000.0

    @property
    def paces_s_per_m(self) -> tuple[float, ...]:
        """Pace of each split [s/m], in the reading named by `by`."""
        return tuple(1 / self._speed(split) for split in self.splits)

    @property
    def steps_s_per_m(self) -> tuple[float, ...]:
        """How much faster each split was than the one before [s/m]; negative where it was slower."""
        paces = self.paces_s_per_m
        return tuple(a - b for a, b in itertools.pairwise(paces))

    @property
    def mean_step_s_per_m(self) -> float:
        """Mean step [s/m], by least squares through all splits, so that no one split decides."""
        paces = self.paces_s_per_m
        middle = (len(paces) - 1) / 2
        weights = [i - middle for i in range(len(paces))]
        return -sum(w * p for w, p in zip(weights, paces, strict=True)) / sum(w * w for w in weights)

    @property
    def step_error_s_per_m(self) -> float:
        """One standard deviation of a step, which is the difference of two paces [s/m]."""
        return math.hypot(self.pace_error_s_per_m, self.pace_error_s_per_m)

    @property
    def mean_step_error_s_per_m(self) -> float:
        """One standard deviation of `mean_step_s_per_m` [s/m]."""
        n = len(self.splits)
        return self.pace_error_s_per_m / math.sqrt(n * (n * n - 1) / 12)

    @property
    def range_s_per_m(self) -> float:
        """How much faster the last split was than the first [s/m]."""
        paces = self.paces_s_per_m
        return paces[0] - paces[-1]

    def raised_over(self, before: Progression, slack: float) -> tuple[bool, bool]:
        """Return whether it is longer than an earlier one, and whether its range is wider, by more than `slack`."""
        is_longer = len(self.splits) * self.unit_m > len(before.splits) * before.unit_m * (1 + slack)
        return is_longer, self.range_s_per_m > before.range_s_per_m * (1 + slack)

    def _speed(self, split: Split) -> float:
        if self.by == "gap" and split.gap_speed_mps is not None:
            return split.gap_speed_mps
        return split.speed_mps
