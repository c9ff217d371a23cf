"""Heart rates that a chest strap stored beat by beat and handed over after the run."""

from __future__ import annotations

import numpy as np

from ...model import Note
from ...model.track import Column, Rows
from ...units import DAY_S
from ..notes import note
from .messages import Block, Messages, Piece, block, column, unrolled
from .profile import FIT_EPOCH_S, HEART_RATE, TIME

_FRACTION, _BPM, _EVENTS, _EVENTS_12 = 0, 6, 9, 10
#: Beats older than this say nothing about a row [s].
_REACH_S = 5.0
_SILENT_BPM = (0, 0xFF)

Beats = tuple[Column, Column]


def beats(found: Messages) -> Beats | None:
    """Return time [Unix s] and heart rate [bpm] of each stored beat, in rising time; None where there are none.

    Notes
    -----
    An anchor message ties a counter of 1/1024 s to the clock; the beats that follow give the counter's last 12 bits.
    """
    them = block(found, HEART_RATE)
    if them is None:
        return None
    rank = np.arange(them.rows.size) if them.order is None else np.argsort(them.order)
    ranks = np.split(rank, np.cumsum([piece[4] for piece in them.pieces[:-1]], dtype=np.int64))
    joined = np.concatenate([_events(*both) for both in zip(them.pieces, ranks, strict=True)], axis=1)
    row, _, bpm, count, is_full = joined[:, np.lexsort((joined[1], joined[0]))]
    ticks = unrolled(count, is_full > 0, 12)
    utc_s = ticks / 1024.0 + _clock(them, row, ticks)
    told = np.isfinite(utc_s) & ~np.isin(bpm, _SILENT_BPM)
    rising = np.argsort(utc_s[told], kind="stable")
    return utc_s[told][rising], bpm[told][rising]


def merged(utc_s: Column, heart_rate: Column | None, told: Beats) -> tuple[Column, tuple[Note, ...]]:
    """Fill the rows without heart rate with the mean of the beats since the row before."""
    when, bpm = told
    before = np.concatenate(([-np.inf], utc_s[:-1]))
    first = np.searchsorted(when, np.fmax(before, utc_s - _REACH_S), side="right")
    last = np.searchsorted(when, utc_s, side="right")
    total = np.concatenate(([0.0], np.cumsum(bpm)))
    n = np.where(np.isnan(utc_s), 0, last - first)
    mean = np.where(n > 0, (total[last] - total[first]) / np.maximum(n, 1), np.nan)
    out = mean if heart_rate is None else np.where(np.isnan(heart_rate), mean, heart_rate)
    far = when.size > 1 and np.diff(when).max() > DAY_S
    text = "more than a day between two stored heart beats; nothing is filled in there"
    return out, (note("time-gap", "info", text),) if far else ()


def _events(piece: Piece, rank: Rows) -> Column:
    """Return (5, k): message, place in it, bpm, counter and whether that is whole, for messages of one kind."""
    one, buffer, offset, stride, n = piece
    bpm, full, packed = (one.fields.get(number) for number in (_BPM, _EVENTS, _EVENTS_12))
    if bpm is None or bpm.base.kind != "u1":
        return np.empty((5, 0))
    if full is not None and full.base.kind == "u4":
        kind = one.order + "u4"
        counts = np.ndarray((n, full.count), kind, buffer, offset + full.offset, (stride, 4)).astype(np.float64)
    elif packed is not None and packed.size % 3 == 0:
        octets = np.ndarray((n, packed.size), np.uint8, buffer, offset + packed.offset, (stride, 1)).astype(np.int64)
        b0, b1, b2 = octets[:, ::3], octets[:, 1::3], octets[:, 2::3]
        counts = np.stack((b0 | (b1 & 15) << 8, b1 >> 4 | b2 << 4), axis=2).reshape(n, -1).astype(np.float64)
    else:
        return np.empty((5, 0))
    m = min(bpm.count, counts.shape[1])
    rates = np.ndarray((n, m), np.uint8, buffer, offset + bpm.offset, (stride, 1))
    row, place = np.indices((n, m))
    is_full = np.full((n, m), full is not None)
    return np.stack([one.ravel() for one in (rank[row], place, rates, counts[:, :m], is_full)], dtype=np.float64)


def _clock(them: Block, row: Column, ticks: Column) -> Column:
    """Return for each beat what to add to its counter, from the last anchor at or before it."""
    utc, fraction = column(them, TIME), column(them, _FRACTION)
    if utc is None:
        return np.full(row.size, np.nan)
    if fraction is not None:
        utc += np.nan_to_num(fraction) / 32_768.0
    anchors = np.intersect1d(np.flatnonzero(~np.isnan(utc)), row)
    if not anchors.size:
        return np.full(row.size, np.nan)
    anchored = utc[anchors.astype(np.int64)] + FIT_EPOCH_S - ticks[np.searchsorted(row, anchors)] / 1024.0
    last = np.searchsorted(anchors, row, side="right") - 1
    return np.where(last < 0, np.nan, anchored[last])
