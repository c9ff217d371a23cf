"""What the efforts of a run are worth: gaps in them, how densely they were recorded, and speeds that are no run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..model.segments import Surge
from ..model.session import RUNNING_SPORTS
from ..model.track import Note, Track
from ..text import safe
from ..units import KM_M, clock
from .ranges import ranges_of
from .run import Run
from .signal import Flags
from .windows import median_of

#: A sparing watch is silent for as long as this; one that records every second or two never is [s].
_LEAST_GAP_S, _LEAST_GAP_SPARING_S, _SPARING_S = 1, 15, 1.5
_FASTEST_MEDIAN_MPS = 6.5
#: Nobody has run a kilometre in less: the record is 2:11.96 (World Athletics).
_KILOMETRE_S = 131


def remarks(track: Track, run: Run, surges: Sequence[Surge]) -> tuple[Note, ...]:
    """Return what a reader should know of a run's efforts, and whether it is a run at all."""
    return (*_on_sport(track, run), *_on_efforts(run, surges))


def _on_sport(track: Track, run: Run) -> Iterator[Note]:
    if track.sport not in RUNNING_SPORTS:
        yield Note("DQ107", "other-sport", "info", f"the file says {safe(track.sport)}, not running")
        return
    moving = run.signal.speed_mps[~run.signal.is_standing]
    if median_of(moving) > _FASTEST_MEDIAN_MPS:
        text = f"half of the time faster than {median_of(moving):.1f} m/s, so hardly a run"
        yield Note("DQ107", "too-fast-for-a-run", "info", text)
        return  # of what is hardly a run no kilometre is too fast
    fastest_s = _fastest_kilometre(run)
    if fastest_s < _KILOMETRE_S:
        text = f"a kilometre in {clock(fastest_s)}, which nobody can run: a ride, or positions that jump"
        yield Note("DQ105", "impossible-pace", "warning", text)


def _fastest_kilometre(run: Run) -> int:
    """Return the shortest time for a kilometre [s], a large one if the run is none."""
    along_m = run.signal.distance_m
    last = np.searchsorted(along_m, along_m + KM_M)
    taken_s = (last - np.arange(len(along_m)))[last < len(along_m)]
    return int(taken_s.min(initial=1 << 31))


def effort_sampling(run: Run, surges: Sequence[Surge]) -> float | None:
    """Return the time between samples in the sparsest effort [s], a sample at its edge counted in; None without any."""
    spans = (run.signal.weight[run.rows(s.span.start_s, s.span.stop_s)] >= 1.0 for s in surges)
    return max((len(is_sample) / (float(is_sample.sum()) + 1) for is_sample in spans), default=None)


def _on_efforts(run: Run, surges: Sequence[Surge]) -> Iterator[Note]:
    least_s = _LEAST_GAP_SPARING_S if run.signal.sampling_s > _SPARING_S else _LEAST_GAP_S
    gaps = (run.signal.is_gap[run.rows(s.span.start_s, s.span.stop_s)] for s in surges)
    n_gaps = sum(_longest(is_gap) >= least_s for is_gap in gaps)
    if n_gaps:
        yield Note(
            "DQ104", "gap-in-effort", "warning", f"{n_gaps} of {len(surges)} efforts hold a gap of the recording"
        )


def _longest(flags: Flags) -> int:
    """Return the length of the longest run of true flags."""
    return int(np.diff(ranges_of(flags)).max(initial=0))
