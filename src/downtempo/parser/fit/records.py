"""Record messages as columns in SI units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...dataclass import dataclass
from ...model import Note
from ...model.track import Column, Rows
from ..notes import note
from .developer import Described, developer_columns
from .messages import Block, Messages, block, column, octets, times
from .profile import FIT_EPOCH_S, RECORD, SEMICIRCLES_PER_DEG

#: Column, field, scale, offset. Of two fields for one column the first counts where it is told.
_FIELDS = (
    ("lat_deg", 0, SEMICIRCLES_PER_DEG, 0.0),
    ("lon_deg", 1, SEMICIRCLES_PER_DEG, 0.0),
    ("elevation_m", 78, 5.0, 500.0),
    ("elevation_m", 2, 5.0, 500.0),
    ("distance_m", 5, 100.0, 0.0),
    ("speed_mps", 73, 1000.0, 0.0),
    ("speed_mps", 6, 1000.0, 0.0),
    ("heart_rate_bpm", 3, 1.0, 0.0),
    ("power_w", 7, 1.0, 0.0),
)
_CADENCE, _FRACTION, _SPEED_AND_DISTANCE = 4, 53, 8


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Records in file order: times [Unix s], columns, and where in the file each one stops."""

    utc_s: Column
    columns: dict[str, Column]
    rows: Rows
    notes: tuple[Note, ...]


def records(found: Messages, described: Described) -> Records | None:
    """Return the record messages as columns; None where there are none."""
    them = block(found, RECORD)
    if them is None:
        return None
    fit_s, n_lost = times(found, them)
    columns: dict[str, Column] = {}
    for name, number, scale, offset in _FIELDS:
        raw = column(them, number, 4 if scale == SEMICIRCLES_PER_DEG else 1)
        if raw is not None:
            if scale != 1.0:
                raw /= scale
            if offset:
                raw -= offset
            _fill(columns, name, raw)
    _cadence(columns, them)
    _field_8(columns, them)
    for name, told in developer_columns(them, described):
        _fill(columns, name, told)
    lost = f"{n_lost} records tell a part of their time only, and none before them the rest; left without time"
    notes = (note("fit-no-base-timestamp", "warning", lost),) if n_lost else ()
    fit_s += FIT_EPOCH_S
    return Records(fit_s, columns, them.rows, notes)


def _fill(columns: dict[str, Column], name: str, told: Column) -> None:
    """Take `told` where the column is silent so far."""
    before = columns.get(name)
    if before is None:
        columns[name] = told
        return
    silent = np.isnan(before)
    if silent.any():
        before[silent] = told[silent]


def _cadence(columns: dict[str, Column], them: Block) -> None:
    cadence, fraction = column(them, _CADENCE), column(them, _FRACTION)
    if cadence is None:
        return
    if fraction is not None:
        cadence += np.nan_to_num(fraction) / 128.0
    columns["cadence_spm"] = cadence


def _field_8(columns: dict[str, Column], them: Block) -> None:
    """Read speed and distance packed into three bytes: 12 bits each, the distance rolling over."""
    packed = octets(them, _SPEED_AND_DISTANCE, 3)
    if packed is None:
        return
    wide: NDArray[np.int64] = packed.astype(np.int64)
    told = (packed != 0xFF).any(axis=1)
    speed = np.full(told.size, np.nan)
    distance = speed.copy()
    speed[told] = (wide[:, 0] | (wide[:, 1] & 15) << 8)[told] / 100.0
    rolling = (wide[:, 1] >> 4 | wide[:, 2] << 4)[told]
    steps = np.diff(rolling, prepend=0) & 0xFFF
    distance[told] = np.cumsum(steps) / 16.0
    _fill(columns, "speed_mps", speed)
    _fill(columns, "distance_m", distance)
