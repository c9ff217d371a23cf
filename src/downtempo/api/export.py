"""Segments of many runs as a table, a map, a GPX file or a diary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from .. import batch, config, privacy, tables
from ..config import Configured
from ..dataclass import dataclass
from ..errors import InputError
from ..model import Track
from ..model.results import Collected
from ..privacy import Key, key_of
from ..tables import Row, SegmentTable
from .again import tracks_again
from .lookup import DEFAULTS
from .merge import gathered
from .pipe import PathLike, show
from .share import hiding_around, shown_of, shown_tracks

Form = Literal["geojson", "parquet", "csv", "gpx", "diary"]
_FEW_DIGITS = 5
_ON_MAPS = frozenset({"geojson", "parquet", "gpx"})


@dataclass(frozen=True, slots=True)
class Exported:
    """Runs of one or several runners, ready to be written; `owners` says whose a file is, where that is known.

    `tracks` hold the way of each run, by its file and start; they are read only where a map is wanted.
    """

    found: Collected
    owners: Mapping[str, str]
    tracks: Mapping[Key, Track]
    digits: int = 6
    """Decimals of a degree."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The segments of all runs, by file and time."""
        return tuple(row for row, _ in self.placed)

    @property
    def placed(self) -> tuple[tuple[Row, Track | None], ...]:
        """The segments, each with the track of its run."""
        pairs = ((s, self.tracks.get(key_of(s))) for s in self.found.sessions)
        return tuple(
            (row, track)
            for s, track in pairs
            for row in tables.rows_of(s, track, self.owners.get(s.file) or None, digits=self.digits)
        )


def segments(
    paths: PathLike | Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    share: bool = False,
    radius_m: float = privacy.RADIUS_M,
    folder: Path | None = None,
) -> SegmentTable:
    """Find the segments of every run at and below `paths`: descents, surges, recoveries, splits, phases.

    Parameters
    ----------
    share
        Leave out private places and the names of files, as `downtempo export --share` does.
    radius_m
        How far around a place where runs begin or end nothing is told then [m].
    folder
        Where the secret that hides them is kept; the user's state folder if None.

    Returns
    -------
    SegmentTable
        One row a segment, with its line. Files that cannot be read have none.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    part = exported([(show(given, configured), configured)], "geojson")
    return SegmentTable((shared_export(part, radius_m=radius_m, folder=folder) if share else part).rows)


def exported(parts: Iterable[tuple[Collected, Configured]], form: Form) -> Exported:
    """Return runs of several runners, ready to be written: running only, each run once."""
    found: list[Collected] = []
    owners: dict[str, str] = {}
    for collected, configured in parts:
        own = batch.unique(batch.runs_only(collected))
        name = config.athlete_of(configured.config).name
        owners |= {session.file: name for session in own.sessions}
        found.append(own)
    together = gathered(found)
    return Exported(together, owners, dict(tracks_again(together.sessions)) if form in _ON_MAPS else {})


def shared_export(part: Exported, *, radius_m: float = privacy.RADIUS_M, folder: Path | None = None) -> Exported:
    """Return runs as they may be shown to others.

    Raises
    ------
    EnvironmentFault
        The secret that hides private places cannot be kept.
    """
    sessions = part.found.sessions
    hiding, tracks = hiding_around(sessions, radius_m=radius_m, folder=folder)
    left_out = {left.file for left in part.found.left_out} | {r.file for r in part.found.rejected}
    shown = shown_of(sessions, tracks, hiding, left_out)
    told = {key_of(s): shown.sessions[key_of(s)] for s in sessions}
    owners = {told[key_of(s)].file: part.owners.get(s.file, "") for s in sessions}
    return Exported(
        privacy.redacted(part.found, shown), owners, shown_tracks(shown, tracks) if part.tracks else {}, _FEW_DIGITS
    )


def written(part: Exported, form: Form, *, is_raw: bool = False) -> str | bytes:
    """Write runs in a form.

    Raises
    ------
    UsageError
        Parquet without pyarrow.
    InputError
        GPX of runs without positions.
    """
    if form == "diary":
        return tables.diary_csv(part.found.sessions)
    if form == "csv":
        return tables.segments_csv(part.rows, is_raw=is_raw)
    if form == "geojson":
        return tables.segments_geojson(part.rows)
    if form == "parquet":
        return tables.segments_parquet(part.rows)
    try:
        return tables.segments_gpx(part.placed)
    except ValueError as fault:
        raise InputError("export-empty", f"nothing to write: {fault}", hint="take --to csv") from None


def diary_with(part: Exported, path: str) -> tuple[str, int]:
    """Return the diary at `path` with the runs added that it does not know, and how many these are.

    Raises
    ------
    UsageError
        The file is there and is no diary.
    """
    try:
        known = config.bytes_in(Path(path)).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        known = ""
    return tables.diary_more(part.found.sessions, known, path)
