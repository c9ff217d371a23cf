"""SARIF 2.1.0, as code scanning reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ... import __version__
from ...model import Finding, Place
from ...model.results import Judged
from ...text import safe
from ..athlete_rows import conformance_row
from ..documents import json_text, plain
from ..left_out import why_left_out
from .paths import artifact_of, uri_of
from .told import Told, tell, where_words

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "SRCROOT"
_LONGEST = 2000


def sarif(judged: Judged) -> str:
    """Write a run with a result for each rule that a run or a week is beyond.

    What was not judged, not read or left out stands among the notifications, so that nothing is silent. What is
    suppressed or baselined is counted in the properties; code scanning would raise it again.
    """
    told = list(tell(judged))
    rules = {one.worst.code: one.worst for one in told}
    run = {
        "tool": {"driver": _driver([rules[code] for code in sorted(rules)])},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which downtempo was called."}}},
        "invocations": [
            {"executionSuccessful": not judged.collected.bugs, "toolExecutionNotifications": list(_notices(judged))}
        ],
        "results": [_result(one, sorted(rules).index(one.worst.code)) for one in told],
        "properties": {
            **_counts(judged),
            "protocols": [plain(conformance_row(one, "file")) for one in judged.verdicts.conformances],
            "heldWeeks": [plain(conformance_row(one, "week")) for one in judged.verdicts.held_weeks],
        },
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(found: list[Finding]) -> dict[str, Any]:
    return {"name": "downtempo", "semanticVersion": __version__, "rules": [_rule(finding) for finding in found]}


def _rule(f: Finding) -> dict[str, Any]:
    words = f.name.replace("-", " ")
    advice = f"{f.advice} " if f.advice else ""
    tell_more = f"downtempo explain {f.code} tells what it looks for, why, and where its figures stand."
    return {
        "id": f.code,
        "name": "".join(part.capitalize() for part in f.name.split("-")),
        "shortDescription": {"text": f"{words.capitalize()}."},
        "fullDescription": {"text": safe(f"{words.capitalize()}. {advice}".strip(), _LONGEST)},
        "help": {"text": safe(f"{advice}{tell_more}", _LONGEST)},
        "defaultConfiguration": {"level": _LEVELS[f.severity]},
        "properties": {"tags": ["running", f.code[:2]], "precision": "high"},
    }


def _result(told: Told, index: int) -> dict[str, Any]:
    shown = told.worst
    others = [{"id": k, **_place(f, told)} for k, f in enumerate(told.group, start=1) if f is not shown]
    return {
        "ruleId": shown.code,
        "ruleIndex": index,
        "level": _LEVELS[shown.severity],
        "message": {"text": _message(told.message)},
        "locations": [_location(told.path, told.logical)],
        **({"relatedLocations": others} if others else {}),
        "partialFingerprints": {
            "primaryLocationLineHash": f"{told.fingerprint[:16]}:1",
            "downtempo/v1": told.fingerprint,
        },
        "properties": {"basis": shown.basis, "figure": shown.figure, "source": shown.source},
    }


def _message(text: str) -> str:
    """Return text of which nothing is taken for a link or a placeholder."""
    for character in "\\[]":
        text = text.replace(character, f"\\{character}")
    return text.replace("{", "{{").replace("}", "}}")


def _place(finding: Finding, told: Told) -> dict[str, Any]:
    span = finding.place.span
    records = (f"records {span.records[0]}-{span.records[1]}",) if span and span.records else ()
    words = safe(f"{where_words(finding, told.unit)}: {finding.message}", _LONGEST)
    return {**_location(told.path, records), "message": {"text": _message(words)}}


def _location(path: str, logical: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a place in a file. A recording has no lines, so it is always the first one."""
    base = {} if path.startswith("/") else {"uriBaseId": _ROOT}
    physical = {"artifactLocation": {"uri": uri_of(path), **base}, "region": {"startLine": 1}}
    names = [{"fullyQualifiedName": safe(name, _LONGEST)} for name in logical]
    return {"physicalLocation": physical, **({"logicalLocations": names} if names else {})}


def _notices(judged: Judged) -> Iterator[dict[str, Any]]:
    """Yield what could not be told and why."""
    for gap in judged.verdicts.not_judged:
        yield _notice("not-judged", f"{gap.code} not judged: {gap.reason}", gap.place)
    for left_out in judged.collected.left_out:
        yield _notice("left-out", f"left out: {why_left_out(left_out)}", Place(left_out.file))
    for part in judged.parts or (judged,):
        for fault in part.diary.faults:
            yield _notice("diary", fault, Place(), "warning")
    for unused in judged.verdicts.unused:
        by = unused.suppression
        text = f"{by.place}: {by.rule} at {by.run} suppresses nothing: {unused.why}"
        yield _notice("unused-suppression", text, Place())
    for bug in judged.collected.bugs:
        yield _notice("internal-error", bug, Place(), "error")


def _notice(name: str, text: str, place: Place, level: str = "note") -> dict[str, Any]:
    path, member = artifact_of(place.file) if place.file else ("", "")
    logical = tuple(filter(None, (member, place.week and f"week {place.week}")))
    told = safe(f"week {place.week}: {text}" if place.week and not path else text, _LONGEST)
    where = {"locations": [_location(path, logical)]} if path else {}
    return {"descriptor": {"id": name}, "level": level, "message": {"text": _message(told)}, **where}


def _counts(judged: Judged) -> dict[str, Any]:
    verdicts, summary = judged.verdicts, judged.verdicts.summary
    return {
        "runs": summary.runs, "within": summary.within, "beyond": summary.beyond, "notJudged": summary.not_judged,
        "suppressed": len(verdicts.suppressed), "baselined": len(verdicts.baselined),
    }  # fmt: skip
