"""How many steps a minute, on a stretch and on the flat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.segments import Surge
from ..model.shape import FLAT_RATIO
from .run import Run
from .windows import median_of

_RUNNING_MPS, _RUNNING_SPM, _LEAST_FLAT_S = 2.0, 100.0, 120


def flat_cadence(run: Run, surges: Sequence[Surge]) -> float | None:
    """Return the median cadence of running on the flat outside surges [steps a minute], None where that is little."""
    signal = run.signal
    if not signal.has_grades:
        return None
    is_easy = ~run.flags([(s.span.start_s, s.span.stop_s) for s in surges]) & (signal.speed_mps > _RUNNING_MPS)
    is_flat = np.abs(run.profile.grade_ratio) < FLAT_RATIO
    steps = signal.cadence_spm[is_easy & is_flat & (signal.cadence_spm > _RUNNING_SPM)]
    return median_of(steps) if len(steps) >= _LEAST_FLAT_S else None
