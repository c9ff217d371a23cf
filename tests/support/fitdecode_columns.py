"""Record columns as fitdecode reads them: the oracle of the differential tests."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import fitdecode
import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[np.float64]]

_EPOCH_S = 631_065_600
_DEG = 180.0 / 2**31
#: Column, names of fields in order of preference, raw to SI where the value is still raw.
_NAMES: dict[str, tuple[str, ...]] = {
    "lat_deg": ("position_lat",),
    "lon_deg": ("position_long",),
    "distance_m": ("distance",),
    "elevation_m": ("enhanced_altitude", "altitude"),
    "speed_mps": ("enhanced_speed", "speed"),
    "heart_rate_bpm": ("heart_rate",),
    "cadence_spm": ("cadence",),
    "power_w": ("power",),
}


def fitdecode_columns(data: bytes) -> tuple[Columns, bool]:
    """Return `utc_s` and the columns of all record messages, in file order, cadence as the file counts it.

    The second value says whether fitdecode came to the end.
    """
    rows: list[dict[str, float]] = []
    is_whole = False
    with warnings.catch_warnings(), contextlib.suppress(fitdecode.FitError, AssertionError, ValueError):
        warnings.simplefilter("ignore")
        reader = fitdecode.FitReader(io.BytesIO(data), processor=None, check_crc=fitdecode.CrcCheck.DISABLED)
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.global_mesg_num == 20:
                rows.append(_row(frame))  # noqa: PERF401 - what was read before an error counts
        is_whole = True
    names = ("utc_s", *_NAMES)
    return {name: np.array([row.get(name, np.nan) for row in rows], np.float64) for name in names}, is_whole


def _row(frame: Any) -> dict[str, float]:
    native = [field for field in frame.fields if not _is_developer(field)]
    row = {}
    for field in native:
        if field.name == "timestamp" and isinstance(field.raw_value, int):
            row["utc_s"] = float(field.raw_value + _EPOCH_S)
    for name, choices in _NAMES.items():
        for choice in choices:
            value = next((field.value for field in native if field.name == choice and _is_number(field.value)), None)
            if value is not None:
                row[name] = value * _DEG if name in ("lat_deg", "lon_deg") else value
                break
    fraction = next((field.value for field in native if field.name == "fractional_cadence"), None)
    if _is_number(fraction) and "cadence_spm" in row:
        row["cadence_spm"] += float(fraction or 0.0)
    return row


def _is_developer(field: Any) -> bool:
    return getattr(field.field_def, "dev_data_index", None) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
