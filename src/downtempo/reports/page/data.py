"""What the script of the page reads: the rows of each drawing as whole numbers, each counted from the one before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from ...model.drawing import Drawing
from ...model.track import Column
from .route import frame_of
from .view import View

#: How many steps a unit of each column is divided into: metres, seconds, decimetres, per mille, centimetres a second.
_FINENESS = {"d": 1, "t": 1, "h": 10, "g": 1000, "v": 100, "b": 1}


def data_of(views: Iterable[View]) -> dict[str, Any]:
    """Return the document of all runs on the page, by id."""
    runs = {}
    for view in views:
        for session in view.sessions:
            drawing = view.drawing_of(session)
            if drawing is not None:
                runs[view.run_id(session)] = {"unit": view.unit_m, "short": view.short, **_columns(drawing)}
    return {"fineness": _FINENESS, "runs": runs}


def _columns(drawing: Drawing) -> dict[str, list[int | None]]:
    columns = {
        "d": drawing.distance_m, "t": drawing.time_s, "h": drawing.elevation_m, "g": drawing.grade_ratio,
        "v": drawing.speed_mps, "b": drawing.heart_rate_bpm,
    }  # fmt: skip
    out = {name: deltas(column * _FINENESS[name]) for name, column in columns.items() if len(column)}
    if drawing.has_way:
        frame = frame_of(drawing)
        out["x"], out["y"] = deltas(drawing.x_m - frame.left_m), deltas(frame.top_m - drawing.y_m)
    return out


def deltas(values: Column) -> list[int | None]:
    """Return whole numbers, each less the last known one before it; None where nothing is known.

    >>> deltas(np.array([10.0, 12.2, np.nan, 11.0]))
    [10, 2, None, -1]
    """
    known = np.isfinite(values)
    steps = np.diff(np.rint(values[known]), prepend=0.0).astype(np.int64)
    out: list[int | None] = [None] * len(values)
    for row, step in zip(np.flatnonzero(known).tolist(), steps.tolist(), strict=True):
        out[row] = step
    return out
