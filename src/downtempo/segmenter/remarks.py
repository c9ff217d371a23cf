"""Notes on the efforts of a run: gaps in them, too few samples, and speeds that are no run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.segments import Surge
from ..model.session import RUNNING_SPORTS
from ..model.track import Note, Track
from ..text import safe
from .run import Run
from .windows import median_of

_LEAST_GAP_S = 1
_SPARSE_S = 4.0
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


def _on_efforts(run: Run, surges: Sequence[Surge]) -> Iterator[Note]:
    n_gaps = n_sparse = 0
    for surge in surges:
        rows = run.rows(surge.span.start_s, surge.span.stop_s)
        is_sample = run.signal.weight[rows] >= 1.0
        n_gaps += bool(run.signal.is_gap[rows].sum() >= _LEAST_GAP_S)
        n_sparse += len(is_sample) > _SPARSE_S * (is_sample.sum() + 1)
    if n_gaps:
        yield Note(
            "DQ104", "gap-in-effort", "warning", f"{n_gaps} of {len(surges)} efforts hold a gap of the recording"
        )
    if n_sparse:
        text = f"{n_sparse} of {len(surges)} efforts hold fewer than one sample in {_SPARSE_S:.0f} s"
        yield Note("DQ109", "sparse-effort", "warning", text)
