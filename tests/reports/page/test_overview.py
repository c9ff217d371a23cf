"""The page of all athletes: small, the same every time, still, open to everybody, and safe from what is in files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support.browser import SCHEMES, WIDTHS, chromium, opened
from tests.support.hostile_strings import HOSTILE
from tests.support.pages import tree_of
from tests.support.standings import overview

from downtempo.reports import overview_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def test_twenty_athletes_of_a_year_are_whole_on_a_small_page() -> None:
    page = overview_html(overview(20))
    assert len(page.encode()) <= MOST_BYTES
    tree = tree_of(page)
    ids = {e.attributes["id"] for e in tree.elements if "id" in e.attributes}
    assert len(ids) == sum("id" in e.attributes for e in tree.elements)
    assert {f"a{k}" for k in range(1, 21)} <= ids
    assert sum(bool(re.fullmatch(r"a\d+-\d{4}-W\d\d", one)) for one in ids) == 20 * 52
    assert {e.attributes["href"][1:] for e in tree.all("a")} <= ids
    assert "left out, so that" not in page
    assert overview_html(overview(20)) == page


@pytest.mark.parametrize(("n", "n_weeks"), [(200, 52), (3000, 4)])
def test_what_does_not_fit_is_left_out_and_told(n: int, n_weeks: int) -> None:
    page = overview_html(overview(n, n_weeks))
    tree = tree_of(page)
    n_rows = sum(e.parents[-1] == "tr" and "section" in e.parents for e in tree.all("th", scope="row"))
    assert len(page.encode()) <= MOST_BYTES
    sections = len(tree.all("section", class_="athlete"))
    rows = len(re.findall(r'class="weeks"', page))
    assert 12 <= sections < rows < n
    assert f"{n - rows} athletes with fewer findings left out" in page
    assert f"Weeks and findings of {rows - sections} athletes at the end of this table left out below" in page
    assert n_rows >= rows
    ids = {e.attributes["id"] for e in tree.elements if "id" in e.attributes}
    assert {e.attributes["href"][1:] for e in tree.all("a")} <= ids


def test_what_was_not_read_and_what_does_not_count_is_told_with_the_reason() -> None:
    page = overview_html(overview(12))
    assert "/exports/3/broken.fit</code>: the file ends in mid-record; ask for the original" in page
    assert "Not read: 1 more files; -v names all of them." in page
    assert "Left out: 4: the same run as another file; counted once." in page
    assert "2 older weeks left out here" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_no_string_of_a_file_changes_the_page(text: str) -> None:
    calm, hostile = (tree_of(overview_html(overview(2, 3, word))) for word in ("calm", text))
    assert hostile.shape == calm.shape


@pytest.mark.parametrize(("width", "scheme"), [(w, s) for w in WIDTHS.values() for s in SCHEMES])
def test_it_asks_for_nothing_shuts_nobody_out_and_fits(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra ci)").Axe()
    target = tmp_path / "page.html"
    target.write_text(overview_html(overview(4, 20)), encoding="utf-8")
    with opened(browser, target, width=width, scheme=scheme) as watched:
        page = watched.page
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") == width, "nothing sticks out at the side"
        assert [(v["id"], v["nodes"][0]["html"]) for v in axe.run(page).response["violations"]] == []
        assert watched.is_quiet
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"
        assert dark == (scheme == "dark")


def test_hostile_strings_run_nothing(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("".join(overview_html(overview(2, 3, text)) for text in HOSTILE[:1]), encoding="utf-8")
    with opened(browser, target, width=390) as watched:
        for text in HOSTILE:
            target.write_text(overview_html(overview(2, 3, text)), encoding="utf-8")
            watched.requests.clear()
            watched.page.goto(target.as_uri())
            assert watched.is_quiet, (text, watched)
            assert watched.page.evaluate("document.documentElement.scrollWidth") == 390, text
