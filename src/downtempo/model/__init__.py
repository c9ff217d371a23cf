"""The nouns: tracks, segments, sessions, history, figures, rules, verdicts. Frozen, no I/O, no thresholds."""

from __future__ import annotations

from .athlete import Athlete, Level, TrainingPhase
from .control import Control
from .diary import Diary, DiaryDay
from .ends import hold_end
from .figure import Advice, Basis, Catalogue, Figure, Figures, Protocol, Remark, Source
from .history import History, Week, stage_start
from .kinds import DOWNHILL_KINDS, HARD_KINDS, KINDS, PROGRESSIVE_KINDS, SPEED_KINDS
from .lever import Lever, levers
from .outlier import error_of_one
from .progression import Progression, Split
from .rule import Context, Example, Rule
from .segments import Descent, Load, Phase, Recovery, Span, Surge, SurgeSet
from .session import Session
from .stage import STAGE_FIGURES, progressive_step, time_at_stage
from .suppression import Suppression
from .track import COLUMNS, Lap, Note, Pause, Recording, Rejection, Severity, Track, WatchSplit, Workout, WorkoutStep
from .usual import USUAL_FIGURES, Usual, damage_among, usual
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
    Suppressed,
    UnusedSuppression,
    Verdict,
    Verdicts,
    compare,
    compare_count,
    notes_told,
    place_of,
    unless,
)

__all__ = [
    "COLUMNS", "DOWNHILL_KINDS", "HARD_KINDS", "KINDS", "PROGRESSIVE_KINDS", "SPEED_KINDS", "STAGE_FIGURES",
    "USUAL_FIGURES", "Advice", "Answer", "Athlete", "Basis", "Catalogue", "Comparison", "Conformance", "Context",
    "Control", "Descent", "Diary", "DiaryDay", "Example", "Figure", "Figures", "Finding", "Gap", "History", "Lap",
    "Level", "Lever", "Load", "NotJudged", "Note", "Outcome", "Pause", "Phase", "Place", "Progression", "Protocol",
    "Recording", "Recovery", "Rejection", "Remark", "Rule", "Session", "Severity", "Source", "Span", "Split",
    "Summary", "Suppressed", "Suppression", "Surge", "SurgeSet", "Track", "TrainingPhase", "UnusedSuppression",
    "Usual", "Verdict", "Verdicts", "WatchSplit", "Week", "Workout", "WorkoutStep", "compare", "compare_count",
    "damage_among", "error_of_one", "hold_end", "levers", "notes_told", "place_of", "progressive_step", "stage_start",
    "time_at_stage", "unless", "usual",
]  # fmt: skip
