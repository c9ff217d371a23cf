"""What a command found, ready for a report to print."""

from __future__ import annotations

from dataclasses import dataclass

from .athlete import Athlete
from .figure import Advice, Figure, Protocol, Source
from .history import Week
from .rule import Rule
from .session import Session
from .track import Rejection
from .verdict import Verdicts


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not judged, and why; or `count` of them that lie in `file`. `kept`: what counts instead."""

    file: str
    reason: str
    count: int = 1
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """Runs as segmented, files that could not be read, files that were left out; `bugs` are faults of ours."""

    sessions: tuple[Session, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    bugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Runs and what the rules say of them; `weeks` are the audited ones, none for single runs."""

    collected: Collected
    verdicts: Verdicts
    athlete: Athlete
    weeks: tuple[Week, ...] = ()
    n_history: int = 0


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything known about one code, protocol or figure."""

    title: str
    rule: Rule | None = None
    protocol: Protocol | None = None
    figures: tuple[Figure, ...] = ()
    advice: tuple[Advice, ...] = ()
    sources: tuple[Source, ...] = ()
