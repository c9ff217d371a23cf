"""Files that could not be read, as findings: an unreadable run is no clean run."""

from __future__ import annotations

from dataclasses import replace

from ..config import Configured
from ..model import Finding, Place, Rejection, Rule, Verdicts
from ..model.results import Collected
from .lookup import list_rules


def with_unread(verdicts: Verdicts, collected: Collected, configured: Configured) -> Verdicts:
    """Add a finding for each file that could not be read, whatever rules are selected; only ignoring silences it."""
    ignored = set(configured.config.ignore)
    known = {rule.code: rule for rule in list_rules()}
    findings = tuple(
        _finding(rejection, known[rejection.code], configured)
        for rejection in collected.rejected
        if not {rejection.code, rejection.code[:2]} & ignored
    )
    summary = replace(verdicts.summary, beyond=verdicts.summary.beyond + len(findings))
    return replace(verdicts, findings=(*verdicts.findings, *findings), summary=summary)


def _finding(rejection: Rejection, rule: Rule, configured: Configured) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=configured.config.severity.get(rule.code, rejection.severity),
        basis="interpreted",
        place=Place(rejection.file),
        observed=None,
        limit=None,
        unit="",
        uncertainty=None,
        figure=rule.figures[0],
        source="",
        message=f"{rejection.reason}: {rejection.message}",
        advice="",
    )
