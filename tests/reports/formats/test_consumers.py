"""Each format is read by what it is meant for, or held against its schema; and what is broken is refused."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from tests.support.hostile_strings import HOSTILE
from tests.support.judgements import hostile, judged_case, several
from tests.support.workflow_commands import commands

from downtempo import api, reports
from downtempo.cli import options
from downtempo.config import Config, Configured
from downtempo.model.results import Judged
from downtempo.reports import FORMATS
from downtempo.reports.findings import grouped

SCHEMAS = Path(__file__).resolve().parents[2] / "support" / "schemas"
GIVEN: dict[str, Callable[[], Judged]] = {
    "coach audited": lambda: judged_case("coach"),
    "coach checked": lambda: judged_case("coach", "check"),
    "five findings": lambda: judged_case("five-findings"),
    "a conforming week": lambda: judged_case("conforming-week"),
    "broken files": lambda: judged_case("broken", "check"),
    "all beside each other": lambda: judged_case(".", "check", is_isolated=True),
    "nothing": lambda: judged_case("broken/empty-file"),
    **{f"hostile string {k}": (lambda text=text: several(hostile(text))) for k, text in enumerate(HOSTILE)},  # type: ignore[misc]
}


@pytest.fixture(params=GIVEN, scope="module")
def judged(request: pytest.FixtureRequest) -> Judged:
    return GIVEN[request.param]()


@cache
def foreign(name: str) -> Any:
    """Return a validator for the format of another tool."""
    return _validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


@cache
def own(name: str) -> Any:
    """Return a validator for a document of ours, as strict as our own output has to be: nothing that is not named."""
    return _validator(_closed(json.loads((resources.files(reports) / "schemas" / f"{name}.json").read_text("utf-8"))))


def _validator(schema: dict[str, Any]) -> Any:
    kind = Draft4Validator if "draft-04" in schema["$schema"] else Draft202012Validator
    kind.check_schema(schema)
    return kind(schema)


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if "object" in schema.get("type", ()) else inner


def faults(validator: Any, document: Any) -> list[str]:
    return [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in validator.iter_errors(document)]


def group_count(judged: Judged) -> int:
    return sum(len(grouped(part.verdicts.findings)) for part in judged.parts or (judged,))


def test_the_command_line_offers_what_the_table_of_formats_holds() -> None:
    assert set(options.FORMATS) == {"text", *FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_writing_twice_gives_the_same_text(name: str) -> None:
    assert FORMATS[name](judged_case("coach")) == FORMATS[name](judged_case("coach"))


# SARIF


def test_sarif_is_valid_by_its_official_schema(judged: Judged) -> None:
    document = json.loads(FORMATS["sarif"](judged))
    assert faults(foreign("sarif-2.1.0"), document) == []
    (run,) = document["runs"]
    assert len(run["results"]) == group_count(judged)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    prints = [result["partialFingerprints"]["downtempo/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: run.pop("tool"),
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda run: run.update(colour="red"),
    ],
    ids=range(5),
)
def test_spoilt_sarif_is_refused(spoil: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(FORMATS["sarif"](judged_case("coach")))
    spoil(document["runs"][0])
    assert faults(foreign("sarif-2.1.0"), document)


def test_a_place_in_sarif_is_a_line_for_programs_and_records_for_people() -> None:
    document = json.loads(FORMATS["sarif"](judged_case("five-findings")))
    steep = next(r for r in document["runs"][0]["results"] if r["ruleId"] == "DH101")
    (name,) = steep["locations"][0]["logicalLocations"]
    found = re.fullmatch(r"records (\d+)-(\d+)", name["fullyQualifiedName"])
    assert found is not None
    first, last = map(int, found.groups())
    assert first == pytest.approx(1045, abs=3)
    assert last - first + 1 == pytest.approx(30, abs=3)
    assert len(steep["relatedLocations"]) == 5


def test_sarif_tells_what_was_not_judged_and_that_a_bug_is_no_success() -> None:
    (run,) = json.loads(FORMATS["sarif"](hostile("x")))["runs"]
    (invocation,) = run["invocations"]
    told = [notice["descriptor"]["id"] for notice in invocation["toolExecutionNotifications"]]
    assert invocation["executionSuccessful"] is False
    assert set(told) == {"not-judged", "left-out", "unused-suppression", "internal-error"}
    assert told.count("not-judged") == len(hostile("x").verdicts.not_judged)


@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
def test_sarif_passes_the_validator_of_its_makers(tmp_path: Path, kind: str) -> None:
    tool = shutil.which("sarif-multitool")
    if tool is None:
        pytest.skip("sarif-multitool is not installed: npm install @microsoft/sarif-multitool")
    target = tmp_path / "coach.sarif"
    target.write_text(FORMATS["sarif"](judged_case("coach")), encoding="utf-8")
    call = [tool, "validate", str(target), "--rule-kind", kind]
    needed = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(call, env=needed, capture_output=True, text=True, check=False)
    assert "Analysis completed successfully" in done.stdout
    assert ": error " not in done.stdout


# JUnit


def test_junit_is_read_by_junitparser_and_counts_what_it_holds(judged: Judged) -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    report = junitparser.JUnitXml.fromstring(FORMATS["junit"](judged).encode())
    cases = [case for suite in report for case in suite]
    results = [result for case in cases for result in case.result]
    failures = [r for r in results if isinstance(r, junitparser.Failure)]
    skipped = [r for r in results if isinstance(r, junitparser.Skipped)]
    assert (report.tests, report.failures, report.skipped) == (len(cases), len(failures), len(skipped))
    told = [(s.tests, s.failures, s.skipped) for s in report]
    report.update_statistics()
    assert told == [(s.tests, s.failures, s.skipped) for s in report]
    lines = [line for result in failures for line in (result.text or "").splitlines()]
    loud = [f for part in judged.parts or (judged,) for f in part.verdicts.findings if f.severity == "error"]
    assert sum(line.startswith("error: ") for line in lines) == len(loud)


def test_junit_has_a_case_for_each_file_and_rule() -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    report = junitparser.JUnitXml.fromstring(FORMATS["junit"](judged_case("coach")).encode())
    names = [(case.classname, case.name) for suite in report for case in suite]
    assert len(names) == len(set(names))
    failed = {
        (c.classname, c.name) for s in report for c in s if any(isinstance(r, junitparser.Failure) for r in c.result)
    }
    assert failed == {
        ("Ana: week 2026-W40", "WK103 no-flat-quality"),
        ("coach/ben/2026-09-23T1800.fit.gz", "DH102 rep-too-long"),
    }


def test_a_finding_below_the_fail_level_is_no_failure() -> None:
    judged = judged_case("five-findings")
    assert 'name="WK106 back-to-back-hard-days" time="0"><system-out>' in FORMATS["junit"](judged)


def test_a_suppressed_finding_is_a_skipped_case_with_the_reason() -> None:
    assert '<skipped message="suppressed: his first week of reps;' in FORMATS["junit"](judged_case("coach"))


def test_junit_that_is_cut_is_refused() -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    with pytest.raises(SyntaxError):
        junitparser.JUnitXml.fromstring(FORMATS["junit"](judged_case("coach")).encode()[:-20])


# GitLab and reviewdog


@pytest.mark.parametrize(("name", "schema"), [("gitlab", "gitlab-code-quality"), ("rdjson", "rdjson")])
def test_annotations_are_valid_and_one_for_each_rule_at_each_run(judged: Judged, name: str, schema: str) -> None:
    document = json.loads(FORMATS[name](judged))
    assert faults(foreign(schema), document) == []
    entries = document if name == "gitlab" else document["diagnostics"]
    assert len(entries) == group_count(judged)


def test_fingerprints_of_gitlab_are_unlike_each_other(judged: Judged) -> None:
    prints = [entry["fingerprint"] for entry in json.loads(FORMATS["gitlab"](judged))]
    assert len(set(prints)) == len(prints)


def spoilt(document: Any) -> Iterator[Any]:
    """Yield the document without each of its keys in turn, and with each text and number replaced by nothing."""
    nodes = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in list(nodes):
        if isinstance(value, dict | list):
            for worse in spoilt(value):
                changed = copy.copy(document)
                changed[key] = worse
                yield changed
        else:
            changed = copy.copy(document)
            changed[key] = None
            yield changed


@pytest.mark.parametrize(
    ("name", "schema", "least"),
    [("gitlab", "gitlab-code-quality", 1.0), ("rdjson", "rdjson", 1.0), ("json", "findings-1", 0.45)],
)
def test_a_document_with_a_value_taken_away_is_refused(name: str, schema: str, least: float) -> None:
    """Of our own documents about half of the values may be unknown, and are null then."""
    held = own(schema) if name == "json" else foreign(schema)
    refused = [bool(faults(held, worse)) for worse in spoilt(json.loads(FORMATS[name](judged_case("coach"))))]
    assert len(refused) > 10
    assert sum(refused) >= least * len(refused)


# our own documents


def test_our_documents_are_as_their_schema_says_and_hold_nothing_else(judged: Judged) -> None:
    assert faults(own("findings-1"), json.loads(FORMATS["json"](judged))) == []
    rows = [json.loads(line) for line in FORMATS["jsonl"](judged).splitlines()]
    schema = own("findings-1-lines")
    assert [faults(schema, row) for row in rows] == [[]] * len(rows)


def test_the_lines_hold_what_the_document_holds(judged: Judged) -> None:
    document = json.loads(FORMATS["json"](judged))
    rows = [json.loads(line) for line in FORMATS["jsonl"](judged).splitlines()]
    assert rows[0]["type"] == "head"
    assert rows[-1] == {"type": "summary", **document["summary"]}
    for key, name in (("findings", "finding"), ("not_judged", "not_judged"), ("rejected", "rejected")):
        assert [row for row in rows if row["type"] == name] == [{"type": name, **entry} for entry in document[key]]


@pytest.mark.parametrize("case", ["five-findings", "progressive-raw", "broken", "gps-altitude", "coach"])
def test_what_is_shown_is_as_its_schema_says(case: str) -> None:
    collected = api.show([Path(__file__).resolve().parents[3] / "fixtures" / case], Configured(Config()))
    assert faults(own("show-1"), json.loads(reports.show_json(collected))) == []
    lines = [json.loads(line) for line in reports.show_jsonl(collected).splitlines()]
    assert [line["type"] for line in lines].count("session") == len(collected.sessions)


def test_a_document_with_a_key_that_nobody_described_is_refused_here() -> None:
    document = json.loads(FORMATS["json"](judged_case("coach")))
    document["findings"][0]["colour"] = "red"
    assert faults(own("findings-1"), document)


# GitHub


def test_each_line_for_github_is_one_command_at_a_file(judged: Judged) -> None:
    text = FORMATS["github"](judged)
    found = commands(text)
    assert len(found) == len(text.splitlines()) == group_count(judged)
    for command in found:
        assert command.name in ("error", "warning", "notice")
        assert set(command.properties) == {"file", "line", "title"}
        assert re.match(r"[A-Z]{2}\d{3} ", command.properties["title"])


def test_a_week_is_annotated_at_its_last_run() -> None:
    found = commands(FORMATS["github"](judged_case("coach")))
    assert [c.properties["file"] for c in found] == [
        "coach/ana/runs/2026-10-02T0700.fit.gz",
        "coach/ben/2026-09-23T1800.fit.gz",
    ]


def test_the_parser_of_commands_sees_what_was_not_escaped() -> None:
    assert [c.name for c in commands("a\n  ::error file=a%2Cb::x%0Ay\nb ##[add-path]c\n")] == ["error", "add-path"]
    assert commands("  ::error file=a%2Cb::x%0Ay")[0].properties == {"file": "a,b"}


# CSV


def test_csv_has_a_row_of_the_same_width_for_each_finding(judged: Judged) -> None:
    head, *rows = csv.reader(io.StringIO(FORMATS["csv"](judged), newline=""), strict=True)
    assert len(rows) == len(judged.verdicts.findings)
    assert {len(row) for row in rows} <= {len(head)}
    for row, finding in zip(rows, judged.verdicts.findings, strict=True):
        told = dict(zip(head, row, strict=True))
        assert (told["code"], told["severity"]) == (finding.code, finding.severity)
        assert not told["observed"] or float(told["observed"]) == pytest.approx(finding.observed, abs=1e-3)


# Markdown


def test_markdown_has_a_row_for_each_rule_at_each_run(judged: Judged) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(FORMATS["markdown"](judged))
    rows = sum(token.type == "tr_open" for token in tokens) - sum(token.type == "thead_open" for token in tokens)
    runs = sum(len(week.sessions) for part in judged.parts or (judged,) for week in part.weeks)
    assert rows == group_count(judged) + runs


# concise


def test_a_concise_line_says_where_how_grave_and_what(judged: Judged) -> None:
    lines = FORMATS["concise"](judged).splitlines()
    assert len(lines) == group_count(judged)
    assert all(re.search(r": (error|warning|info)\[[A-Z]{2}\d{3}\] [a-z ]+: ", line) for line in lines)
