"""What every part of the page needs to know: whose runs, in which units, and how deep the headings lie."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ...dataclass import dataclass
from ...model import Place, Session, place_of
from ...model.drawing import Drawing
from ...model.kinds import kind_words
from ...model.pictured import Pictured
from ...units import SHORT, UNIT_M, Unit
from ..words import day_words, file_words
from .markup import Content, Html, tag


@dataclass(frozen=True)
class View:
    """One runner's part of the page. `prefix` tells the ids of several apart, `level` is that of its main headings."""

    pictured: Pictured
    prefix: str = ""
    level: int = 2
    tiles: str = ""
    is_shared: bool = False

    @property
    def unit(self) -> Unit:
        """What distances are told in."""
        return self.pictured.unit

    @property
    def unit_m(self) -> float:
        """The length of that [m]."""
        return UNIT_M[self.unit]

    @property
    def short(self) -> str:
        """How it is written."""
        return SHORT[self.unit]

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The runs in the order in which they were run; without a day, as they came."""
        return tuple(sorted(self.pictured.collected.sessions, key=_when))

    def run_id(self, session: Session) -> str:
        """Return the id of the article about a run."""
        return f"{self.prefix}run-{self._numbers[id(session)]}"

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of each run, by identity: to compare runs by what they hold takes as long as they are large."""
        return {id(session): number for number, session in enumerate(self.sessions, 1)}

    @cached_property
    def _at(self) -> dict[str, list[Session]]:
        """The runs of each file."""
        found: dict[str, list[Session]] = {}
        for session in self.sessions:
            found.setdefault(session.file, []).append(session)
        return found

    def named(self, identity: str) -> str:
        """Return the ids of what names a part of the page: its heading, after the runner's where there are several."""
        return f"{self.prefix}runner {identity}" if self.prefix else identity

    def session_at(self, place: Place) -> Session | None:
        """Return the run that a place lies in."""
        return next((s for s in self._at.get(place.file, ()) if place.start in ("", place_of(s).start)), None)

    def drawing_of(self, session: Session) -> Drawing | None:
        """Return what is drawn of a run, None where there is too little of it for a picture."""
        drawing = self.pictured.drawing_of(session)
        return drawing if drawing is not None and drawing.is_long_enough else None

    def heading(self, depth: int, *children: Content, **attributes: Any) -> Html:
        """Return a heading, `depth` below the main ones."""
        return tag(f"h{min(self.level + depth, 6)}", *children, **attributes)


def title_of(session: Session) -> str:
    """Return what a run is called: its day and kind, or its file where it has none."""
    if session.local_date is None:
        return file_words(session.file)
    return f"{day_words(session.local_date)}, {kind_words(session.kind) if session.kind else 'run'}"


def share(value: float) -> str:
    """Write a share of 1 for a style: four digits, none that say nothing.

    >>> share(0.25), share(1 / 3), share(1.0)
    ('.25', '.3333', '1')
    """
    text = f"{value + 0.0:.4f}".rstrip("0").rstrip(".")
    return text[1:] if text.startswith("0.") else text


def _when(session: Session) -> tuple[str, str, str]:
    place = place_of(session)
    return place.day or "9999", place.start, place.file
