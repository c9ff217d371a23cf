"""What a report draws: the runs it shows, read once more, and the season around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from .. import privacy, scorer, segmenter
from ..config import Configured
from ..errors import DowntempoError
from ..model import Session, Track
from ..model.drawing import Drawing, Key, joined_drawings, key_of
from ..model.pictured import Pictured
from ..model.results import Collected, Judged
from ..privacy import Cut
from .again import tracks_again
from .chosen import worth_drawing
from .lookup import DEFAULTS, catalogue_of
from .share import shown_with_tracks


def pictured(found: Judged | Collected, configured: Configured = DEFAULTS, *, n_runners: int = 1) -> Pictured:
    """Return a judgement or a listing with the drawings of its runs and, for a judged week, the season.

    Of many runs, and on a page of many runners, only some are drawn.
    """
    chosen = worth_drawing(found, n_runners)
    drawn = {key_of(session) for session in chosen}
    undrawn = frozenset(map(key_of, _collected(found).sessions)) - drawn
    return _pictured(found, configured, drawings(chosen), undrawn)


def pictured_shared(
    pairs: Sequence[tuple[Judged | Collected, Configured]],
    *,
    radius_m: float = privacy.RADIUS_M,
    folder: Path | None = None,
) -> list[Pictured]:
    """Return what was found of several runners with its drawings, all without private places and without a season.

    Parameters
    ----------
    pairs
        What was found of each runner, as it is, with the configuration that holds for it.
    radius_m
        Radius of a zone in which nothing is drawn [m].
    folder
        Where the secret and the places are kept; the user's state folder if None.

    Raises
    ------
    EnvironmentFault
        The secret cannot be kept.
    """
    shown, tracks = shown_with_tracks([found for found, _ in pairs], radius_m=radius_m, folder=folder)
    out = []
    for found, configured in pairs:
        own = {privacy.key_of(session) for session in _collected(found).sessions}
        chosen = {privacy.key_of(session) for session in worth_drawing(found, len(pairs))}
        drawn = {
            key_of(shown.sessions[key]): drawing
            for key in sorted(chosen & tracks.keys())
            if (drawing := _drawn_shown(tracks[key], shown.cuts[key])) is not None
        }
        undrawn = frozenset(key_of(shown.sessions[key]) for key in own - chosen if key in shown.sessions)
        out.append(_pictured(privacy.redacted(found, shown), configured, drawn, undrawn))
    return out


def drawings(sessions: Iterable[Session]) -> dict[Key, Drawing]:
    """Read the recordings of these runs once more and return their drawings; what cannot be read again has none."""
    runs = {privacy.key_of(session): session for session in sessions}
    pairs = ((key_of(runs[key]), _drawn(track)) for key, track in tracks_again(runs.values()))
    return {key: drawing for key, drawing in pairs if drawing is not None}


def _pictured(
    found: Judged | Collected, configured: Configured, drawn: Mapping[Key, Drawing], undrawn: frozenset[Key]
) -> Pictured:
    plain = Pictured(collected=_collected(found), drawings=drawn, undrawn=undrawn, unit=configured.config.units)
    if isinstance(found, Collected):
        return plain
    if found.history is None:
        return replace(plain, judged=found)
    season = scorer.season_of(catalogue_of(configured), found.history, found.weeks)
    return replace(plain, judged=found, season=season)


def _collected(found: Judged | Collected) -> Collected:
    return found if isinstance(found, Collected) else found.collected


def _drawn_shown(track: Track, cut: Cut) -> Drawing | None:
    """Return the drawing of what is shown of a run, each stretch drawn as if nothing else had been recorded.

    Heights are told of whole runs only: how high a way lies between two cuts would help to find it. The distances are
    those in which the spans of the run are told.
    """
    if cut.is_whole:
        return _drawn(privacy.shown_track(track, cut))
    silent = replace(track, elevation_m=np.full(len(track), np.nan), elevation_source="none")
    parts = []
    for block in cut.blocks:
        drawing = _drawn(privacy.shown_track(silent, replace(cut, blocks=(block,))))
        if drawing is None:
            continue
        told_m = cut.scale * (block.stop_m - block.start_m)
        stretched = told_m / drawing.length_m if told_m > 1 else 1.0
        parts.append(
            replace(
                drawing, time_s=drawing.time_s + block.told_s,
                distance_m=drawing.distance_m * stretched + cut.scale * block.told_m,
            )
        )  # fmt: skip
    return joined_drawings(parts)


def _drawn(track: Track) -> Drawing | None:
    try:
        return segmenter.draw(track)
    except DowntempoError:
        return None
