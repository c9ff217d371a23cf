"""What a rule measured, and what the scorer made of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from ..dataclass import dataclass
from .figure import Figure
from .segments import Span
from .session import Session
from .suppression import Suppression
from .track import Severity

Outcome = Literal["within", "beyond", "not judged"]
Sense = Literal["at most", "at least"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was measured: a file and a stretch of it, or a week (`file` is empty then).

    `start` tells apart two runs of one file and day.
    """

    file: str = ""
    day: str = ""
    span: Span | None = None
    week: str = ""
    start: str = ""


def place_of(session: Session, span: Span | None = None) -> Place:
    """Return the place of a run, or of a stretch of it."""
    day = session.local_date.isoformat() if session.local_date else ""
    start = session.start_utc.isoformat() if session.start_utc else ""
    return Place(session.file, day, span, start=start)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure held against one limit, both in SI, with the measure's uncertainty (one standard deviation).

    `subject` names what was measured, in words that fit before a number: `grade of rep 3 of 6`.
    `extra` may add a sentence of context. NaN is refused: it compares false and would read as within.
    """

    place: Place
    subject: str
    observed: float
    limit: float
    figure: Figure
    uncertainty: float = 0.0
    sense: Sense = "at most"
    extra: str = ""
    severity: Severity | None = None
    """None: as the rule has it, else as the basis of the figure has it."""

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.observed, self.limit, self.uncertainty))):
            raise ValueError(f"{self.subject}: a comparison needs numbers, not NaN; yield a Gap instead")

    @property
    def is_beyond(self) -> bool:
        """Whether the measure misses the limit by more than its own uncertainty."""
        excess = self.observed - self.limit if self.sense == "at most" else self.limit - self.observed
        return excess > self.uncertainty + 1e-9 * max(1.0, abs(self.limit))

    def is_vague(self, share: float) -> bool:
        """Whether the limit lies within reach of an error that is larger than this share of the limit."""
        is_near = abs(self.observed - self.limit) <= self.uncertainty
        return is_near and not self.is_beyond and self.uncertainty > share * abs(self.limit) * (1 + 1e-9)

    @property
    def excess(self) -> float:
        """How far past the limit, as a share of it (of the measure where the limit is 0); negative within."""
        past = self.observed - self.limit if self.sense == "at most" else self.limit - self.observed
        return past / (abs(self.limit) or abs(self.observed) or 1.0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a rule could not tell, at one place."""

    place: Place
    reason: str


Answer = Comparison | Gap


def compare(
    place: Place,
    subject: str,
    observed: float,
    figure: Figure,
    *,
    limit: float | None = None,
    uncertainty: float = 0.0,
    sense: Sense = "at most",
    extra: str = "",
    severity: Severity | None = None,
) -> Comparison:
    """Hold `observed` [SI] against a figure, or against a `limit` [SI] that follows from it."""
    used = figure.si if limit is None else limit
    return Comparison(place, subject, observed, used, figure, uncertainty, sense, extra, severity)


def compare_count(
    place: Place, subject: str, known: int, maybe: int, figure: Figure, *, doubt: str, sense: Sense = "at most"
) -> Answer:
    """Hold a count against a figure when `maybe` more might belong to it.

    What is known decides where it can; where the rest would turn the outcome, the answer is a gap with the `doubt`.
    """
    surely, at_the_outside = (compare(place, subject, n, figure, sense=sense) for n in (known, known + maybe))
    return surely if surely.is_beyond == at_the_outside.is_beyond else Gap(place, doubt)


def unless(doubt: str, answer: Answer, outcome: Outcome = "beyond") -> Answer:
    """Return the answer, or a gap where it is `outcome` and there is a reason to doubt that."""
    if doubt and isinstance(answer, Comparison) and answer.is_beyond == (outcome == "beyond"):
        return Gap(answer.place, doubt)
    return answer


def notes_told(
    session: Session, code: str, figure: Figure, faults: str, *, with_reason: bool = False
) -> Iterator[Answer]:
    """Tell each note that the reader made under a code as a fault, or that there are no such `faults`."""
    place, notes = place_of(session), session.notes_of(code)
    for note in notes:
        told = f"{note.reason}: {note.message}" if with_reason else note.message
        yield compare(place, told, 1, figure, severity=note.severity)
    if not notes:
        yield compare(place, faults, 0, figure) if session.points else Gap(place, "the file holds no samples")


@dataclass(frozen=True, slots=True)
class Verdict:
    """All answers of one rule about one subject (a run or a week)."""

    code: str
    name: str
    severity: Severity | None
    """None: as the basis of the figure that was broken has it."""
    place: Place
    answers: tuple[Answer, ...]

    @property
    def outcome(self) -> Outcome:
        """Beyond if anything is; else not judged if anything could not be told; else within."""
        if any(isinstance(a, Comparison) and a.is_beyond for a in self.answers):
            return "beyond"
        if any(isinstance(a, Gap) for a in self.answers):
            return "not judged"
        return "within"


@dataclass(frozen=True, slots=True)
class Finding:
    """A comparison that is beyond, ready to be shown. Numbers are in `unit`, as the source prints them."""

    code: str
    name: str
    severity: Severity
    basis: str
    place: Place
    observed: float | None
    limit: float | None
    unit: str
    uncertainty: float | None
    figure: str
    source: str
    message: str
    advice: str
    athlete: str = ""
    """Whose run it is: the configured name, else the configuration, where there is one."""
    excess: float = 0.0
    """How far past the limit, as a share of it."""


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that could not tell, and why."""

    code: str
    place: Place
    reason: str
    athlete: str = ""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not counted, and the suppression that says why."""

    finding: Finding
    suppression: Suppression


@dataclass(frozen=True, slots=True)
class UnusedSuppression:
    """A suppression that suppresses nothing, and why."""

    suppression: Suppression
    why: str
    athlete: str = ""


@dataclass(frozen=True, slots=True)
class Conformance:
    """How a run holds against what it resembles, or a week against its rules: `within` of `of`, the `worst` broken."""

    file: str
    protocol: str
    within: int
    of: int
    not_judged: int
    worst: str | None
    week: str = ""
    athlete: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts: runs judged, rules at work, and verdicts by outcome."""

    runs: int
    rules: int
    within: int
    beyond: int
    not_judged: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Everything that the scorer says about some runs."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]
    conformances: tuple[Conformance, ...]
    summary: Summary
    suppressed: tuple[Suppressed, ...] = ()
    unused: tuple[UnusedSuppression, ...] = ()
    baselined: tuple[Finding, ...] = ()
    """Findings that a baseline excuses; like suppressed ones, they are no longer among `findings`."""
    held_weeks: tuple[Conformance, ...] = ()
    """How each week as such holds against the rules about weeks."""
