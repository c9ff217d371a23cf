"""Which files are read: each once, and only those that are wanted."""

from __future__ import annotations

from pathlib import Path

from downtempo.batch import Reading, collect

BROKEN = Path(__file__).resolve().parents[2] / "fixtures" / "broken"


def names(paths: list[Path | str], unwanted: str = "none") -> list[str]:
    found = collect(paths, Reading(), lambda _done: None, lambda name: unwanted not in name)
    return [Path(item).parent.name for item in (*(s.file for s in found.sessions), *(r.file for r in found.rejected))]


def test_a_file_that_is_reached_by_two_spellings_is_read_once() -> None:
    file = BROKEN / "empty-file" / "run.fit"
    spelled = f"{BROKEN}/truncated-fit/../empty-file/run.fit"
    assert names([BROKEN / "empty-file", file, spelled]) == ["empty-file"]


def test_files_that_are_not_wanted_are_not_read() -> None:
    every = names([BROKEN])
    assert len(every) == 4
    assert names([BROKEN], unwanted="empty-file") == [name for name in every if name != "empty-file"]
