"""Where something holds for rows on end."""

from __future__ import annotations

import numpy as np

from ..model.track import Rows
from .signal import Flags


def ranges_of(flags: Flags) -> Rows:
    """Return `[start, stop)` of each run of true rows, in order, shape `(k, 2)`."""
    edges: Rows = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return edges.reshape(-1, 2)
