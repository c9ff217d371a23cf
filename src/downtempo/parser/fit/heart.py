"""Heart rates that a chest strap stored beat by beat and handed over after the run."""

from __future__ import annotations

from collections.abc import Sequence

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
_SILENT_BPM = 0xFF

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
    row, _, bpm, count, is_full = joined[:, np.argsort(joined[0] * 256 + joined[1], kind="stable")]
    ticks = unrolled(count, is_full > 0, 12)
    utc_s = ticks / 1024.0 + _clock(them, row, ticks)
    told = np.isfinite(utc_s) & (bpm > 0) & (bpm < _SILENT_BPM)
    return together([(utc_s[told], bpm[told])])


def together(several: Sequence[Beats]) -> Beats:
    """Join beats of several parts in rising time."""
    utc_s, bpm = (np.concatenate(columns) for columns in zip(*several, strict=True))
    if (np.diff(utc_s) >= 0.0).all():
        return utc_s, bpm
    rising = np.argsort(utc_s, kind="stable")
    return utc_s[rising], bpm[rising]


def merged(utc_s: Column, heart_rate: Column | None, told: Beats) -> tuple[Column, tuple[Note, ...]]:
    """Fill the rows without heart rate with the mean of the beats since the row before."""
    when, bpm = told
    out = np.full(utc_s.size, np.nan) if heart_rate is None else heart_rate.copy()
    rows = np.flatnonzero(np.isnan(out) & ~np.isnan(utc_s))
    after = np.fmax(utc_s[rows] - _REACH_S, np.where(rows > 0, utc_s[rows - 1], -np.inf))
    first = np.searchsorted(when, after, side="right")
    last = np.searchsorted(when, utc_s[rows], side="right")
    total = np.concatenate(([0.0], np.cumsum(bpm)))
    has_beat = last > first
    rows, first, last = rows[has_beat], first[has_beat], last[has_beat]
    out[rows] = (total[last] - total[first]) / (last - first)
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
    anchors = np.flatnonzero(~np.isnan(utc))
    first = np.searchsorted(row, anchors)
    has_beat = np.searchsorted(row, anchors, side="right") > first
    anchors, first = anchors[has_beat], first[has_beat]
    anchored = utc[anchors] + FIT_EPOCH_S - ticks[first] / 1024.0
    return np.repeat(np.concatenate(([np.nan], anchored)), np.diff(first, prepend=0, append=row.size))
