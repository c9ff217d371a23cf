"""Runs and weeks against all rules at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..model import Athlete, Catalogue, Comparison, Finding, History, Rule, Session, Severity, Verdict, Verdicts, Week
from .finding import finding_of
from .judge import Subject, judge, runs_only
from .summary import conformances_of, not_judged_of, summary_of


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
    given: list[Subject] = [*sessions, *weeks]
    subjects = sorted(given, key=_order)
    runs = [s for s in subjects if isinstance(s, Session)]
    at_work = sorted((r for r in rules if _is_for(r, subjects)), key=lambda r: r.code)
    past = runs_only(history)
    is_audit = len(runs) < len(subjects)
    judged = [
        (rule, verdict)
        for subject in subjects
        for rule in at_work
        if is_audit or _has_history(rule, subject, past)
        if _is_run(subject) or rule.family == "DQ"
        if (verdict := judge(rule, subject, catalogue, athlete, past)) is not None
    ]
    verdicts = tuple(verdict for _, verdict in judged)
    return Verdicts(
        verdicts,
        tuple(_findings(judged, severities or {})),
        not_judged_of(verdicts),
        conformances_of(runs, verdicts, catalogue),
        summary_of(len(runs), len(at_work), verdicts),
    )


def _order(subject: Subject) -> tuple[date, bool, str, str]:
    """Sort runs by day and file, a week after the last of its days."""
    if isinstance(subject, Week):
        return subject.last_day, True, "", ""
    return subject.local_date or date.min, False, subject.file, subject.sha256


def _is_for(rule: Rule, subjects: Sequence[Subject]) -> bool:
    return any(rule.check_week if isinstance(s, Week) else rule.check_session for s in subjects)


def _is_run(subject: Subject) -> bool:
    return isinstance(subject, Week) or subject.is_run


def _has_history(rule: Rule, subject: Subject, history: History) -> bool:
    return not rule.needs_history or isinstance(subject, Week) or history.starts_before(subject, 1)


def _findings(judged: Sequence[tuple[Rule, Verdict]], severities: Mapping[str, Severity]) -> Iterator[Finding]:
    """Yield the findings of all verdicts, those of one run or week by place and code."""
    by_subject: dict[tuple[str, str, str], list[Finding]] = {}
    for rule, verdict in judged:
        place = verdict.place
        found = by_subject.setdefault((place.file, place.day, place.week), [])
        beyond = (a for a in verdict.answers if isinstance(a, Comparison) and a.is_beyond)
        found.extend(finding_of(rule, answer, severities) for answer in beyond)
    for found in by_subject.values():
        yield from sorted(found, key=lambda f: (f.place.span.start_s if f.place.span else -1.0, f.code))
