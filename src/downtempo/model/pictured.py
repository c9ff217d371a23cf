"""A judgement or a listing with everything that is drawn beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..dataclass import dataclass
from ..units import Unit
from .drawing import Drawing, Key, key_of, sketched
from .results import Collected, Judged
from .season import Season
from .session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """The runs of one runner, what was drawn of them, what the rules say, and the season.

    `judged` None: nothing was judged, the runs are only shown.
    """

    collected: Collected
    drawings: Mapping[Key, Drawing]
    judged: Judged | None = None
    season: Season = field(default_factory=lambda: Season((), ()))
    unit: Unit = "km"
    undrawn: frozenset[Key] = frozenset()
    """The runs for which there is no room on a page."""

    def drawing_of(self, session: Session) -> Drawing | None:
        """Return the drawing of a run, the coarse one where its recording could not be read a second time."""
        return None if self.is_undrawn(session) else self.drawings.get(key_of(session)) or sketched(session)

    def is_undrawn(self, session: Session) -> bool:
        """Whether a run is left out of what is drawn for want of room."""
        return key_of(session) in self.undrawn
