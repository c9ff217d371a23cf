"""One run, segmented. It holds no samples, so that ten thousand of them stay small."""

from __future__ import annotations

from datetime import date, datetime

from ..dataclass import dataclass
from .kinds import DOWNHILL_KINDS, HARD_KINDS, PROGRESSIVE_KINDS, SPEED_KINDS, STAGE_KINDS, About
from .progression import Progression
from .segments import Descent, Load, Phase, Surge, SurgeSet
from .shape import HILL_RATIO
from .track import ElevationSource, Note

_FELT = ("very weak", "weak", "normal", "strong", "very strong")
RUNNING_SPORTS = frozenset({"running", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run segmented: totals, sets, segments, progression, load, and what could not be told.

    Times count from the first sample, distances along the run. Whatever is not known is None.
    """

    file: str = ""
    sha256: str = ""
    start_utc: datetime | None = None
    utc_offset_s: int | None = None
    local_date: date | None = None
    sport: str = "running"
    is_trail: bool = False
    """Whether the file says that it was run on a trail; if not, nothing is known of the footing."""
    device: str = ""
    points: int = 0
    duration_s: float | None = None
    moving_s: float | None = None
    distance_m: float | None = None
    gain_m: float | None = None
    drop_m: float | None = None
    elevation_source: ElevationSource = "none"
    sampling_s: float | None = None
    effort_sampling_s: float | None = None
    """Time between samples in the sparsest effort [s]."""
    has_positions: bool = False
    has_heart_rate: bool = False
    has_cadence: bool = False
    has_watch_speed: bool = False
    format: str = ""
    first_fix: tuple[float, float] | None = None
    """Latitude and longitude of the first position [degrees]; for comparison, never shown."""
    duplicates: tuple[str, ...] = ()
    """Files that hold the same run and were left out, by name."""
    perceived_effort: float | None = None
    """What the watch was told after the run, 1 to 10."""
    feel: float | None = None
    """How the watch was told that it felt, from 0, very weak, to 100, very strong."""
    doubted_s: float = 0.0
    """Length of a fast block that hills may explain, where the altitude cannot tell [s]."""

    kind: str | None = None
    """One of `KINDS`; None where the shape fits none of them or the data cannot tell."""
    kind_reason: str = ""
    """Why this kind, or why none; for people."""
    n_before: int = 0
    """How many runs of the six weeks before, or of the same day, had a say in the kind."""
    gap_model: str = "none"
    base_speed_mps: float | None = None
    """Grade-adjusted speed of this run outside its surges [m/s]."""
    easy_speed_mps: float | None = None
    easy_speed_from: str = "session"
    best_10s_mps: float | None = None
    flat_cadence_spm: float | None = None
    """Median cadence of easy running on the flat [steps a minute]; None where altitude or cadence cannot tell."""

    descents: tuple[Descent, ...] = ()
    sets: tuple[SurgeSet, ...] = ()
    phases: tuple[Phase, ...] = ()
    progression: Progression | None = None
    load: Load | None = None
    notes: tuple[Note, ...] = ()
    profile_elevation_m: tuple[float, ...] = ()
    """Elevation at 24 even places along the run; empty where there is none."""
    profile_speed_mps: tuple[float, ...] = ()
    """Mean speed in 24 even parts of the run."""
    is_planned: bool = False
    """Whether it was drawn from a plan and not run."""

    @property
    def is_run(self) -> bool:
        """Whether the file says running, or says nothing."""
        return self.sport in RUNNING_SPORTS

    @property
    def surges(self) -> tuple[Surge, ...]:
        """All surges in the order they were run."""
        return tuple(sorted((s for g in self.sets for s in g.surges), key=lambda s: s.span.start_s))

    @property
    def main_set(self) -> SurgeSet | None:
        """The set that the run was about, if it was about one."""
        return next((g for g in self.sets if g.is_main), None)

    @property
    def feel_words(self) -> str:
        """How it felt, in the words of the watch; empty where it was not told."""
        return "" if self.feel is None else _FELT[round(self.feel * (len(_FELT) - 1) / 100)]

    @property
    def is_hard(self) -> bool:
        """Whether the run makes its day a hard one. Strides do not; a main set of no known kind does."""
        if self.kind is None:
            return self.main_set is not None and not self._is_of_hills(self.main_set)
        return self.kind in HARD_KINDS

    @property
    def may_be_hard(self) -> bool:
        """Whether nobody knows if the run made its day a hard one: it has no kind, and no set that tells."""
        return self.kind is None and not self.is_hard

    def _is_of_hills(self, group: SurgeSet) -> bool:
        """Whether hills alone may have made these surges: nobody knows the ground, and they are little faster."""
        easy_mps = self.easy_speed_mps or self.base_speed_mps
        return group.terrain is None and easy_mps is not None and group.speed_mps < HILL_RATIO * easy_mps

    @property
    def is_downhill(self) -> bool | None:
        """Whether it is a downhill session; None where it has a main set whose terrain cannot be told.

        A tempo block is called so without altitude too, and may still have run downhill.
        """
        if self.kind in DOWNHILL_KINDS:
            return True
        main = self.main_set
        if self.kind in (None, "tempo") and main is not None and main.terrain is None:
            return None
        return False

    @property
    def is_speed(self) -> bool | None:
        """Whether it is a session of fast reps on the flat; None where it has reps whose terrain cannot be told."""
        if self.kind in SPEED_KINDS:
            return True
        return None if self.kind is None and self.is_downhill is None else False

    def is_about(self, what: About) -> bool | None:
        """Whether it is a session of downhill reps, of fast reps on the flat, or a progressive tempo; None: unknown."""
        if what == "progressive":
            return None if self.kind is None and self.progression is not None else self.is_progressive
        return self.is_downhill if what == "downhill" else self.is_speed

    @property
    def is_stage(self) -> bool:
        """Whether it is a session of a return to speed, as configured or as the runs before it show."""
        return self.kind in STAGE_KINDS

    @property
    def stage_words(self) -> str:
        """Tell how it is known that a return to speed is on, for people; empty where none is."""
        return f"Taken for {self.kind_reason or 'reps of a return to speed'}." if self.is_stage else ""

    @property
    def is_progressive(self) -> bool:
        """Whether it is a progressive tempo."""
        return self.kind in PROGRESSIVE_KINDS

    @property
    def progressive(self) -> Progression | None:
        """The splits of a progressive tempo; None for any other run."""
        return self.progression if self.is_progressive else None

    @property
    def reps(self) -> tuple[Surge, ...]:
        """The surges of the main set; none where the run was not about a set."""
        return self.main_set.surges if self.main_set else ()

    @property
    def downhill_efforts(self) -> tuple[Surge | Descent, ...]:
        """Surges on a descent, and the descents in which none of them lies, in the order in which they were run."""
        surges = [s for s in self.surges if s.terrain == "downhill"]
        alone = [d for d in self.descents if not any(s.span.overlaps(d.span) for s in surges)]
        return tuple(sorted((*surges, *alone), key=lambda e: e.span.start_s))

    @property
    def why_no_grade(self) -> str:
        """Why a grade of this run is not known."""
        if self.is_planned:
            return "the plan does not say how steep the ground is"
        if self.elevation_source == "none":
            return "no altitude in the file"
        if self.elevation_source == "gps":
            return "altitude from GPS alone, too uncertain for the grade of a rep"
        return "the altitude does not tell the grade here"

    @property
    def hill_doubt(self) -> str:
        """Why hills cannot be ruled out as the reason for a change of pace; empty where altitude tells."""
        return "" if self.elevation_source in ("barometer", "unknown") else f"hills may explain it: {self.why_no_grade}"

    @property
    def damage_doubt(self) -> str:
        """Why something may have been run that the file no longer holds; empty where it is whole."""
        return "the file is damaged and may have lost it" if self.notes_of("DQ101") else ""

    @property
    def is_cut(self) -> bool:
        """Whether the file is damaged so that it may hold less than was run; a wrong checksum alone loses nothing."""
        return any(note.severity == "error" for note in self.notes_of("DQ101"))

    def hard_sets(self, longest_stride_s: float) -> tuple[SurgeSet, ...]:
        """Return the sets of more than one rep, strides on the flat left out."""
        return tuple(g for g in self.sets if g.n_reps > 1 and (g.terrain != "flat" or g.rep_s > longest_stride_s))

    def n_stimuli(self, longest_stride_s: float) -> tuple[int, int]:
        """Return of how many kinds the hard sets are, downhill or other, and how many more there may be."""
        terrains = [g.terrain for g in self.hard_sets(longest_stride_s)]
        known = len({terrain == "downhill" for terrain in terrains if terrain is not None})
        return known, min(terrains.count(None), 2 - known)

    @property
    def effort_error_s(self) -> float:
        """How well the start and stop of the efforts are known, at the worst of them [s]."""
        splits = self.progressive.splits if self.progressive else ()
        spans = [surge.span for surge in self.surges] + [split.span for split in splits]
        return max((span.duration_error_s for span in spans), default=0.0)

    @property
    def effort_s(self) -> float:
        """Seconds of surges, or of the progressive part [s]."""
        if self.progressive is not None:
            return sum(split.span.duration_s for split in self.progressive.splits)
        return self.surge_s

    @property
    def surge_s(self) -> float:
        """Seconds of surges [s]."""
        return sum(s.span.duration_s for s in self.surges)

    def phase(self, kind: str) -> Phase | None:
        """Return the warm-up or the cool-down, if there is one."""
        return next((p for p in self.phases if p.kind == kind), None)

    def notes_of(self, code: str) -> tuple[Note, ...]:
        """Return the notes of one data rule, such as `DQ104`."""
        return tuple(n for n in self.notes if n.code == code)
