"""Every name has its page, however it is written; what has none leads to the nearest."""

from __future__ import annotations

import re

import pytest

from downtempo import api
from downtempo.catalogue import load_catalogue
from downtempo.config import Config, Configured, Override, Swap
from downtempo.errors import UsageError
from downtempo.model import Rule
from downtempo.reports import explain_text

CATALOGUE = load_catalogue()
NAMES = [*(r.code for r in api.list_rules()), *CATALOGUE.protocols, *CATALOGUE.figures]


def page(name: str, configured: Configured | None = None, width: int = 100) -> str:
    explained = api.explain(name, configured) if configured else api.explain(name)
    return explain_text(explained, paint=lambda text, _colour: text, width=width)


@pytest.mark.parametrize("name", NAMES)
def test_every_code_protocol_and_figure_has_a_page_that_fits(name: str) -> None:
    told = page(name, width=80)
    assert name in told.splitlines()[0]
    assert [line for line in told.splitlines() if len(line) > 80 and " " in line.strip()] == []
    assert not re.search(r"\bNone\b|\n\n\n|[ \t]\n", told)


@pytest.mark.parametrize("rule", api.list_rules(), ids=lambda rule: rule.code)
def test_the_page_of_a_rule_tells_what_why_what_to_do_figures_evidence_and_how_to_override(rule: Rule) -> None:
    told = page(rule.code)
    headings = ["What it looks for", "Why it matters", "What to do", "Figures", "How to override"]
    headings += [] if rule.family == "DQ" else ["Evidence"]
    assert [h for h in headings if f"\n{h}\n" not in told] == []
    assert all(f"  {figure}: " in told for figure in rule.figures)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("dh101", "DH101 descent-too-steep"),
        ("descent too steep", "DH101 descent-too-steep"),
        ("Descent_Too_Steep ", "DH101 descent-too-steep"),
        ("downhill repeats", "controlled-speed-repeats: Controlled speed repeats"),
        ("SPEED-STAGE-2", "speed-stage-2: Return to speed, stage 2"),
        ("tempo", "tempo: Tempo run"),
        ("repeat-grade", "  downhill-dynamo.repeat-grade: 5 % (documented)"),
        ("di", "DI: the diary"),
    ],
)
def test_a_name_may_be_written_as_people_write_it(written: str, title: str) -> None:
    assert page(written).splitlines()[0] == title


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("DH1O1", "DH101"),
        ("PG1l0", "PG110"),
        ("WK11", "WK110"),
        ("descent-to-steep", "descent-too-steep"),
        ("controled-speed-repeat", "controlled-speed-repeats"),
        ("downhill-dynamo.repeat-grad", "downhill-dynamo.repeat-grade"),
    ],
)
def test_a_wrong_name_leads_to_the_nearest_right_one(written: str, nearest: str) -> None:
    with pytest.raises(UsageError) as refused:
        api.explain(written)
    assert refused.value.hint == f"did you mean {nearest}?"


@pytest.mark.parametrize("written", ["XX", "", "zzzzzzzz", "\x1b[2J", "DH101" * 999])
def test_a_name_near_to_nothing_leads_to_the_list_of_rules(written: str) -> None:
    with pytest.raises(UsageError, match="nothing is known about") as refused:
        api.explain(written)
    assert "downtempo rules" in refused.value.hint


def test_what_the_configuration_replaces_stands_on_the_page() -> None:
    given = {
        "downhill-dynamo.repeat-grade": Override(4.0, "%", "agreed with the physiotherapist"),
        "downhill-tempo.steep-grade": Swap("downhill-tempo.beginner-grade-max"),
    }
    told = page("DH101", Configured(Config(figures=given)))
    assert "downhill-dynamo.repeat-grade: 4 % (documented)" in told
    assert "Overridden in the configuration: agreed with the physiotherapist" in told
    assert "  downhill-tempo.steep-grade: " not in told


def test_where_sources_disagree_every_figure_of_it_has_that_on_its_page() -> None:
    for remark in CATALOGUE.remarks.values():
        if remark.topic == "dispute":
            for name in (*remark.figures, *remark.beside):
                assert "Where the sources disagree" in page(name), name


def test_a_figure_that_may_be_swapped_is_shown_with_one_of_the_same_measure() -> None:
    told = page("DH103")
    assert 'figure = "downhill-tempo.beginner-reps-max"' in told
    assert "figure = " not in page("WK110")
