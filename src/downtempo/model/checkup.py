"""What a look inside a file shows: its structure, and how another decoder reads it."""

from __future__ import annotations

from ..dataclass import dataclass
from .track import Note, Rejection

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file that stands for itself: one FIT file among those in a row, or a document.

    `facts` are what its head says, by name, in words; `counts` what it holds, by kind; `gaps` the bytes
    `[start, stop)` that nothing could be made of.
    """

    name: str
    offset: int
    size: int
    facts: tuple[tuple[str, str], ...] = ()
    counts: Counts = ()
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A track that was read: how much of it, and how many values each column tells."""

    start_utc: str
    sport: str
    points: int
    rows: int
    duration_s: float | None
    laps: int
    pauses: int
    columns: Counts


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of two decoders at the rows that both have.

    `n_alike` values agree, `n_only_ours` and `n_only_theirs` are silent with the other, `n_apart` differ, at most by
    `largest`, first in `row` of ours. Where people were is nothing to show: of positions only the distance apart is
    told.
    """

    column: str
    n_alike: int
    n_apart: int
    n_only_ours: int
    n_only_theirs: int
    row: int | None = None
    ours: float | None = None
    theirs: float | None = None
    largest: float | None = None
    cause: str = ""

    @property
    def is_alike(self) -> bool:
        """Whether both tell the same throughout."""
        return not (self.n_apart or self.n_only_ours or self.n_only_theirs)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another decoder on the same bytes. `fault`: why it gave nothing, or less; `n_common` rows are held together."""

    decoder: str
    rows_ours: int
    rows_theirs: int
    n_common: int
    columns: tuple[Difference, ...] = ()
    fault: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """Everything that is to be seen in one file."""

    file: str
    format: str
    size: int
    sha256: str
    pieces: tuple[Piece, ...] = ()
    tracks: tuple[Held, ...] = ()
    notes: tuple[Note, ...] = ()
    dropped: tuple[str, ...] = ()
    rejected: Rejection | None = None
    beside: Beside | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing speaks against the file."""
        return self.rejected is None and not any(one.severity == "error" for one in self.notes)
