"""A staircase of splits, and what is asked of one."""

from __future__ import annotations

import math

import numpy as np

from ..dataclass import dataclass
from ..model.track import Rows

LEAST_STEP = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """How even a staircase must be, and what it must explain. Steps in s a mile."""

    slack: float
    least_step: float = 10.0
    """For splits of a mile; of shorter ones less, but not below 7."""
    most_step: float = 42.0
    spread: float = 0.3
    roughness: float = 3.5
    evenness: float
    explained: float = 0.15
    is_apart: bool
    """Whether the run beside the staircase must be slower than its first and last split."""
    is_whole: bool = False  # whether the whole run counts, so that staircases of all lengths can be compared
    least_drop: float = LEAST_STEP
    most_drop: float = math.inf
    n_slower: int = 0
    """How many splits may gain less than `least_drop` on the one before; none may gain more than `most_drop`."""


@dataclass(frozen=True, slots=True)
class Staircase:
    """`count` splits of `width` cells from cell `start`: mean paces and step [s a mile], and how well they fit.

    `gain` weighs what the splits explain against their number; `inside` is the rms about the splits' means.
    """

    start: int
    width: int
    paces: tuple[float, ...]
    step: float
    gain: float
    explained: float
    inside: float

    @property
    def count(self) -> int:
        """How many splits."""
        return len(self.paces)

    @property
    def stop(self) -> int:
        """The cell after the last split."""
        return self.start + self.count * self.width

    @property
    def edges(self) -> Rows:
        """The cells at which splits begin, and the one after the last; shape `(count + 1,)`."""
        return self.start + self.width * np.arange(self.count + 1)
