"""A comparison that is beyond becomes a finding: numbers in the printed unit, one sentence, one piece of advice."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Comparison, Figure, Finding, Rule, Severity
from ..units import from_si, measured

_BY_BASIS: dict[str, Severity] = {"documented": "error", "interpreted": "warning", "external": "warning"}
_STANCE = {"documented": "documented", "interpreted": "in our reading", "external": "published"}
#: The unit of figures that count faults: the sentence tells the fault, there is no number to tell.
FAULTS = "faults"


def finding_of(rule: Rule, answer: Comparison, severities: Mapping[str, Severity]) -> Finding:
    """Write up a comparison that is beyond."""
    figure = answer.figure
    is_fault = figure.unit == FAULTS
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity_of(rule, answer, severities),
        basis=figure.basis,
        place=answer.place,
        observed=None if is_fault else _printed(answer.observed, figure),
        limit=None if is_fault else _printed(answer.limit, figure),
        unit="" if is_fault else figure.unit,
        uncertainty=None if is_fault else _printed(answer.uncertainty, figure),
        figure=figure.id,
        source=figure.source.title,
        message=answer.subject if is_fault else message_of(answer),
        advice=rule.advice,
        excess=answer.excess,
    )


def severity_of(rule: Rule, answer: Comparison, severities: Mapping[str, Severity]) -> Severity:
    """Return how loud it is: as configured, else as measured, else as the rule has it, else by basis of the figure."""
    return severities.get(rule.code) or answer.severity or rule.severity or _BY_BASIS[answer.figure.basis]


def message_of(answer: Comparison) -> str:
    """Say what was measured and what it was held against, in one sentence.

    A sentence of context may follow; so does the reason of a figure that the configuration replaced.
    """
    figure = answer.figure
    stance = "configured" if figure.overridden else _STANCE[figure.basis]
    unit = _told_in(answer)
    observed, error, limit = (from_si(x, unit) for x in (answer.observed, answer.uncertainty, answer.limit))
    held = f"{stance} {answer.sense} {measured(limit, unit)}"
    said = f"{answer.subject}: {measured(observed, unit, error)}, {held}"
    if figure.overridden:
        said = f"{said} ({figure.overridden})"
    return f"{said}. {answer.extra}" if answer.extra else said


def _told_in(answer: Comparison) -> str:
    """Return the unit that a measure is told in: days where weeks would have to be rounded."""
    unit = answer.figure.unit
    is_whole = all(from_si(x, unit).is_integer() for x in (answer.observed, answer.limit))
    return "days" if unit == "weeks" and not is_whole else unit


def _printed(value: float, figure: Figure) -> float:
    """Return an SI value in the figure's unit, without the dust of the conversion."""
    return round(from_si(value, figure.unit), 6)
