"""Stage 2: from a track to a session, and the kind of run that it was."""

from __future__ import annotations

from ..model.session import Session
from ..model.track import Track
from .easy import LOOK_BACK_DAYS
from .kind import classify
from .settings import Settings
from .slopes import mark, recognise

__all__ = ["LOOK_BACK_DAYS", "Settings", "classify", "mark", "recognise", "segment"]


def segment(track: Track, settings: Settings = Settings()) -> Session:  # noqa: B008
    """Return what a track holds: descents, surges, sets, phases, progression, load.

    Its kind and its local day are not yet known: `classify` names the kind in the light of earlier runs.

    Raises
    ------
    LimitExceeded
        The samples span more time than `limits.RESAMPLED_ROWS` seconds.
    """
    from .session import find_session  # numpy, which naming kinds does without

    return find_session(track, settings)
