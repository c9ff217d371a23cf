"""Files that are shown to others are called by names that say nothing, wherever a text names them."""

from __future__ import annotations

import time

from downtempo.model.sketch import easy
from downtempo.privacy import names_of


def test_a_text_calls_a_file_by_its_new_name_with_its_folders_and_without() -> None:
    names = names_of([easy(0, file="runs/home to work.fit")], ["mine.toml"])
    assert names.told("see runs/home to work.fit and home to work.fit") == "see 2026-09-28.fit and 2026-09-28.fit"
    assert names.told("as mine.toml has it") == "as configuration-1 has it"


def test_a_new_name_is_not_taken_for_the_old_one_of_another_file() -> None:
    names = names_of([easy(0, file="morning.fit"), easy(1, file="2026-09-28.fit")])
    assert names.told("morning.fit, then 2026-09-28.fit") == "2026-09-28.fit, then 2026-09-29.fit"


def test_no_name_is_taken_for_a_part_of_another() -> None:
    names = names_of([easy(0, file="run.fit"), easy(1, file="long run.fit")])
    assert names.told("long run.fit and run.fit") == "2026-09-29.fit and 2026-09-28.fit"


def test_the_time_that_a_text_takes_does_not_grow_with_the_number_of_files() -> None:
    def seconds(n: int) -> float:
        names = names_of([easy(-day, file=f"runs/activity_{10_000_000 + day}.fit") for day in range(n)])
        began = time.process_time()
        for _ in range(300):
            names.told("grade of rep 3 of 6 in activity_10000001.fit: 8.4 %, documented at most 5 %")
        return time.process_time() - began

    assert seconds(2_000) < 10 * seconds(20) + 0.1
