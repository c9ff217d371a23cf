"""What the text says was not judged, not counted or left out, every format says too, or its log does."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from downtempo import api, config, reports
from downtempo.cli.judging import _OF_FINDINGS
from downtempo.cli.main import cli
from downtempo.model import Suppressed, Suppression
from downtempo.model.diary import Diary
from downtempo.model.results import Judged, LeftOut

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
FAULT = "diary.csv:3: sleep_h: 'much' is no number"
LEFT_OUT = (
    LeftOut("runs", "no recording, by its name", 3),
    LeftOut("runs/b.fit", "the same run as another file; counted once", 1, "runs/c.fit"),
)


@cache
def judged() -> Judged:
    configured = config.load_config(FIXTURES / "five-findings" / "downtempo.toml")
    found = api.audit([FIXTURES / "five-findings" / "runs"], configured)
    code = found.verdicts.findings[0].code
    by = Suppression("a.fit", code, "agreed with the physiotherapist", place="downtempo.toml")
    held = tuple(Suppressed(f, by) for f in found.verdicts.findings if f.code == code)
    others = tuple(f for f in found.verdicts.findings if f.code != code)
    return replace(
        found,
        collected=replace(found.collected, left_out=LEFT_OUT),
        diary=Diary("diary.csv", {}, (FAULT,)),
        verdicts=replace(found.verdicts, findings=others, suppressed=held),
    )


def page() -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", reports.page_html([api.pictured(judged())])))


def unescaped(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


#: Formats that have a place for what is no finding, each as the words that its reader sees.
SPOKEN: dict[str, Callable[[], str]] = {
    "text": lambda: " ".join(reports.audit_text(judged(), paint=lambda t, _c: t, width=100).split()),
    "json": lambda: reports.FORMATS["json"](judged()),
    "jsonl": lambda: reports.FORMATS["jsonl"](judged()),
    "sarif": lambda: reports.FORMATS["sarif"](judged()),
    "junit": lambda: html.unescape(reports.FORMATS["junit"](judged())),
    "markdown": lambda: unescaped(reports.FORMATS["markdown"](judged())),
    "html": page,
}


def said(text: str) -> str:
    """Return text as a reader of JSON sees it."""
    return json.loads(f'"{text}"') if "\\u" in text and '"' not in text else text.replace("\\u00b1", "±")


def test_every_format_either_speaks_or_leaves_it_to_the_log() -> None:
    assert set(SPOKEN) - {"text", "html"} | _OF_FINDINGS == set(reports.FORMATS)


@pytest.mark.parametrize("name", SPOKEN)
def test_every_reason_for_not_judging_or_leaving_out_is_told(name: str) -> None:
    told = said(SPOKEN[name]())
    for gap in judged().verdicts.not_judged:
        assert gap.code in told
        assert gap.reason in told
    for one in LEFT_OUT:
        assert one.reason in told
    assert judged().verdicts.not_judged


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "sarif", "markdown", "html"])
def test_how_runs_and_weeks_hold_is_told(name: str) -> None:
    told = SPOKEN[name]()
    (week,) = judged().verdicts.held_weeks
    assert week.not_judged
    if name in ("json", "jsonl", "sarif"):
        assert f'"week": "{week.week}"' in told
        assert f'"not_judged": {week.not_judged}' in told
    else:
        assert f"{week.within} of {week.of} within" in told
        assert f"{week.not_judged} not judged" in told
        assert all(f"{c.within} of {c.of} within" in told for c in judged().verdicts.conformances)


@pytest.mark.parametrize("name", ["sarif", "markdown", "html"])
def test_a_fault_of_the_diary_is_told_where_the_log_does_not_reach(name: str) -> None:
    assert FAULT in SPOKEN[name]()


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "markdown", "html", "junit"])
def test_what_is_suppressed_is_told_with_its_reason(name: str) -> None:
    assert "agreed with the physiotherapist" in SPOKEN[name]()


@pytest.mark.parametrize("name", sorted(_OF_FINDINGS))
def test_a_format_of_findings_alone_leaves_the_rest_to_the_log(name: str) -> None:
    result = called("--format", name)
    gaps = json.loads(called("--format", "json").stdout)["not_judged"]
    assert gaps
    (line,) = result.stderr.splitlines()
    assert line.startswith("downtempo: Not judged: ")
    for gap in gaps:
        assert gap["code"] in line
        assert gap["reason"] in line
    quiet = called("--format", name, "-q")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")


def called(*options: str) -> Result:
    call = ["audit", str(FIXTURES / "no-altitude"), "--exit-zero", "--isolated", *options]
    return CliRunner().invoke(cli, call, standalone_mode=False, catch_exceptions=False)


@pytest.mark.parametrize("hostile", ["::error::gone", "##[error]gone", "a\n::error::gone", "\x1b[31m"])
def test_no_word_from_a_file_steers_the_log_of_a_pipeline(hostile: str) -> None:
    collected = replace(judged().collected, left_out=(LeftOut(hostile, hostile),))
    some: Any = replace(judged(), collected=collected, athlete=replace(judged().athlete, name=hostile))
    for one in (some, replace(some, parts=(some, some))):
        lines = reports.untold_text(one).split("\n")
        assert all(line.startswith("downtempo: ") for line in lines[:-1])
        assert not re.search(r"##|\x1b", "".join(lines))
