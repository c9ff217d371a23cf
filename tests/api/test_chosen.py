"""Which runs of a year are drawn on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.reports.test_audit import judged

from downtempo import api
from downtempo.api.chosen import worth_drawing
from downtempo.model import Session
from downtempo.model.altered import shifted
from downtempo.model.pictured import Pictured
from downtempo.model.results import Collected
from downtempo.model.sketch import downhill_reps, easy, speed_reps
from downtempo.reports import page_html

YEAR = tuple(replace(shifted(easy(0), -k), file=f"{k}.fit") for k in range(100))


def days(sessions: tuple[Session, ...]) -> set[date | None]:
    return {session.local_date for session in sessions}


def test_a_few_runs_are_all_drawn() -> None:
    assert set(worth_drawing(Collected(YEAR[:40]))) == set(YEAR[:40])


def test_of_many_the_newest_are_drawn_and_those_with_sets() -> None:
    reps = replace(shifted(speed_reps(), -95), file="reps.fit")
    chosen = worth_drawing(Collected((*YEAR, reps)))
    assert len(chosen) == 40
    assert reps in chosen
    newest = YEAR[0].local_date
    assert newest is not None
    assert days(chosen) - days((reps,)) == {newest - timedelta(days=k) for k in range(39)}


def test_what_was_found_comes_before_sets() -> None:
    steep = replace(downhill_reps(day=-90, grade_percent=8.4), file="steep.fit")
    usual = tuple(replace(speed_reps(day=-k), file=f"{k}.fit") for k in range(60))
    found = judged(*usual, steep, is_week=False)
    assert any(f.place.file == "steep.fit" for f in found.verdicts.findings)
    assert steep in worth_drawing(found)
    assert steep not in worth_drawing(Collected((*usual, steep)))


def test_a_page_of_many_runners_has_a_week_of_each() -> None:
    assert days(worth_drawing(Collected(YEAR), 30)) == days(YEAR[:7])


def test_the_page_says_how_many_runs_it_draws_and_links_to_no_picture_that_is_none() -> None:
    pictured: Pictured = api.pictured(Collected(YEAR))
    page = page_html([pictured])
    assert "Pictures of 40 of 100 runs: " in page
    assert page.count("Not drawn on this page, which has many runs.") == 60
    assert "Not drawn" not in page_html([api.pictured(Collected(YEAR[:40]))])
    assert page.count('-profile"') == page_html([api.pictured(Collected(YEAR[:40]))]).count('-profile"')
