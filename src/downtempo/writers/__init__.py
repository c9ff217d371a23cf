"""Tracks as files: FIT, GPX and TCX."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Track
from .fit import write_fit
from .gpx import gpx_copy, gpx_tracks, write_gpx
from .tcx import tcx_copy, write_tcx

__all__ = ["copied", "gpx_copy", "gpx_tracks", "tcx_copy", "write_fit", "write_gpx", "write_tcx"]


def copied(tracks: Sequence[Track], format_name: str, *, maker: int = 255, product: int | str = 1) -> bytes:
    """Return one file of a format with all these tracks, told as exactly as the format can.

    Parameters
    ----------
    format_name
        `fit`, `gpx` or `tcx`.
    maker, product
        What made the recording, for FIT.

    Raises
    ------
    ValueError
        The format cannot hold the tracks, or is none of these.
    """
    if format_name == "fit":
        return b"".join(write_fit(track, maker=maker, product=product) for track in tracks)
    if format_name == "gpx":
        return gpx_copy(tracks)
    if format_name == "tcx":
        return tcx_copy(tracks)
    raise ValueError(f"{format_name!r} is no format that can be written")
