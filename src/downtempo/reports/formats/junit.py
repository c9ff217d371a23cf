"""JUnit XML: a suite for each run and week, a case for each rule that spoke of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ...dataclass import dataclass
from ...model import Comparison, Finding, Place, Suppressed, Verdict
from ...model.results import Judged
from ...model.track import LEVELS, Severity
from ...text import safe
from ...units import Unit
from ...writers.text import escaped
from ..findings import figure_cited
from ..left_out import why_left_out
from ..words import ended
from .told import where_words

_LONGEST = 2000
_UNKNOWN_NAME = "no name"


@dataclass(frozen=True, slots=True)
class _Case:
    """One rule at one run or week; `outcome` is one of failure, skipped, and nothing for what passes."""

    suite: str
    name: str
    outcome: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


def junit(judged: Judged) -> str:
    """Write findings at or above the fail level as failures, milder ones as output, what was not judged as skipped."""
    cases = [case for part in judged.parts or (judged,) for case in _cases(part)]
    cases.sort(key=lambda case: case.suite)
    suites = [_suite(name, list(same)) for name, same in groupby(cases, key=lambda case: case.suite)]
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_totals(cases, 'downtempo')}>", *suites,
        "</testsuites>", "",
    ])  # fmt: skip


def _cases(part: Judged) -> Iterator[_Case]:
    """Yield a case for each verdict, then one for each finding that belongs to none: files that were not read."""
    told: set[int] = set()
    for verdict in part.verdicts.verdicts:
        if not verdict.answers:
            continue
        places = {a.place for a in verdict.answers if isinstance(a, Comparison) and a.is_beyond}
        mine = [f for f in part.verdicts.findings if f.code == verdict.code and f.place in places]
        told |= {id(finding) for finding in mine}
        name, suite = f"{verdict.code} {verdict.name}", _suite_name(verdict.place, part)
        yield _case(suite, name, mine, part.fail_level, part.units) if mine else _quiet(suite, name, verdict, part)
    for one in part.collected.left_out:
        yield _Case(one.file or _UNKNOWN_NAME, "left out", "skipped", f"left out: {why_left_out(one)}")
    for finding in part.verdicts.findings:
        if id(finding) not in told:
            name = f"{finding.code} {finding.name}"
            yield _case(_suite_name(finding.place, part), name, [finding], part.fail_level, part.units)


def _case(suite: str, name: str, found: list[Finding], fail_level: Severity, unit: Unit) -> _Case:
    lines = tuple(_line(finding, unit) for finding in found)
    is_failure = any(LEVELS.index(f.severity) <= LEVELS.index(fail_level) for f in found)
    return _Case(suite, name, "failure" if is_failure else "", found[0].message, lines)


def _quiet(suite: str, name: str, verdict: Verdict, part: Judged) -> _Case:
    """Return the case of a verdict without findings: within, not judged, or beyond and excused."""
    if verdict.outcome == "beyond":
        return _Case(suite, name, "skipped", _excuse(verdict, part.verdicts.suppressed))
    if verdict.outcome == "not judged":
        gaps = (g.reason for g in part.verdicts.not_judged if (g.code, g.place) == (verdict.code, verdict.place))
        reasons = [a.reason for a in verdict.answers if not isinstance(a, Comparison)]
        return _Case(suite, name, "skipped", f"not judged: {next(gaps, reasons[0])}")
    return _Case(suite, name)


def _excuse(verdict: Verdict, suppressed: Iterable[Suppressed]) -> str:
    places = {answer.place for answer in verdict.answers}
    reasons = [s.suppression.reason for s in suppressed if s.finding.code == verdict.code and s.finding.place in places]
    return f"suppressed: {reasons[0]}" if reasons else "excused by the baseline"


def _suite_name(place: Place, part: Judged) -> str:
    name = place.file or (f"week {place.week}" if place.week else _UNKNOWN_NAME)
    return f"{part.label}: {name}" if part.label and not place.file else name


def _line(finding: Finding, unit: Unit) -> str:
    where = where_words(finding, unit)
    cited = figure_cited(finding)
    told = " ".join(filter(None, (ended(finding.message), finding.advice, f"Figure: {cited}." if cited else "")))
    return f"{finding.severity}: {where}: {told}" if where else f"{finding.severity}: {told}"


def _suite(name: str, cases: list[_Case]) -> str:
    return "\n".join([f"<testsuite{_totals(cases, name)}>", *(_element(case) for case in cases), "</testsuite>"])


def _totals(cases: list[_Case], name: str) -> str:
    failures, skipped = (sum(case.outcome == what for case in cases) for what in ("failure", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}" time="0"'
    return f' name="{_text(name)}" {counts}'


def _element(case: _Case) -> str:
    head = f'<testcase classname="{_text(case.suite)}" name="{_text(case.name)}" time="0"'
    told = "\n".join(_text(line) for line in case.lines)
    if case.outcome == "failure":
        return f'{head}><failure type="{_text(case.name)}" message="{_text(case.message)}">{told}</failure></testcase>'
    if case.outcome == "skipped":
        return f'{head}><skipped message="{_text(case.message)}"/></testcase>'
    return f"{head}><system-out>{told}</system-out></testcase>" if told else f"{head}/>"


def _text(text: str) -> str:
    return escaped(safe(text, _LONGEST))
