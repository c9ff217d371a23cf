"""Runs and weeks against all rules at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..model import (
    Athlete,
    Catalogue,
    Comparison,
    Context,
    Finding,
    History,
    Place,
    Rule,
    Session,
    Severity,
    Verdict,
    Verdicts,
    Week,
    place_of,
)
from .finding import finding_of
from .judge import ERROR_SHARE, Subject, runs_only, verdict_of
from .summary import conformances_of, held_weeks_of, not_judged_of, summary_of

Judgement = tuple[Rule, Verdict]


def score(
    rules: Iterable[Rule],
    catalogue: Catalogue,
    athlete: Athlete,
    history: History,
    *,
    sessions: Iterable[Session] = (),
    weeks: Iterable[Week] = (),
    severities: Mapping[str, Severity] | None = None,
) -> Verdicts:
    """Judge `sessions`, each alone, and `weeks` as such.

    Parameters
    ----------
    history
        All runs, the subjects among them.
    sessions
        The runs to judge; for an audit those of the weeks. Rules that need earlier runs are left out where there are
        none and no week is judged.
    severities
        Severities by code, as configured.

    Returns
    -------
    Verdicts
        By day and file, then by place in the run, then by code, whatever the order of the arguments.
    """
    runs, whole_weeks = tuple(sessions), tuple(weeks)
    at_work, judged = judge_all(rules, catalogue, athlete, history, sessions=runs, weeks=whole_weeks)
    return settled(judged, runs, len(at_work), catalogue, severities or {})


def judge_all(
    rules: Iterable[Rule],
    catalogue: Catalogue,
    athlete: Athlete,
    history: History,
    *,
    sessions: Sequence[Session],
    weeks: Sequence[Week],
) -> tuple[tuple[Rule, ...], tuple[Judgement, ...]]:
    """Return the rules at work, and each verdict with its rule, as `score` describes it."""
    given: list[Subject] = [*sessions, *weeks]
    subjects = sorted(given, key=_order)
    at_work = sorted((r for r in rules if _is_for(r, subjects)), key=lambda r: r.code)
    past, share = runs_only(history), catalogue.figures[ERROR_SHARE].si
    asked = [(rule, Context(athlete, past, catalogue.pick(rule.figures))) for rule in at_work]
    of_weeks, of_runs = ([one for one in asked if bool(one[0].check_week) == is_week] for is_week in (True, False))
    of_others = [one for one in of_runs if one[0].family == "DQ"]
    judged = (
        (rule, verdict)
        for subject in subjects
        for rule, context in (of_weeks if isinstance(subject, Week) else of_runs if subject.is_run else of_others)
        if weeks or _has_history(rule, subject, past)
        if (verdict := verdict_of(rule, subject, context, share)) is not None
    )
    return tuple(at_work), tuple(judged)


def settled(
    judged: Sequence[Judgement],
    sessions: Iterable[Session],
    n_rules: int,
    catalogue: Catalogue,
    severities: Mapping[str, Severity],
) -> Verdicts:
    """Write up verdicts: findings, what was not judged, how runs hold against their protocols, and counts."""
    runs = sorted(sessions, key=_order)
    verdicts = tuple(verdict for _, verdict in judged)
    return Verdicts(
        verdicts,
        tuple(_findings(judged, severities)),
        not_judged_of(verdicts),
        conformances_of(runs, verdicts, catalogue),
        summary_of(len(runs), n_rules, verdicts),
        held_weeks=held_weeks_of(verdicts),
    )


def _order(subject: Subject) -> tuple[date, bool, str, str, str]:
    """Sort runs by day and file, a week after the last of its days."""
    if isinstance(subject, Week):
        return subject.last_day, True, "", "", ""
    return subject.local_date or date.min, False, subject.file, place_of(subject).start, subject.sha256


def _is_for(rule: Rule, subjects: Sequence[Subject]) -> bool:
    return any(rule.check_week if isinstance(s, Week) else rule.check_session for s in subjects)


def _has_history(rule: Rule, subject: Subject, history: History) -> bool:
    return not rule.needs_history or isinstance(subject, Week) or history.starts_before(subject, 1)


def _findings(judged: Sequence[Judgement], severities: Mapping[str, Severity]) -> Iterator[Finding]:
    """Yield the findings of all verdicts, those of one run or week by place and code."""
    by_subject: dict[Place, list[Finding]] = {}
    for rule, verdict in judged:
        found = by_subject.setdefault(verdict.place, [])
        beyond = (a for a in verdict.answers if isinstance(a, Comparison) and a.is_beyond)
        found.extend(finding_of(rule, answer, severities) for answer in beyond)
    for found in by_subject.values():
        yield from sorted(found, key=lambda f: (f.place.span.start_s if f.place.span else -1.0, f.code))
