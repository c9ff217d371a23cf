"""What stands on the page, without any browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.support.hostile_strings import HOSTILE
from tests.support.pages import data_of, long_page, one_run, runners, tree_of, unpacked, week, week_page

from downtempo import api
from downtempo.errors import UsageError
from downtempo.model import (
    Athlete,
    Finding,
    Note,
    NotJudged,
    Place,
    Rejection,
    Session,
    Suppressed,
    Suppression,
    UnusedSuppression,
)
from downtempo.model.drawing import key_of
from downtempo.model.pictured import Pictured
from downtempo.model.results import Collected, Judged, LeftOut
from downtempo.reports import page_html
from downtempo.reports.findings import grouped


def test_the_parts_come_in_the_order_in_which_they_are_read() -> None:
    heads = [e for e in tree_of(week_page()).elements if re.fullmatch("h[1-6]", e.name)]
    told = [e.words for e in heads if e.name in ("h1", "h2")]
    assert told[:2] + told[3:] == ["Robin, week 2026-W40", "The week", "The runs", "The season"]
    assert re.fullmatch(r"Findings: \d errors?, \d warnings?", told[2])
    assert [e.words for e in heads if e.name == "h3"][-5:] == [
        "Mon 28 Sep, easy", "Tue 29 Sep, downhill repeats", "Wed 30 Sep, speed, stage 1", "Thu 1 Oct, easy",
        "Sat 3 Oct, long",
    ]  # fmt: skip


def test_headings_skip_no_level_for_one_runner_or_several() -> None:
    for page in (week_page(), page_html(runners())):
        levels = [int(e.name[1]) for e in tree_of(page).elements if re.fullmatch("h[1-6]", e.name)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert max(np.diff(levels)) == 1


@pytest.mark.parametrize("made", ["week", "runners"])
def test_every_id_is_there_once_and_every_link_leads_to_one(made: str) -> None:
    tree = tree_of(week_page() if made == "week" else page_html(runners()))
    ids = [e.attributes["id"] for e in tree.elements if "id" in e.attributes]
    links = [e.attributes["href"] for e in tree.elements if "href" in e.attributes]
    labels = [n for e in tree.elements for n in e.attributes.get("aria-labelledby", "").split()]
    assert len(ids) == len(set(ids))
    assert len(links) > 50
    assert {link.removeprefix("#") for link in links} | set(labels) <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_nothing_on_the_page_comes_from_elsewhere() -> None:
    tree = tree_of(week_page())
    assert not [
        e for e in tree.elements if {"src", "srcset", "action", "formaction", "data", "poster"} & e.attributes.keys()
    ]
    assert not [
        e for e in tree.elements if e.name in ("link", "iframe", "img", "image", "object", "embed", "form", "base")
    ]
    assert not re.search(r"url\(|@import|https?:|//[a-z]+\.", "".join(e.words for e in tree.all("style")))
    assert not [name for e in tree.elements for name in e.attributes if name.startswith("on")]
    assert [e.attributes.get("type", "") for e in tree.all("script")] == ["application/json", ""]


def test_every_finding_has_a_picture_of_its_place_and_a_way_to_it() -> None:
    judged = week().judged
    assert judged is not None
    tree = tree_of(week_page())
    cards = [e for e in tree.all("article") if e.attributes["class"].startswith("finding ")]
    pictures = [e for e in tree.elements if e.attributes.get("class", "").startswith("small")]
    assert len(cards) == len(pictures) == len(grouped(judged.verdicts.findings)) >= 5
    links = [e for e in tree.all("a", data_run="run-2") if "article" in e.parents and e.words.startswith("Tue 29 Sep")]
    assert "Tue 29 Sep 17:24 (2.71 km)" in {e.words for e in links}
    assert {e.attributes["href"] for e in links} == {"#run-2-profile"}


def test_reps_bear_one_name_in_profile_route_and_table() -> None:
    tree = tree_of(week_page())
    for rep in range(1, 7):
        named = [e.name for e in tree.elements if e.attributes.get("data-part") == f"s1-{rep}"]
        assert named.count("tr") == 2, "two runs have sets"
        assert named.count("path") == 4, "each in the profile and on the route"
        assert named.count("div") == 2


def test_tables_have_captions_and_heads_for_rows_and_columns() -> None:
    tree = tree_of(week_page())
    tables = tree.all("table")
    assert len(tables) == len(tree.all("caption")) == 2 + 4 + 1 + 3
    assert all(e.attributes.get("scope") in ("row", "col") for e in tree.all("th"))
    assert all(e.words.strip() for e in tree.all("caption"))


def test_pictures_are_hidden_from_screen_readers_or_have_words() -> None:
    tree = tree_of(week_page())
    hidden = ("svg",)
    for element in tree.all("svg"):
        assert element.attributes.get("aria-hidden") == "true" or set(element.parents) & {"div"}, hidden
    assert all(e.attributes["aria-label"] for e in tree.elements if e.attributes.get("role") == "img")


def test_without_a_script_everything_is_there_but_the_cursor() -> None:
    page = re.sub(r"<script.*?</script>", "", week_page(), flags=re.DOTALL)
    tree = tree_of(page)
    assert len(tree.all("div", class_="plot")) == 5
    assert len(tree.all("path", class_="ridge")) == 5 + 3  # and the pictures of three places
    assert len([e for e in tree.elements if e.attributes.get("class", "").startswith("ground ")]) > 15
    assert not tree.all("button"), "what needs the script is made by the script"


def test_the_season_is_told_in_tables_too() -> None:
    words = [e.words for e in tree_of(week_page()).all("table")]
    (weeks,) = [w for w in words if w.startswith("The weeks")]
    assert "2026-W37" in weeks
    assert "lighter" in weeks
    assert "judged here" in weeks
    (downhill,) = [w for w in words if w.startswith("Downhill: the sessions")]
    assert "grade" in downhill


def test_the_data_give_the_drawing_back() -> None:
    given = data_of(week_page())
    drawing = week().drawing_of(week().collected.sessions[1])
    assert drawing is not None
    run = given["runs"]["run-2"]
    assert unpacked(run["d"]) == pytest.approx(drawing.distance_m, abs=0.51)
    assert unpacked(run["h"], given["fineness"]["h"]) == pytest.approx(drawing.elevation_m, abs=0.051)
    assert unpacked(run["v"], given["fineness"]["v"]) == pytest.approx(drawing.speed_mps, abs=0.0051, nan_ok=True)


def test_no_coordinate_is_on_the_page() -> None:
    fix = week().collected.sessions[0].first_fix
    assert fix is not None
    for degrees in fix:
        assert f"{abs(degrees):.3f}"[:-1] not in week_page()


def test_the_page_says_that_it_shows_where_was_run() -> None:
    assert "This page shows where was run" in tree_of(week_page()).all("footer")[0].words


def test_the_same_runs_give_the_same_bytes() -> None:
    week.cache_clear()
    assert page_html([week()]) == week_page()


def test_a_run_of_ten_thousand_points_takes_less_than_300_kilobytes(tmp_path: Path) -> None:
    page = long_page(tmp_path)
    assert len(page.encode()) <= 300_000
    assert page.count('class="rep') >= 8


def test_dark_is_the_same_whether_asked_for_by_the_system_or_by_the_switch() -> None:
    style = tree_of(week_page()).all("style")[0].words
    system = re.search(r':root:not\(\[data-scheme="light"\]\) \{(.*?)\}', style, re.DOTALL)
    chosen = re.search(r':root\[data-scheme="dark"\] \{(.*?)\}', style, re.DOTALL)
    assert system
    assert chosen
    assert system[1].split() == chosen[1].split()


def test_tiles_are_asked_for_by_one_origin_only() -> None:
    page = page_html([week()], tiles="https://tiles.example.org:8080/a/{z}/{x}/{y}.png?key=1")
    tree = tree_of(page)
    policy = tree.all("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert "img-src data: https://tiles.example.org:8080;" in policy
    images = [e.attributes["href"] for e in tree.all("image")]
    assert images
    assert all(re.fullmatch(r"https://tiles\.example\.org:8080/a/\d+/\d+/\d+\.png\?key=1", i) for i in images)
    assert "https://tiles.example.org:8080" in tree.all("footer")[0].words


@pytest.mark.parametrize(
    "template",
    ["https://x.org/{z}/{x}.png", "ftp://x.org/{z}/{x}/{y}", "https://x.org;script-src */{z}/{x}/{y}",
     "javascript:{z}{x}{y}", "https://x.org/{z}/{x}/{y}' 'unsafe-inline", "//x.org/{z}/{x}/{y}", "https://a@x.org/{z}/{x}/{y}"],
)  # fmt: skip
def test_an_address_that_could_open_the_policy_is_refused(template: str) -> None:
    with pytest.raises(UsageError, match="tiles"):
        page_html([week()], tiles=template)


def hostile_page(text: str) -> str:
    """Return the page of a run with a string in every place where a file or a configuration can put one."""
    pictured = one_run()
    (run,) = pictured.collected.sessions
    note = Note("DQ101", text, "warning", text)
    changed = replace(run, file=text, device=text, sport=text, kind_reason=text, notes=(note,))
    collected = Collected((changed,), (Rejection(text, text, text),), (LeftOut(text, text, kept=text),))
    drawing = pictured.drawing_of(run)
    assert drawing is not None
    judged = _hostile_judgement(pictured, collected, text)
    return page_html([replace(pictured, collected=collected, judged=judged, drawings={key_of(changed): drawing})])


def _hostile_judgement(pictured: Pictured, collected: Collected, text: str) -> Judged:
    judged = pictured.judged
    assert judged is not None
    findings = tuple(
        replace(f, name=text, message=text, advice=text, source=text, figure=text, athlete=text,
                place=replace(f.place, file=text))
        for f in judged.verdicts.findings
    )  # fmt: skip
    lost = Finding("DQ101", text, "error", text, Place(text), None, None, text, None, text, text, text, text)
    entry = Suppression(text, "DH101", text, place=text)
    verdicts = replace(
        judged.verdicts, findings=(*findings, lost), not_judged=(NotJudged("DH101", findings[0].place, text),),
        suppressed=(Suppressed(lost, entry),), unused=(UnusedSuppression(entry, text),),
    )  # fmt: skip
    weeks = tuple(replace(w, sessions=collected.sessions) for w in judged.weeks)
    return replace(judged, collected=collected, weeks=weeks, athlete=Athlete(name=text), verdicts=verdicts)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_string_of_a_file_makes_an_element_or_an_attribute(text: str) -> None:
    assert tree_of(hostile_page(text)).shape == tree_of(hostile_page("harmless")).shape


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    empty = Session(file="x.fit", sport="running")
    words = tree_of(page_html([api.pictured(Collected((empty,)))])).all("main")[0].words
    assert "There is nothing to draw" in words


def test_files_that_could_not_be_read_are_named() -> None:
    lost = Collected((), (Rejection("broken.fit", "fit-bad-header", "no header"),))
    assert "broken.fit: fit-bad-header: no header" in tree_of(page_html([api.pictured(lost)])).all("main")[0].words
