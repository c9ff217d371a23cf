"""Which runs are drawn on a page: a year of pictures is more than a browser or a reader can take."""

from __future__ import annotations

from ..model import Finding, Session, place_of
from ..model.results import Collected, Judged
from ..model.track import LEVELS

#: So many runs of a page are drawn, and of each runner at least so many, the newest among them: a busy week.
_ROOM, _LEAST = 40, 7


def worth_drawing(found: Judged | Collected, n_runners: int = 1) -> tuple[Session, ...]:
    """Return the runs of a runner that are drawn on a page for several.

    The newest ones come first, then those with an error, with a warning, and those with sets or splits; of equals the
    newer. All of them where there is room.
    """
    collected = found if isinstance(found, Collected) else found.collected
    findings = () if isinstance(found, Collected) else found.verdicts.findings
    levels = _levels(findings)
    newest = sorted(collected.sessions, key=_when, reverse=True)
    rest = sorted(newest[_LEAST:], key=lambda s: (_level(s, levels), not (s.sets or s.progression)))
    return (*newest[:_LEAST], *rest)[: max(_ROOM // n_runners, _LEAST)]


def _levels(findings: tuple[Finding, ...]) -> dict[tuple[str, str], int]:
    """Return how grave the worst is that was found at each file and start, what is for information left out."""
    levels: dict[tuple[str, str], int] = {}
    for one in findings:
        if one.severity != "info":
            place = (one.place.file, one.place.start)
            levels[place] = min(levels.get(place, len(LEVELS)), LEVELS.index(one.severity))
    return levels


def _level(session: Session, levels: dict[tuple[str, str], int]) -> int:
    place = place_of(session)
    return min(levels.get((place.file, start), len(LEVELS)) for start in ("", place.start))


def _when(session: Session) -> tuple[str, str, str]:
    place = place_of(session)
    return place.day, place.start, place.file
