"""The nouns: tracks, segments, sessions, history, figures, rules, verdicts. Frozen, no I/O, no thresholds."""

from __future__ import annotations

from .athlete import Athlete, Level, TrainingPhase
from .figure import Advice, Basis, Catalogue, Figure, Figures, Protocol, Source
from .history import History, Week
from .rule import Context, Example, Rule
from .segments import Descent, Load, Phase, Progression, Recovery, Span, Split, Surge, SurgeSet
from .session import DOWNHILL_KINDS, HARD_KINDS, KINDS, PROGRESSIVE_KINDS, SPEED_KINDS, Session
from .track import COLUMNS, Lap, Note, Pause, Recording, Rejection, Severity, Track, WatchSplit, WorkoutStep
from .verdict import (
    Answer,
    Comparison,
    Conformance,
    Finding,
    Gap,
    NotJudged,
    Outcome,
    Place,
    Summary,
    Verdict,
    Verdicts,
    compare,
    place_of,
)

__all__ = [
    "COLUMNS",
    "DOWNHILL_KINDS",
    "HARD_KINDS",
    "KINDS",
    "PROGRESSIVE_KINDS",
    "SPEED_KINDS",
    "Advice",
    "Answer",
    "Athlete",
    "Basis",
    "Catalogue",
    "Comparison",
    "Conformance",
    "Context",
    "Descent",
    "Example",
    "Figure",
    "Figures",
    "Finding",
    "Gap",
    "History",
    "Lap",
    "Level",
    "Load",
    "NotJudged",
    "Note",
    "Outcome",
    "Pause",
    "Phase",
    "Place",
    "Progression",
    "Protocol",
    "Recording",
    "Recovery",
    "Rejection",
    "Rule",
    "Session",
    "Severity",
    "Source",
    "Span",
    "Split",
    "Summary",
    "Surge",
    "SurgeSet",
    "Track",
    "TrainingPhase",
    "Verdict",
    "Verdicts",
    "WatchSplit",
    "Week",
    "WorkoutStep",
    "compare",
    "place_of",
]  # fmt: skip
