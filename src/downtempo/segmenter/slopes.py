"""Slopes that were run down before: descents recognised by their way."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from ..dataclass import dataclass, replace
from ..model.segments import Descent
from ..model.session import Session
from ..units import EARTH_M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..model.track import Column, Rows

_MOST_LAT_DEG = 85.0
#: Two recordings of one path lie within this of each other [m].
_NEAR_M = 25.0
_SHARE = 0.8
#: A slope is known from a pass that was not faster than this one by more than a share of it.
_AS_FAST = 1.05
_CORNERS = 4


@dataclass(frozen=True, eq=False, slots=True)
class _Passes:
    """Descents with a line, by session, in the order in which they were run; shapes `(n,)`.

    `rows` are their places among all, of which those that lie nowhere near an asked one are left out. `box_m`, shape
    `(n, 4)`, holds whatever lies within `near_m` of a line.
    `near_m` is what 25 m on the ground are on the map, a Mercator one, where distances grow towards the poles.
    `is_asked` marks those of which is to be told whether they were run before.
    """

    rows: Rows
    lines: NDArray[np.object_]
    length_m: Column
    box_m: Column
    near_m: Column
    session: Rows
    speed_mps: Column
    is_asked: NDArray[np.bool_]


def _any(_session: Session) -> bool:
    return True


def recognise(
    sessions: Sequence[Session], earlier: Sequence[Session] = (), is_asked: Callable[[Session], bool] = _any
) -> tuple[Session, ...]:
    """Return the sessions with every descent told whether an earlier session led down the same slope, no faster.

    It did if four fifths of the way lie within 25 m of that of one earlier descent, in the same direction.

    Parameters
    ----------
    sessions, earlier
        Each in the order in which they were run; `earlier` ones all before the others.
    is_asked
        Of which of the sessions it is to be told; the others only tell which slopes were known.
    """
    runs = [*earlier, *sessions]
    wanted = [False] * len(earlier) + [is_asked(session) for session in sessions]
    found = [(i, d) for i, session in enumerate(runs) for d in session.descents if len(d.line) > 1]
    slowest_mps = [math.inf] * len(found)
    if found and any(wanted[i] and i > found[0][0] for i, _ in found):  # else numpy need not be waited for
        passes = _passes(found, [wanted[i] for i, _ in found])
        for row, slowest in zip(passes.rows.tolist(), _slowest_before(passes).tolist(), strict=True):
            slowest_mps[row] = slowest
    seen = [slowest <= _AS_FAST * d.speed_mps for slowest, (_, d) in zip(slowest_mps, found, strict=True)]
    return mark(sessions, is_asked, [is_seen for is_seen, (i, _) in zip(seen, found, strict=True) if wanted[i]])


def mark(sessions: Sequence[Session], is_asked: Callable[[Session], bool], seen: Sequence[bool]) -> tuple[Session, ...]:
    """Return the sessions, with what is known told of the asked ones: one for each of their descents with a line."""
    told = iter(seen)
    return tuple(
        replace(s, descents=tuple(_marked(d, told) for d in s.descents)) if s.descents and is_asked(s) else s
        for s in sessions
    )


def _marked(descent: Descent, seen: Iterator[bool]) -> Descent:
    return replace(descent, seen_before=next(seen) if len(descent.line) > 1 else None)


def _passes(found: Sequence[tuple[int, Descent]], is_asked: Sequence[bool]) -> _Passes:
    """Draw the descents on one map around the first of them."""
    import numpy as np

    counts = np.array([len(d.line) for _, d in found])
    corners = chain.from_iterable(chain.from_iterable(d.line for _, d in found))
    lat, lon = np.fromiter(corners, np.float64, 2 * int(counts.sum())).reshape(-1, 2).T
    radians = np.radians(np.clip(lat, -_MOST_LAT_DEG, _MOST_LAT_DEG))
    x_m = EARTH_M * np.radians((lon - lon[0] + 180.0) % 360.0 - 180.0)
    y_m = EARTH_M * np.log(np.tan(np.pi / 4 + radians / 2))
    points = np.stack([x_m, y_m], axis=1)
    firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    near_m = _NEAR_M / np.cos(radians[firsts])
    low_m, high_m = np.minimum.reduceat(points, firsts), np.maximum.reduceat(points, firsts)
    asked = np.array(is_asked)
    rows = np.flatnonzero(_is_near(low_m - near_m.max(), high_m + near_m.max(), asked))
    import shapely

    lines = shapely.linestrings(
        points[np.repeat(np.isin(np.arange(len(found)), rows), counts)],
        indices=np.repeat(np.arange(len(rows)), counts[rows]),
    )
    return _Passes(
        rows, lines, shapely.length(lines), np.hstack([low_m - near_m[:, None], high_m + near_m[:, None]])[rows],
        near_m[rows], np.array([i for i, _ in found])[rows], np.array([d.speed_mps for _, d in found])[rows],
        asked[rows],
    )  # fmt: skip


def _is_near(low: Column, high: Column, is_asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which boxes, given by their corners, shape `(n, 2)`, may hang together with an asked one, over others too.

    Notes
    -----
    Along one axis after the other, boxes fall apart where there is a gap between them; parts without an asked one go.
    """
    import numpy as np

    rows = np.arange(len(low))
    for axis in (0, 1, 0, 1):
        rows = rows[np.argsort(low[rows, axis], kind="stable")]
        reach = np.maximum.accumulate(high[rows, axis])
        part = np.concatenate([[0], np.cumsum(low[rows[1:], axis] > reach[:-1])])
        rows = rows[np.isin(part, part[is_asked[rows]])]
    return np.isin(np.arange(len(low)), rows)


def _slowest_before(passes: _Passes) -> Column:
    """Return the slowest pass of an earlier session down each slope [m/s], infinity where there is none.

    One descent stands for all later ones that are as long and lie on it, unless another one stands for them already, so
    that the work does not grow with the square of the times that a slope is run.
    """
    import numpy as np
    import shapely

    tree = shapely.STRtree(passes.lines)
    slowest_mps, is_told = np.full(len(passes.lines), np.inf), np.zeros(len(passes.lines), bool)
    for first in range(len(passes.lines)):
        if is_told[first]:
            continue
        near = np.sort(tree.query(shapely.box(*passes.box_m[first])))
        as_long = ~is_told[near] & _is_as_long(passes, near, first)
        is_held = (near > first) & (as_long | passes.is_asked[near])
        near, as_long = near[is_held], as_long[is_held]
        lies = _lies_on(passes, near, first) if len(near) else as_long
        on_it, stood_for = near[lies], near[lies & as_long]
        is_told[stood_for] = True
        known = np.concatenate([[first], stood_for])
        slowest = np.concatenate([[np.inf], np.minimum.accumulate(passes.speed_mps[known])])
        before = np.searchsorted(passes.session[known], passes.session[on_it])
        slowest_mps[on_it] = np.minimum(slowest_mps[on_it], slowest[before])
    return slowest_mps


def _is_as_long(passes: _Passes, rows: Rows, first: int) -> NDArray[np.bool_]:
    import numpy as np

    length_m, first_m = passes.length_m[rows], passes.length_m[first]
    return np.asarray((_SHARE * length_m <= first_m) & (_SHARE * first_m <= length_m))


def _lies_on(passes: _Passes, near: Rows, first: int) -> NDArray[np.bool_]:
    """Say which lines lie beside one of them for four fifths of their length, and lead the same way."""
    import numpy as np
    import shapely

    line = passes.lines[first]
    ends = [shapely.line_locate_point(line, shapely.get_point(passes.lines[near], at)) for at in (0, -1)]
    alike = np.flatnonzero(ends[1] > ends[0])
    lines, length_m = passes.lines[near[alike]], passes.length_m[near[alike]]
    beside = shapely.buffer(line, passes.near_m[first], quad_segs=_CORNERS)
    shapely.prepare(beside)
    shared_m = length_m.copy()
    partly = ~shapely.covers(beside, lines)  # most repeats lie there as a whole, which is told sooner than how much
    shared_m[partly] = shapely.length(shapely.intersection(lines[partly], beside))
    lies = np.zeros(len(near), bool)
    lies[alike] = shared_m >= _SHARE * length_m
    return lies
