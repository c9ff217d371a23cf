"""A rule is data plus one function that measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..dataclass import dataclass
from .athlete import Athlete
from .diary import NO_DIARY, Diary
from .figure import Figures
from .history import History, Week
from .kinds import About
from .session import Session
from .track import Severity
from .verdict import Answer, Outcome

#: What figures are called that say how exactly something is known, or how far apart two likes may be.
_ERRORS = ("-tolerance", "-slack")
_HEADING = re.compile(r"^(.+)\n-{3,}\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside its subject. `history` holds the subject too."""

    athlete: Athlete
    history: History
    figures: Figures


SessionCheck = Callable[[Session, Context], Iterator[Answer]]
WeekCheck = Callable[[Week, Context], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Example:
    """A subject for which the outcome is known, with the reason as its title.

    `subject` is a run or a week; `earlier` are runs before it, `diary` what was written down; `expected` is None where
    the rule has nothing to say.
    """

    title: str
    expected: Outcome | None
    subject: Session | Week
    earlier: tuple[Session, ...] = ()
    athlete: Athlete = Athlete()
    diary: Diary = NO_DIARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is looked for. The module's docstring is its page.

    Exactly one of `check_session` and `check_week` is given. `severity` None means: documented figures are errors,
    interpreted and external ones warnings. `reads` names the inputs in words for the table of rules.
    `needs_history`: judged in `check` only when earlier runs are at hand. `about`: the sessions that the rule is about;
    it is not asked of others, and not judged where nobody knows whether a run was one.
    """

    code: str
    name: str
    holds: str
    figures: tuple[str, ...]
    frame: tuple[str, ...] = ()
    """Those of the `figures` that say what is looked at and how far back, and against which nothing is held."""
    reads: tuple[str, ...] = ()
    severity: Severity | None = None
    needs_history: bool = False
    about: About | None = None
    check_session: SessionCheck | None = None
    check_week: WeekCheck | None = None
    examples: Callable[[], tuple[Example, ...]] = tuple
    page: str = ""

    @property
    def family(self) -> str:
        """The two letters before the number."""
        return self.code[:2]

    @property
    def limits(self) -> tuple[str, ...]:
        """The figures that something is held against, without those about errors and what counts as equal."""
        return tuple(f for f in self.figures if f not in self.frame and not f.endswith(_ERRORS))

    @property
    def parts(self) -> dict[str, str]:
        """The page by its underlined headings, paragraphs as they stand."""
        pieces = _HEADING.split(self.page)
        return {title: text.strip() for title, text in zip(pieces[1::2], pieces[2::2], strict=True)}

    @property
    def advice(self) -> str:
        """What to do next time, in one sentence."""
        text = " ".join(self.parts.get("What to do", "").split())
        first, stop, _ = text.partition(". ")
        return first + stop.strip()
