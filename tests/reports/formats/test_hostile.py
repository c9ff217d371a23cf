"""Forty hostile strings as file, watch, note, athlete, reason and configuration, through every sink and its parser.

A sink is sound when its parser finds in it what it finds with a harmless string in the same places: as many
commands, rows, elements, links, and no more.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from tests.support.hostile_strings import HOSTILE
from tests.support.judgements import hostile, several
from tests.support.workflow_commands import commands

from downtempo import reports
from downtempo.model import Rejection
from downtempo.model.outlook import Outlook
from downtempo.model.results import Collected, LeftOut
from downtempo.model.state import States
from downtempo.reports import FORMATS

HARMLESS = "Tuesday"
NO_STATES = States(today=date(2026, 10, 5))
STRINGS = pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))


def plain(text: str, _colour: str) -> str:
    return text


def terminal(text: str) -> str:
    """Return all that a terminal gets to see of a judgement in which everything is called so."""
    judged = hostile(text)
    collected = Collected(judged.collected.sessions, judged.collected.rejected, judged.collected.left_out)
    held = hostile(text).athlete
    outlook = Outlook(date(2026, 10, 5), held, NO_STATES, (), 0, rejected=(Rejection(text, text, text),),
                      left_out=(LeftOut(text, text),))  # fmt: skip
    parts = [reports.show_text(collected, paint=plain, width=80), FORMATS["concise"](several(judged))]
    parts.append(reports.outlook_text(outlook, paint=plain, width=80, verbose=1))
    for width in (40, 80, 120):
        for verbose in (0, 1):
            told: dict[str, Any] = {"paint": plain, "width": width, "verbose": verbose}
            parts += [reports.audit_text(judged, **told), reports.check_text(judged, **told)]
            parts += [reports.each_text(several(judged), reports.audit_text, **told)]
            parts += [reports.statistics_text(judged, **told), reports.what_if_text(judged, **told)]
    return "".join(parts)


@STRINGS
def test_nothing_steers_a_terminal_or_the_log_of_a_pipeline(text: str) -> None:
    shown = terminal(text)
    assert [line for line in shown.split("\n") if not line.isprintable()] == []
    assert commands(shown) == []
    assert "##" not in shown
    shown.encode("utf-8")


def test_the_terminal_test_sees_what_would_steer() -> None:
    assert not "a\x1b[2Jb".isprintable()
    assert not "a\u202eb".isprintable()
    assert [command.name for command in commands("   ::stop-commands::z\n")] == ["stop-commands"]


@STRINGS
def test_json_is_ascii_and_gives_every_string_back(text: str) -> None:
    for name in ("json", "jsonl"):
        written = FORMATS[name](hostile(text))
        assert written.isascii()
        assert "\x00" not in written
    document = json.loads(FORMATS["json"](hostile(text)))
    assert document["athletes"][0]["athlete"] == text
    assert document["suppressed"][0]["suppression"]["reason"] == text
    assert {f["file"] for f in document["findings"]} == {text, f"{text}.fit", None}
    assert len(FORMATS["jsonl"](hostile(text)).splitlines()) == len(FORMATS["jsonl"](hostile(HARMLESS)).splitlines())


@STRINGS
def test_the_uris_of_sarif_are_relative_references_that_lead_back_to_the_file(text: str) -> None:
    written = FORMATS["sarif"](hostile(text))
    assert written.isascii()
    (run,) = json.loads(written)["runs"]
    for result in run["results"]:
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        uri = urlsplit(location["uri"])
        assert (uri.scheme, uri.netloc, uri.query, uri.fragment) == ("", "", "", "")
        assert location["uriBaseId"] == "SRCROOT"
        assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", location["uri"])
    steep = next(r for r in run["results"] if r["ruleId"] == "DH101")
    uri = steep["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    data = f"{text}.fit".encode("utf-8", "surrogateescape") if "\ud800" not in text else None
    assert data is None or os.path.normpath(unquote_to_bytes(uri)) == os.path.normpath(data)


@STRINGS
def test_no_message_of_sarif_holds_a_link_or_a_placeholder(text: str) -> None:
    (run,) = json.loads(FORMATS["sarif"](hostile(text)))["runs"]
    notices = run["invocations"][0]["toolExecutionNotifications"]
    for entry in (*run["results"], *notices):
        message = entry["message"]["text"]
        assert not re.search(r"(?<!\\)(\\\\)*\[[^\]]*\]\(", message)
        assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", message)
        assert message.isprintable()


@STRINGS
def test_junit_has_the_elements_that_a_harmless_name_gives(text: str) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(FORMATS["junit"](hostile(text)).encode(), parser)
    calm = etree.fromstring(FORMATS["junit"](hostile(HARMLESS)).encode(), parser)
    assert Counter(e.tag for e in root.iter()) == Counter(e.tag for e in calm.iter())
    assert Counter(k for e in root.iter() for k in e.attrib) == Counter(k for e in calm.iter() for k in e.attrib)
    assert root.getroottree().docinfo.doctype == ""


@STRINGS
def test_github_gets_the_commands_that_a_harmless_name_gives(text: str) -> None:
    written = FORMATS["github"](several(hostile(text)))
    found, calm = commands(written), commands(FORMATS["github"](several(hostile(HARMLESS))))
    assert [(c.name, sorted(c.properties)) for c in found] == [(c.name, sorted(c.properties)) for c in calm]
    assert [c.properties["title"] for c in found] == [c.properties["title"] for c in calm]
    assert {c.properties["line"] for c in found} == {"1"}
    assert len(written.splitlines()) == len(found)


@STRINGS
def test_gitlab_and_reviewdog_get_the_entries_that_a_harmless_name_gives(text: str) -> None:
    for name in ("gitlab", "rdjson"):
        written = FORMATS[name](several(hostile(text)))
        assert written.isascii()
        document = json.loads(written)
        calm = json.loads(FORMATS[name](several(hostile(HARMLESS))))
        entries, calm_entries = (d if name == "gitlab" else d["diagnostics"] for d in (document, calm))
        assert len(entries) == len(calm_entries)
        assert all(not re.search("[\ud800-\udfff]", entry["location"]["path"]) for entry in entries)
        words = [entry.get("description") or entry["message"] for entry in entries]
        assert all(told.isprintable() for told in words)


@STRINGS
def test_no_cell_of_a_sheet_is_a_formula_and_no_row_is_added(text: str) -> None:
    judged = several(hostile(text))
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](judged), newline=""), strict=True))
    assert len(rows) == len(judged.verdicts.findings) + 1
    for cell in (cell for row in rows for cell in row):
        is_number = bool(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell))
        assert is_number or not cell.lstrip(" \"'\t\r\n").startswith(tuple("=+-@＝＋－＠")) or cell.startswith("'")
        assert cell.isprintable()


def test_a_sheet_for_programs_holds_text_as_it_is() -> None:
    judged = hostile("=1+1")
    rows = list(csv.DictReader(io.StringIO(reports.csv_raw(judged), newline="")))
    assert {row["athlete"] for row in rows} == {"=1+1"}
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](judged), newline="")))
    assert {row["athlete"] for row in rows} == {"'=1+1"}


@STRINGS
def test_markdown_has_the_elements_that_a_harmless_name_gives(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    commonmark = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def elements(name: str) -> Counter[str]:
        tokens = commonmark.parse(FORMATS["markdown"](several(hostile(name))))
        inner = [child for token in tokens for child in token.children or ()]
        return Counter(token.type for token in (*tokens, *inner) if token.type not in ("text", "text_special"))

    assert elements(text) == elements(HARMLESS)
    assert not {"html_block", "html_inline", "link_open", "image", "code_inline", "fence"} & set(elements(text))


def test_the_counts_see_an_injection() -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    tokens = markdown_it.MarkdownIt("commonmark").parse("[x](http://example.invalid) <b>")
    assert {child.type for token in tokens for child in token.children or ()} >= {"link_open", "html_inline"}
