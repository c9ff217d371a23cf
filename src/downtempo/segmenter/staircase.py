"""The search for splits of equal length, each faster than the last by near-equal steps, in cells of pace.

Every place and every number of splits is tried at once: the means of all candidate splits come from running sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Rows
from ..units import MILE_M
from .cells import CELL_M, STEADY_CELLS, Cells
from .signal import Flags

COUNTS = range(3, 11)
_BESIDE_CELLS = round(250 / CELL_M)
_END_CELLS = round(120 / CELL_M)
_MARGIN = 4.0
_COST_OF_SPLIT, _COST_OF_FADING, _END_UNEVEN = 6.0, 20.0, 1.5
_LEAST_STEP, _LEAST_SHORT = 3.0, 7.0
_STEP_OF_ROUGHNESS = 22.0
_END_SLACK, _SLOWER, _MUCH_SLOWER, _MUCH_FASTER = 3.0, -3.0, -30.0, 90.0
_LEAST_REST = 0.2


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


_TREND = Demands(slack=0.0, most_step=60.0, evenness=0.0, explained=0.4, is_apart=True, is_whole=True)


def find_staircases(cells: Cells, width: int, demands: Demands, counts: Iterable[int] = COUNTS) -> list[Staircase]:
    """Return the best staircase for each number of splits that has one."""
    return _best_of_each(cells, width, counts, lambda tried: _evenly(cells, tried, demands), demands)


def find_trends(cells: Cells, width: int, counts: Iterable[int] = COUNTS) -> list[Staircase]:
    """Return, for each number of splits, the best run of splits that get faster by uneven steps, one slower at most.

    A fair part of what they gain lies outside the largest step: easy running and a fast block after it are no trend.
    """
    return _best_of_each(cells, width, counts, lambda tried: _upwards(cells, tried), _TREND)


@dataclass(frozen=True, eq=False, slots=True)
class _Tried:
    """Candidates: the edges of their splits in cells `(m, k + 1)`, mean paces `(m, k)` and steps `(m,)`."""

    edges: Rows
    paces: Column
    step: Column

    def __getitem__(self, rows: Flags | Rows) -> _Tried:
        return _Tried(self.edges[rows], self.paces[rows], self.step[rows])

    @property
    def drops(self) -> Column:
        """How much faster each split is than the one before."""
        return self.paces[:, :-1] - self.paces[:, 1:]


def _best_of_each(
    cells: Cells, width: int, counts: Iterable[int], keep: Callable[[_Tried], _Tried], demands: Demands
) -> list[Staircase]:
    found: list[Staircase] = []
    at = np.arange(max(len(cells) - width + 1, 0))
    split_paces = cells.mean(at, at + width)
    least_step = max(_LEAST_SHORT, demands.least_step * min(width * CELL_M / MILE_M, 1.0))
    for count in counts:
        n_starts = len(cells) - count * width + 1
        if n_starts < 1:
            continue
        paces = np.stack([split_paces[i * width : i * width + n_starts] for i in range(count)], axis=1)
        starts = np.arange(n_starts)
        step = _step(paces)
        likely = np.flatnonzero((step >= least_step) & (step <= demands.most_step))
        if not len(likely):
            continue
        edges = starts[likely, None] + width * np.arange(count + 1)
        tried = keep(_Tried(edges, paces[likely], step[likely]))
        best = _choose(cells, tried, demands)
        if best is not None:
            found.append(best)
    return found


def _evenly(cells: Cells, tried: _Tried, demands: Demands) -> _Tried:
    drops, step = tried.drops, tried.step
    least = np.maximum(_LEAST_STEP, (1 - demands.spread) * step - demands.slack)
    even = tried[(drops.min(1) >= least) & (drops.max(1) <= (1 + demands.spread) * step + demands.slack)]
    if not len(even.step):
        return even
    most = np.maximum(demands.roughness, demands.roughness / _STEP_OF_ROUGHNESS * even.step)
    fitting = even[_rms(even.paces, even.step) <= most]
    return fitting[_is_apart(cells, fitting, 0.4)] if demands.is_apart else fitting


def _upwards(cells: Cells, tried: _Tried) -> _Tried:
    tried = tried[tried.paces[:, -1] <= tried.paces.min(1) + _END_SLACK]
    if not len(tried.step):
        return tried
    drops = tried.drops
    fits = ((drops < _SLOWER).sum(1) <= 1) & (drops.min(1) >= _MUCH_SLOWER) & (drops.max(1) <= _MUCH_FASTER)
    gained = drops.sum(1)
    fitting = tried[fits & (gained - drops.max(1) >= _LEAST_REST * gained)]
    return fitting[_is_apart(cells, fitting, 0.0)]


def _choose(cells: Cells, tried: _Tried, demands: Demands) -> Staircase | None:
    """Return the candidate that gains most, None where none gains enough."""
    if not len(tried.step):
        return None
    gain, explained, inside = _worth(cells, tried, demands.evenness, is_whole=demands.is_whole)
    good = (gain > 0) & (explained > demands.explained)
    if not good.any():
        return None
    at = int(np.where(good, gain, -np.inf).argmax())
    return Staircase(
        int(tried.edges[at, 0]), int(tried.edges[at, 1] - tried.edges[at, 0]), tuple(tried.paces[at].tolist()),
        float(tried.step[at]), float(gain[at]), float(explained[at]), float(inside[at]),
    )  # fmt: skip


def _step(paces: Column) -> Column:
    """Return the least-squares step of each row of paces."""
    arm = np.arange(paces.shape[1]) - (paces.shape[1] - 1) / 2
    return np.asarray(-(paces @ arm) / (arm @ arm))


def _rms(paces: Column, step: Column) -> Column:
    """Return the rms of each row of paces about its line."""
    arm = np.arange(paces.shape[1]) - (paces.shape[1] - 1) / 2
    off = paces - paces.mean(1, keepdims=True) + step[:, None] * arm
    return np.asarray(np.sqrt((off * off).mean(1)))


def _is_apart(cells: Cells, tried: _Tried, share: float) -> Flags:
    """Whether the run before is slower than the first split and that after slower than the last, where there is one."""
    n, start, stop = len(cells), tried.edges[:, 0], tried.edges[:, -1]
    margin = np.maximum(_MARGIN, share * tried.step)
    before = cells.mean(np.maximum(start - _BESIDE_CELLS, 0), start)
    after = cells.mean(stop, np.minimum(stop + _BESIDE_CELLS, n))
    first = (start <= _END_CELLS) | (before > tried.paces[:, 0] + margin)
    last = (n - stop <= _END_CELLS) | (after > tried.paces[:, -1] + margin)
    return np.asarray(first & last)


def _worth(cells: Cells, tried: _Tried, evenness: float, *, is_whole: bool = False) -> tuple[Column, Column, Column]:
    """Return gain, explained share and inside rms of candidates: in the whole run, or half a split around them."""
    edges = tried.edges
    count, width = edges.shape[1] - 1, int(edges[0, 1] - edges[0, 0])
    beside = len(cells) if is_whole else width // 2
    low, high = np.maximum(edges[:, 0] - beside, 0), np.minimum(edges[:, -1] + beside, len(cells))
    whole = cells.error(low, high)
    inside = cells.error(edges[:, :-1], edges[:, 1:]).sum(1)
    parts = inside + cells.error(low, edges[:, 0]) + cells.error(edges[:, -1], high)
    noise = STEADY_CELLS * cells.variance
    uneven = ((tried.drops - tried.step[:, None]) ** 2).sum(1)
    gain = (whole - parts) / noise - _COST_OF_SPLIT * (count + 2) - evenness * width * uneven / (2 * noise)
    return gain, (whole - parts) / np.maximum(whole, 1e-9), np.sqrt(np.maximum(inside, 0.0) / (count * width))


def with_faded_end(cells: Cells, stairs: Staircase) -> Staircase | None:
    """Return the staircase with a split after it that is a little slower and evenly run; None where it is no split."""
    edges = np.append(stairs.edges, stairs.stop + stairs.width)
    if edges[-1] > len(cells):
        return None
    paces = cells.mean(edges[:-1], edges[1:])
    tried = _Tried(edges[None], paces[None], _step(paces[None]))
    inside = cells.error(edges[:-1], edges[1:])
    is_little = _MUCH_SLOWER <= paces[-2] - paces[-1] < -_END_SLACK and not (np.diff(paces)[:-1] > -_SLOWER).any()
    if not is_little or inside[-1] > _END_UNEVEN * np.median(inside[:-1]) or not _is_apart(cells, tried, 0.0)[0]:
        return None
    worth = (float(each[0]) for each in _worth(cells, tried, 0.0, is_whole=True))
    faded = Staircase(stairs.start, stairs.width, tuple(paces.tolist()), float(tried.step[0]), *worth)
    return faded if faded.gain > whole_gain(cells, stairs) + _COST_OF_FADING else None


def step_of(cells: Cells, stairs: Staircase) -> float:
    """Return the least-squares step [s a mile] that the same splits make in other cells."""
    edges = stairs.edges
    return float(_step(cells.mean(edges[:-1], edges[1:])[None])[0])


def whole_gain(cells: Cells, stairs: Staircase) -> float:
    """Return what a staircase explains of the whole run, wherever it came from."""
    return _gain(cells, stairs, 0.0, is_whole=True)


def evened_gain(cells: Cells, stairs: Staircase) -> float:
    """Return what a staircase explains, less what its uneven steps cost, wherever it came from."""
    return _gain(cells, stairs, 1.0, is_whole=False)


def _gain(cells: Cells, stairs: Staircase, evenness: float, *, is_whole: bool) -> float:
    tried = _Tried(stairs.edges[None], np.array(stairs.paces)[None], np.array([stairs.step]))
    return float(_worth(cells, tried, evenness, is_whole=is_whole)[0][0])
