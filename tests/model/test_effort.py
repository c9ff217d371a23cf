"""How hard a run felt: what the watch was told counts before the diary of its day."""

from __future__ import annotations

from datetime import timedelta

from downtempo.model import Diary, DiaryDay, History
from downtempo.model.sketch import MONDAY, downhill_reps, easy


def test_the_effort_of_a_run_is_what_the_watch_was_told_else_what_the_diary_says_of_its_day() -> None:
    tuesday = MONDAY + timedelta(days=1)
    hard, jog, told = downhill_reps(day=1), easy(1), easy(2, perceived_effort=3.0)
    diary = Diary("diary.csv", {tuesday: DiaryDay(effort=7), tuesday + timedelta(days=1): DiaryDay(effort=9)})
    history = History.of((hard, jog, told), tuesday, diary=diary)
    assert [history.effort_of(run) for run in (hard, jog, told)] == [7, None, 3]
    assert History.of((jog,), tuesday, diary=diary).effort_of(jog) == 7
    assert history.why_no_effort == ""


def test_why_no_effort_is_known_is_told() -> None:
    run = easy(1)
    assert History.of((run,), MONDAY).why_no_effort == "no diary, and no perceived effort in the files"
    slept = Diary("diary.csv", {MONDAY: DiaryDay(sleep_s=1)})
    told = "no perceived effort in the diary, and no perceived effort in the files"
    assert History.of((run,), MONDAY, diary=slept).why_no_effort == told
