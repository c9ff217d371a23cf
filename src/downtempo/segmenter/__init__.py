"""Stage 2: from a track to a session, and the kind of run that it was."""

from __future__ import annotations

from ..model.session import Session
from ..model.track import Track
from .drawing import draw
from .kind import classify
from .session import find_session
from .settings import Settings
from .slopes import recognise

__all__ = ["Settings", "classify", "draw", "recognise", "segment"]


def segment(track: Track, settings: Settings = Settings()) -> Session:  # noqa: B008
    """Return what a track holds: descents, surges, sets, phases, progression, load.

    Its kind and its local day are not yet known: `classify` names the kind in the light of earlier runs.

    Raises
    ------
    LimitExceeded
        The samples span more time than `limits.RESAMPLED_ROWS` seconds.
    """
    return find_session(track, settings)
