"""What one pass over a document collects: text by column and row, and where tracks, laps and parts begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import NamedTuple

from ...dataclass import dataclass

Cells = tuple[list[int], list[str]]


@dataclass(slots=True)
class Head:
    """A track or a lap: its first row, what it says of itself, and for a lap the number of its track."""

    row: int
    words: dict[str, str] = field(default_factory=dict)
    is_course: bool = False
    track: int = 0


class Part(NamedTuple):
    """A `trkseg` or a TCX `Track`: its first row, and whether a lap has just begun."""

    row: int
    opens_lap: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why reading ended before the document did, and at which byte of its body."""

    reason: str
    message: str
    index: int


#: Where the element of a column, or of a point (its column is empty), began: its row, and the byte of the body.
Mark = tuple[int, str, int]
#: A prefix, None for names without one, and its namespace, None where it is taken back.
Declared = tuple[str | None, str | None]


@dataclass(slots=True, eq=False)
class Sheet:
    """Everything collected; only rows below `rows` belong to points that were closed.

    `marks`, and in `scopes` all that was declared where points began, are kept where somebody wants them.
    """

    rows: int = 0
    cells: dict[str, Cells] = field(default_factory=dict)
    tracks: list[Head] = field(default_factory=list)
    laps: list[Head] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)
    speaker: dict[str, str] = field(default_factory=dict)
    """Whose words are being read: those of the root, a track or a lap."""
    opens_lap: bool = False
    is_gpx_10: bool = False
    root_uri: str = ""
    has_root: bool = False
    has_namespaces: bool = True
    fault: Fault | None = None
    marks: list[Mark] | None = None
    scopes: set[tuple[Declared, ...]] = field(default_factory=set)

    def column(self, name: str) -> Cells:
        """Return the rows and texts of a column, to be added to."""
        return self.cells.setdefault(name, ([], []))
