"""What is known of slopes is the same, worked out or remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from downtempo.batch import Means, recognised, slopes
from downtempo.model import Descent, Session, Span
from downtempo.segmenter import recognise

HILL = ((46.50, 9.80), (46.49, 9.80))
OTHER = ((46.50, 9.90), (46.49, 9.90))


def descent(line: tuple[tuple[float, float], ...], speed_mps: float) -> Descent:
    span = Span(start_s=100.0, stop_s=400.0, start_m=300.0, stop_m=1400.0)
    return replace(Descent(span, -0.05, 0.003, 50.0, speed_mps), line=line)


def run(day: int, *descents: Descent) -> Session:
    return Session(
        file=f"{day}.fit", sha256=str(day), local_date=date(2026, 9, 1) + timedelta(days=day), descents=descents
    )


RUNS = (
    run(0, descent(HILL, 3.0)),
    run(1, descent(OTHER, 4.0), descent((), 3.0)),
    run(2, descent(HILL, 3.1), descent(OTHER, 3.0)),
    run(3),
    run(4, descent(HILL, 3.0), descent((), 3.0), descent(OTHER, 4.1)),
)


def told_none(line: str) -> None:
    raise AssertionError(line)


def is_late(session: Session) -> bool:
    return session.file in ("2.fit", "4.fit")


@pytest.fixture
def means(tmp_path: Path) -> Means:
    return Means(cache=str(tmp_path), tell=told_none)


def seen(sessions: tuple[Session, ...]) -> list[list[bool | None]]:
    return [[d.seen_before for d in session.descents] for session in sessions]


def test_only_the_asked_ones_are_told_and_as_if_all_were_asked() -> None:
    whole, asked = seen(recognise(RUNS)), seen(recognise(RUNS, is_asked=is_late))
    assert [asked[2], asked[4]] == [whole[2], whole[4]] == [[True, False], [True, None, True]]
    assert [asked[0], asked[1]] == [[None], [None, None]]


def test_what_is_remembered_is_what_was_worked_out(means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    first = recognised(RUNS, is_late, means)
    assert first == recognise(RUNS, is_asked=is_late)
    asked = {id(RUNS[2]), id(RUNS[4])}
    with monkeypatch.context() as patch:
        patch.delattr(slopes, "recognise")
        assert recognised(RUNS, lambda s: id(s) in asked, means) == first
        with pytest.raises(NameError):
            recognised(RUNS, lambda s: s.file == "2.fit", means)


@pytest.mark.parametrize("n", range(4))
def test_another_past_is_worked_out_again(means: Means, n: int) -> None:
    recognised(RUNS, is_late, means)
    slower = tuple(replace(d, speed_mps=d.speed_mps - 1.0) for d in RUNS[n].descents)
    changed = (*RUNS[:n], replace(RUNS[n], descents=slower), *RUNS[n + 1 :])
    fewer = (*RUNS[:n], *RUNS[n + 1 :])
    for runs in (changed, fewer):
        assert recognised(runs, is_late, means) == recognise(runs, is_asked=is_late)


def test_without_a_cache_and_without_a_line_nothing_is_kept(tmp_path: Path, means: Means) -> None:
    assert recognised(RUNS, is_late, Means()) == recognise(RUNS, is_asked=is_late)
    assert recognised(RUNS[3:4], lambda _s: True, means) == RUNS[3:4]
    assert list(tmp_path.iterdir()) == []
