"""The page from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_exit_codes import FIXTURES, downtempo
from tests.support.pages import data_of, tree_of

from downtempo.cli.sharing import REMARK
from downtempo.units import clock

WEEK = str(FIXTURES / "five-findings" / "runs")
RUN = str(FIXTURES / "progressive-raw" / "run.fit.gz")


def test_a_page_is_written_beside_the_report(tmp_path: Path) -> None:
    file = tmp_path / "week.html"
    done = downtempo("audit", WEEK, "--week", "2026-W40", "--html", str(file))
    assert done.stdout.startswith("Robin · week 2026-W40")
    assert done.returncode == 1
    assert tree_of(file.read_text(encoding="utf-8")).all("h1")[0].words == "Robin, week 2026-W40"


def test_a_page_may_be_the_report_itself(tmp_path: Path) -> None:
    printed = downtempo("show", RUN, "--format", "html")
    downtempo("show", RUN, "--format", "html", "--output-file", str(tmp_path / "a.html"))
    downtempo("show", RUN, "--html", str(tmp_path / "b.html"))
    assert printed.returncode == 0
    assert printed.stdout.startswith("<!DOCTYPE html>")
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in ("a.html", "b.html")} == {printed.stdout}


@pytest.mark.parametrize("command", ["check", "audit"])
def test_the_page_changes_no_exit_code(command: str) -> None:
    run = str(FIXTURES / "five-findings" / "runs" / "2026-09-29T1800.fit.gz")
    assert downtempo(command, run, "--format", "html").returncode == 1
    assert downtempo(command, run, "--format", "html", "--exit-zero").returncode == 0


def test_a_planned_week_has_a_page_without_pictures_of_what_was_not_run() -> None:
    plan = str(FIXTURES / "what-if" / "beyond" / "plan.toml")
    history = str(FIXTURES / "conforming-week" / "history")
    done = downtempo("what-if", history, "--plan", plan, "--format", "html", "--isolated", "--exit-zero")
    tree = tree_of(done.stdout)
    ids = {e.attributes.get("id") for e in tree.elements}
    assert "not run yet" in tree.all("main")[0].words
    assert not tree.all("div", class_="plot")
    assert tree.all("table")
    assert [e.words for e in tree.all("h1")] == ["Plan for week 2026-W42"]
    assert done.stdout.count('class="small week"') >= 8
    assert {e.attributes["href"].removeprefix("#") for e in tree.all("a")} <= ids


def test_a_coach_gets_one_page_for_all_athletes() -> None:
    done = downtempo("audit", str(FIXTURES / "coach"), "--today", "2026-10-05", "--format", "html", "--exit-zero")
    tree = tree_of(done.stdout)
    assert [e.words for e in tree.all("h2")] == ["Ana", "Ben"]
    assert "mi" in tree.all("section", class_="runner")[1].words
    assert len(tree.all("div", class_="plot")) == 6


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--tiles", "https://x.org/{z}/{x}/{y}.png"), "--html FILE"),
        (("--format", "html", "--tiles", "x.org"), "{z}, {x} and {y}"),
        (("--html", "-"), "--format html"),
        (("--html", "a.html", "--output-file", "a.html"), "another name"),
    ],
)
def test_options_that_make_no_sense_are_refused_before_anything_is_read(options: tuple[str, ...], told: str) -> None:
    done = downtempo("show", "/nowhere/at/all", *options)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_page_never_takes_the_place_of_a_recording(tmp_path: Path) -> None:
    copy = tmp_path / "run.fit.gz"
    copy.write_bytes(Path(RUN).read_bytes())
    done = downtempo("show", str(copy), "--html", str(copy))
    assert done.returncode == 2
    assert copy.read_bytes() == Path(RUN).read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "five-findings/runs", "--week", "2026-W40"), ("audit", "conforming-week", "--week", "2026-W40"),
        ("show", "five-findings/runs"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_page_that_is_shared_shows_no_private_place(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command, path, *more = arguments
    given = (command, str(FIXTURES / path), *more, "--format", "html")
    state = str(tmp_path / "state")
    before = downtempo(*given, XDG_STATE_HOME=state)
    plain = before.stdout
    beside = tmp_path / "page.html"
    shared = downtempo(*given, "--share", "--html", str(beside), XDG_STATE_HOME=state)
    assert shared.returncode == before.returncode, shared.stderr
    page, drawn = shared.stdout, data_of(shared.stdout)["runs"]
    assert beside.read_text(encoding="utf-8") == page
    assert tree_of(page).all("header")[0].words.count(REMARK.strip()) == 1
    assert 'id="season"' not in page
    assert len(drawn) >= 3
    assert len(drawn) + page.count("the run lies in private places") == len(tree_of(page).all("article", class_="run"))
    for run, whole in data_of(plain)["runs"].items():
        length_m, total_s = (sum(step or 0 for step in whole[name]) for name in ("d", "t"))
        if run in drawn:
            assert sum(step or 0 for step in drawn[run]["d"]) < length_m - 500
            assert "h" not in drawn[run]
        assert f'data-length="{length_m}"' not in page
        assert f">{clock(total_s)}<" not in page
    for private in (".fit.gz", "T0700", "T1800", "five-findings/", "conforming-week/", str(FIXTURES)):
        assert private not in page
