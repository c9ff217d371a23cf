"""What the verdicts come to: what could not be told, how runs hold against their protocols, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..model import Catalogue, Comparison, Conformance, Gap, NotJudged, Place, Session, Summary, Verdict, place_of


def not_judged_of(verdicts: Iterable[Verdict]) -> tuple[NotJudged, ...]:
    """List what could not be told, once for each rule, run or week, and reason."""
    seen = {
        (verdict.code, verdict.place, answer.reason): None
        for verdict in verdicts
        for answer in verdict.answers
        if isinstance(answer, Gap)
    }
    return tuple(NotJudged(code, place, reason) for code, place, reason in seen)


def conformances_of(
    sessions: Iterable[Session], verdicts: Sequence[Verdict], catalogue: Catalogue
) -> tuple[Conformance, ...]:
    """Hold every run against the protocol that it resembles."""
    by_run: dict[Place, list[Verdict]] = {}
    for verdict in verdicts:
        by_run.setdefault(verdict.place, []).append(verdict)
    return tuple(
        _counted(
            session.file, session.kind or "", [v for v in by_run.get(place_of(session), []) if v.code in protocol.rules]
        )
        for session in sessions
        if (protocol := catalogue.protocols.get(session.kind or "")) and protocol.rules
    )


def held_weeks_of(verdicts: Iterable[Verdict]) -> tuple[Conformance, ...]:
    """Hold every week as such against the rules about weeks that had something to say."""
    by_week: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.place.week:
            by_week.setdefault(verdict.place.week, []).append(verdict)
    return tuple(_counted("", "week", of_week, week) for week, of_week in by_week.items())


def summary_of(n_runs: int, n_rules: int, verdicts: Iterable[Verdict]) -> Summary:
    """Count verdicts by outcome."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    return Summary(n_runs, n_rules, counts["within"], counts["beyond"], counts["not judged"])


def _counted(file: str, protocol: str, verdicts: Sequence[Verdict], week: str = "") -> Conformance:
    counts = Counter(verdict.outcome for verdict in verdicts)
    broken = [v for v in verdicts if v.outcome == "beyond"]
    worst = max(broken, key=lambda v: (_excess(v), v.code), default=None)
    return Conformance(
        file=file,
        protocol=protocol,
        within=counts["within"],
        of=counts["within"] + counts["beyond"],
        not_judged=counts["not judged"],
        worst=worst.code if worst else None,
        week=week,
    )


def _excess(verdict: Verdict) -> float:
    return max(a.excess for a in verdict.answers if isinstance(a, Comparison) and a.is_beyond)
