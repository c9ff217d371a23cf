"""What a command found, ready for a report to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..dataclass import dataclass
from ..units import Unit
from .athlete import Athlete
from .diary import NO_DIARY, Diary
from .figure import Advice, Figure, Protocol, Remark
from .history import History, Week
from .planned import Planned
from .rule import Rule
from .session import Session
from .track import Rejection, Severity
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
    """Runs as segmented, files that could not be read, files that were left out; `bugs` are faults of ours.

    `owners` says of files whose they are, by name or by configuration, where that is known.
    """

    sessions: tuple[Session, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    bugs: tuple[str, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """Runs and what the rules say of them; `weeks` are the audited ones, none for single runs.

    `configuration` is the file that holds for them as it is shown, `rules` the codes that it selects; `is_void` says
    that no recording was found. `parts` are the judgements of several runners, of which this one is the sum; empty
    for one runner.
    """

    collected: Collected
    verdicts: Verdicts
    athlete: Athlete
    weeks: tuple[Week, ...] = ()
    n_history: int = 0
    configuration: str = ""
    rules: tuple[str, ...] = ()
    units: Unit = "km"
    fail_level: Severity = "error"
    is_void: bool = False
    parts: tuple[Judged, ...] = ()
    diary: Diary = NO_DIARY
    plans: tuple[Planned, ...] = ()
    """The plan that the runs were drawn from; the weeks then hold what was run beside it, too."""
    history: History | None = None
    """All runs that were known, those of the weeks among them; None where there is no one runner's history."""

    @property
    def label(self) -> str:
        """Whose runs they are: the configured name, else the configuration; empty where there is none."""
        return self.athlete.name or self.configuration


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything known about one code, protocol, figure, or family of rules.

    `figures` are its own; `held_by` are the rules that hold a protocol, cite a figure or make up a family, each with
    the figures that it cites; `protocols` are the sessions that a rule holds.
    """

    title: str
    rule: Rule | None = None
    protocol: Protocol | None = None
    figures: tuple[Figure, ...] = ()
    advice: tuple[Advice, ...] = ()
    remarks: tuple[Remark, ...] = ()
    held_by: tuple[tuple[Rule, tuple[Figure, ...]], ...] = ()
    protocols: tuple[Protocol, ...] = ()
