"""What proposals are held against, and how: each one is drawn, put into the history, and judged by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ..dataclass import dataclass
from ..model import (
    USUAL_FIGURES,
    Answer,
    Athlete,
    Catalogue,
    Comparison,
    Figure,
    Gap,
    History,
    Place,
    Rule,
    Session,
    Week,
    compare,
)  # fmt: skip
from ..model.outlook import Reason
from ..model.planned import Paces, Planned
from ..model.verdict import Sense
from .finding import message_of, severity_of
from .judge import judge
from .plans import Classify, named

_FAMILIES = frozenset({"DH", "PT", "SR", "SE", "WK", "PG"})
_DAY = timedelta(days=1)

Held = tuple[Rule, Comparison]


@dataclass(frozen=True, slots=True)
class Ground:
    """The rules of runs and weeks, the figures, the runner, and what was run up to `history.today`."""

    rules: Mapping[str, Rule]
    catalogue: Catalogue
    athlete: Athlete
    history: History
    paces: Paces
    classify: Classify

    @property
    def today(self) -> date:
        """The day from which it is looked ahead."""
        return self.history.today

    @property
    def first_day(self) -> date:
        """The first day that is free: today, or tomorrow if something was run today."""
        return self.today + _DAY if self.history.on(self.today) else self.today

    def figure(self, figure_id: str) -> Figure:
        """Return a figure by id."""
        return self.catalogue.figures[figure_id]

    def si(self, figure_id: str) -> float:
        """Return the value of a figure [SI]."""
        return self.figure(figure_id).si

    def span(self, figure_id: str) -> timedelta:
        """Return a figure that is a time."""
        return timedelta(seconds=self.si(figure_id))

    def recent(self, figure_id: str) -> tuple[Session, ...]:
        """Return the runs of the last time that a figure names, today's among them."""
        return self.history.between(self.first_day - self.span(figure_id), self.today + _DAY)

    @property
    def unknown_base(self) -> str:
        """Why the weeks before are not known, on which whatever is new or rises has to rest; empty where they are."""
        return self._base[1]

    @property
    def has_run_hard(self) -> bool:
        """Whether a hard day lies in the weeks before, or in this one."""
        return any(week.hard_days for week in (*self._base[0], self.history.week_of(self.today)))

    @property
    def _base(self) -> tuple[tuple[Week, ...], str]:
        now = self.history.week_of(self.today)
        return self.history.loaded_weeks_before(now, *(self.si(figure) for figure in USUAL_FIGURES))

    @property
    def pause(self) -> str:
        """Why nothing at all can be said of what comes next: no runs, a break, or runs that are missing; else empty.

        Of the weeks before, as far as the history shows them, as many may be empty as the rules about weeks allow.
        """
        if not self.history.sessions:
            return "no run is known"
        week, back = timedelta(weeks=1), self.span("house.base-weeks")
        starts = [self.first_day - k * week for k in range(1, back // week + 1)]
        shown = [start for start in starts if self.history.reaches(start + week - _DAY)]
        empty = sum(not self.history.between(start, start + week) for start in shown)
        if empty <= (back - self.span("house.base-weeks-run-min")) // week:
            return ""
        last = self.history.sessions[-1].local_date
        told = f"nothing was run in the {len(shown)} weeks before"
        if empty < len(shown):
            told = f"{empty} of the {len(shown)} weeks before hold no run"
        if last is not None and self.first_day - last > week:
            told += f", the last run known is of {last}"
        return f"{told}: a break, or runs that are missing; run easily until the weeks are filled again"


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposal and all that the rules say of it (`answers`) and of the week that it falls into (`of_week`)."""

    session: Session
    answers: tuple[tuple[Rule, Answer], ...]
    of_week: tuple[tuple[Rule, Answer], ...] = ()

    @property
    def beyond(self) -> tuple[Held, ...]:
        """What is beyond a figure."""
        told = (*self.answers, *self.of_week)
        return tuple((rule, a) for rule, a in told if isinstance(a, Comparison) and a.is_beyond)

    @property
    def faults(self) -> tuple[Held, ...]:
        """What is beyond a figure; what is told for information only is no fault."""
        return tuple((rule, answer) for rule, answer in self.beyond if severity_of(rule, answer, {}) != "info")

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Which rules could not tell of the run, and why."""
        return tuple(dict.fromkeys((rule.code, a.reason) for rule, a in self.answers if isinstance(a, Gap)))

    @property
    def week_gaps(self) -> tuple[tuple[str, str], ...]:
        """Which rules could not tell of its week, and why."""
        return tuple(dict.fromkeys((rule.code, a.reason) for rule, a in self.of_week if isinstance(a, Gap)))

    def says(self, *codes: str) -> Reason | None:
        """Return what the first of these rules that compared anything found."""
        for code in codes:
            for rule, answer in self.answers:
                if rule.code == code and isinstance(answer, Comparison):
                    return reason_of(rule, answer)
        return None


def rules_at_work(rules: Iterator[Rule] | tuple[Rule, ...]) -> dict[str, Rule]:
    """Return the rules that a proposal is held against, by code; those about data and diaries are not."""
    return {rule.code: rule for rule in rules if rule.family in _FAMILIES}


def try_out(ground: Ground, planned: Planned) -> Trial:
    """Draw a proposal and let every rule look at it, alone and in its week, as if it had been run.

    The week counts as far as it is run by then, whole on its last day: as when the proposal is held as a plan.
    """
    known = replace(ground.history, today=planned.day + _DAY)
    session = named(planned, ground.paces, known.sessions, ground.classify, ground.catalogue)
    # A proposal comes behind everything that was run, so that the order holds.
    future = replace(known, sessions=(*known.sessions, session))
    alone = ((r, a) for r in ground.rules.values() if r.check_session for a in _answers(ground, r, session, future))
    return Trial(session, tuple(alone), tuple(_of_week(ground, planned.day, future, known)))


def _answers(ground: Ground, rule: Rule, subject: Session | Week, history: History) -> tuple[Answer, ...]:
    verdict = judge(rule, subject, ground.catalogue, ground.athlete, history)
    return verdict.answers if verdict else ()


def _of_week(ground: Ground, day: date, future: History, known: History) -> Iterator[tuple[Rule, Answer]]:
    """Yield what the rules say of the week of a proposal and would not say without it."""
    for rule in ground.rules.values():
        if rule.check_week:
            before, now = (_answers(ground, rule, history.week_of(day), history) for history in (known, future))
            yield from ((rule, answer) for answer in now if answer not in before)


def reason_of(rule: Rule, answer: Comparison) -> Reason:
    """Put a comparison into words."""
    figure = answer.figure
    return Reason(message_of(answer), figure.id, figure.source.title, figure.basis, rule.code)


def reason_held(
    ground: Ground, code: str, words: str, observed: float, figure_id: str, sense: Sense = "at least"
) -> Reason:
    """Hold a measure [SI] against a figure in the words of a rule that sees less of it, or sees it otherwise."""
    return reason_of(ground.rules[code], compare(Place(), words, observed, ground.figure(figure_id), sense=sense))


def reason_from(figure: Figure) -> Reason:
    """Let a figure speak for itself."""
    return Reason(figure.says, figure.id, figure.source.title, figure.basis)
