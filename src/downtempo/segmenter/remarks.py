"""What the efforts of a run are worth: gaps in them, how densely they were recorded, and speeds that are no run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.segments import Surge
from ..model.session import RUNNING_SPORTS
from ..model.track import Note, Track
from ..text import safe
from .run import Run
from .windows import median_of

_LEAST_GAP_S = 1
_FASTEST_MEDIAN_MPS = 6.5


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


def effort_sampling(run: Run, surges: Sequence[Surge]) -> float | None:
    """Return the time between samples in the sparsest effort [s], a sample at its edge counted in; None without any."""
    spans = (run.signal.weight[run.rows(s.span.start_s, s.span.stop_s)] >= 1.0 for s in surges)
    return max((len(is_sample) / (float(is_sample.sum()) + 1) for is_sample in spans), default=None)


def _on_efforts(run: Run, surges: Sequence[Surge]) -> Iterator[Note]:
    gaps = (run.signal.is_gap[run.rows(s.span.start_s, s.span.stop_s)] for s in surges)
    n_gaps = sum(bool(is_gap.sum() >= _LEAST_GAP_S) for is_gap in gaps)
    if n_gaps:
        yield Note(
            "DQ104", "gap-in-effort", "warning", f"{n_gaps} of {len(surges)} efforts hold a gap of the recording"
        )
