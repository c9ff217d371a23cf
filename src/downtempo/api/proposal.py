"""A configuration proposed from the runs that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from .. import batch, config, parser
from ..batch import ALONE, Means
from ..config import Evidence
from ..model import Athlete, Session, Track
from ..model.results import Collected

#: Places and laps are looked up in the recordings of so much time up to the last run.
_BACK = timedelta(days=84)


def proposed(path: str, advance: Callable[[int], None], means: Means = ALONE) -> tuple[str, Collected]:
    """Return a commented `downtempo.toml` for the runs at and below `path`, and what was read for it.

    Configurations that are there already decide whose the runs are, and nothing else: folders below with one of their
    own are another runner's.

    Raises
    ------
    EnvironmentFault
        The path does not exist.
    """
    territory = next(t for t in config.territories([path]) if path in t.paths)
    read = batch.collect([path], batch.Reading(means=means), advance, territory.ground.holds)
    runs = batch.classified(batch.unique(batch.runs_only(read)).sessions, Athlete())
    zones, laps = _recorded(path, _recent(runs))
    found = Evidence(sessions=runs, n_unread=len(read.rejected), zones=zones, auto_laps_m=tuple(laps))
    return config.propose(found), read


def _recent(runs: tuple[Session, ...]) -> frozenset[str]:
    """Return the files of the recent runs."""
    days = [s.local_date for s in runs if s.local_date is not None]
    return frozenset(s.file for s in runs if s.local_date is not None and s.local_date > max(days) - _BACK)


def _recorded(path: str, files: frozenset[str]) -> tuple[Counter[str], list[float]]:
    """Return in which time zones these recordings begin, and the lengths of laps taken by distance [m]."""
    zones: Counter[str] = Counter()
    laps: list[float] = []
    for source in parser.walk([path]):
        if source.name in files and source.data is not None:
            for track in parser.parse(source.data, source.name).tracks:
                zones.update(filter(None, [batch.zone_of(track)]))
                laps += _auto_laps(track)
    return zones, laps


def _auto_laps(track: Track) -> list[float]:
    return [lap.distance_m for lap in track.laps if lap.trigger == "distance" and lap.distance_m is not None]
