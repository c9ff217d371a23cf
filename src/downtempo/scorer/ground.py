"""What proposals are held against, and how: each one is drawn, put into the history, and judged by the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ..dataclass import dataclass
from ..model import Answer, Athlete, Catalogue, Comparison, Figure, Gap, History, Place, Rule, Session, compare
from ..model.outlook import Excess, Offer, Reason
from ..model.planned import Paces, Planned
from ..model.verdict import Sense
from .finding import message_of, severity_of
from .judge import judge
from .plans import Classify, named

#: Rules that look at the day of a run: what they forbid today, they may allow later.
WAITING = frozenset({"PG101", "PG103", "PG104", "PG105", "PG106", "PG107", "PG108", "PG110", "PT107", "SR101", "SR102"})
#: Rules about what a whole week adds up to: what else is run in it decides them, not one session.
SUMS = ("PG103", "PG105", "PG106", "WK108")
_FAMILIES = frozenset({"DH", "PT", "SR", "SE", "WK", "PG"})
_DAY = timedelta(days=1)

Held = tuple[Rule, Comparison]
Forbids = Callable[["Trial"], Reason | None]


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
        return tuple(dict.fromkeys((r.code, a.reason) for r, a in self.answers if isinstance(a, Gap)))

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
    """Draw a proposal and let every rule look at it, alone and in its week."""
    known = ground.history
    session = named(planned, ground.paces, known.sessions, ground.classify, ground.catalogue)
    # A proposal comes behind everything that was run, so that the order holds.
    future = History((*known.sessions, session), planned.day, known.week_starts)
    alone = ((r, a) for r in ground.rules.values() if r.check_session for a in answers(ground, r, session, future))
    return Trial(session, tuple(alone), tuple(_of_week(ground, session, planned.day)))


def answers(ground: Ground, rule: Rule, session: Session, history: History) -> tuple[Answer, ...]:
    """Return all that a rule says of a run."""
    verdict = judge(rule, session, ground.catalogue, ground.athlete, history)
    return verdict.answers if verdict else ()


def _of_week(ground: Ground, session: Session, day: date) -> Iterator[tuple[Rule, Answer]]:
    """Yield what the rules say of the week of a proposal, as far as it is run, and would not say without it."""
    before = replace(ground.history, today=day)
    future = replace(before, sessions=(*before.sessions, session))
    for rule in ground.rules.values():
        if rule.check_week and rule.code not in SUMS:
            now, then = (
                judge(rule, history.week_of(day), ground.catalogue, ground.athlete, history)
                for history in (future, before)
            )
            known = set(then.answers) if then else set()
            yield from ((rule, answer) for answer in (now.answers if now else ()) if answer not in known)


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


def offer(
    ground: Ground,
    what: str,
    planned: Planned | Callable[[date], Planned],
    *,
    keys: tuple[str, ...] = (),
    shows: tuple[str, ...] = (),
    forbids: Forbids = lambda _trial: None,
) -> Offer:
    """Look for the first day on which a proposal is within every figure.

    Parameters
    ----------
    planned
        The proposal; where it depends on the day, how it follows from it.
    keys
        Rules that have to be able to tell.
    shows
        Rules of which the first that compared anything gives the reason.
    forbids
        What else may stand against it.
    """
    last: Reason | None = None
    for day in _days(ground):
        now = planned(day) if callable(planned) else replace(planned, day=day)
        trial = try_out(ground, now)
        fault = _against(trial, keys) or forbids(trial)
        if fault is None:
            return Offer(
                what=what, first_day=day, plan=now, session=trial.session,
                reason=trial.says(*shows), not_before=last, not_judged=trial.gaps,
            )  # fmt: skip
        last = fault
        if fault.code not in WAITING and not fault.code.startswith("WK"):
            break
    return Offer(
        what=what, first_day=None, plan=planned(ground.first_day) if callable(planned) else planned, not_before=last
    )


def _days(ground: Ground) -> Iterator[date]:
    for k in range(ground.span("house.return-window").days):
        yield ground.first_day + k * _DAY


def _against(trial: Trial, keys: tuple[str, ...]) -> Reason | None:
    """Return what stands against a proposal: first what the key rules found, then why they cannot tell, then others."""
    faults = sorted(trial.faults, key=lambda held: (held[0].code not in keys, held[0].code))
    if faults and faults[0][0].code in keys:
        return reason_of(*faults[0])
    for code, told in trial.gaps:
        if code in keys:
            return Reason(told, code=code)
    return reason_of(*faults[0]) if faults else None


def excess(ground: Ground, what: str, planned: Planned, *codes: str) -> Excess | None:
    """Return a proposal that is beyond a figure of these rules on its day; None where none of them says so."""
    trial = try_out(ground, planned)
    found = next(((r, a) for code in codes for r, a in trial.beyond if r.code == code), None)
    if found is None:
        return None
    return Excess(what=what, day=planned.day, reason=reason_of(*found), plan=planned, session=trial.session)
