"""What may come next: sessions that are within the figures, from which day on, and what would be too much."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..dataclass import dataclass
from .athlete import Athlete
from .planned import Planned
from .results import LeftOut
from .session import Session
from .state import States
from .track import Rejection

ProgressionName = Literal["downhill", "speed", "progressive", "long-run", "week"]
PROGRESSIONS: tuple[ProgressionName, ...] = ("downhill", "speed", "progressive", "long-run", "week")


@dataclass(frozen=True, slots=True)
class Reason:
    """A measure held against a figure, a figure alone (no `code`), or why a rule cannot tell (no `figure`)."""

    message: str
    figure: str = ""
    source: str = ""
    basis: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a lever may go to [SI]: from the least that counts as a step to the most that is within.

    `unit` is that of the figure, `before` where it stands now.
    """

    before: float
    least: float
    most: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing that may be done: what it is, from which local day on, and the figures that say so.

    `what` names it: `again`, `start`, `back`, a lever such as `reps`, a stage, `distance`, `lighter week`. `plan` and
    `session` are it at its most; a week has none. `first_day` None: not within the weeks looked at, `not_before` says
    why. `not_before` is what stands against most of the days before `first_day`; None where nothing does.
    """

    what: str
    first_day: date | None
    plan: Planned | None = None
    session: Session | None = None
    amount: Amount | None = None
    reason: Reason | None = None
    not_before: Reason | None = None
    not_judged: tuple[tuple[str, str], ...] = ()
    """Rules that could not tell of it, and why."""
    beside: tuple[Reason, ...] = ()
    """What a week like the last ones would be beyond with it: worth knowing, decided by what else is run."""
    fewer: Reason | None = None
    """Why there are fewer reps than documented: what the documented number would be beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """One thing that would be too much, on the day given, and the finding that it would be."""

    what: str
    day: date
    reason: Reason
    plan: Planned | None = None
    session: Session | None = None
    amount_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One progression: where it stands is in `States`; what comes next is here.

    `again` is the present step once more; `offers` are alternatives, one of them at a time; `closed` says of levers
    why they do not rise; `doubt` why nothing, or nothing more, can be told.
    """

    progression: ProgressionName
    again: Offer | None = None
    offers: tuple[Offer, ...] = ()
    closed: tuple[Reason, ...] = ()
    too_much: tuple[Excess, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next steps of one runner as of a day, with what they are derived from."""

    today: date
    athlete: Athlete
    states: States
    steps: tuple[Step, ...]
    n_runs: int
    first_run: date | None = None
    last_run: date | None = None
    together: tuple[Reason, ...] = ()
    """What holds for all steps at once."""
    rejected: tuple[Rejection, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    bugs: tuple[str, ...] = ()
