"""Taking altitude, cadence, heart rate or history away never makes a week look better than it is known to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from downtempo.model import Outcome
from tests.support.known_weeks import CASES, Case
from tests.support.recipes import without_altitude, without_cadence, without_heart_rate
from tests.support.weeks import Season, Track, judged

#: Of each rule the week beyond its figure; the last one where there are several.
BEYOND = {case.code: case for case in CASES if case.loud}
Key = tuple[str, str, str]


def _stripped(change: Callable[[Track], Track]) -> Callable[[Season], Season]:
    """Return what takes a sense away from every watch of a season, after what befell its recordings before."""

    def strip(season: Season) -> Season:
        days = (
            replace(each, recipe=replace(each.recipe, change=_after(each.recipe.change, change)))
            for each in season.days
        )
        return replace(season, days=tuple(days))

    return strip


def _after(first: Callable[[Track], Track] | None, then: Callable[[Track], Track]) -> Callable[[Track], Track]:
    if first is None:
        return then
    found = _AFTER.get((first, then))
    if found is None:
        found = _AFTER[first, then] = lambda track: then(first(track))
    return found


_AFTER: dict[tuple[Callable[[Track], Track], Callable[[Track], Track]], Callable[[Track], Track]] = {}


def _since(n_weeks: int) -> Callable[[Season], Season]:
    """Return what forgets all runs but those of the last weeks."""
    return lambda season: replace(season, days=tuple(each for each in season.days if each.day >= -7 * n_weeks))


def _without_week(k: int) -> Callable[[Season], Season]:
    """Return what forgets the runs of one week and of all before it but one."""
    return lambda season: replace(
        season, days=tuple(each for each in season.days if each.day >= -7 * (k - 1) or each.day < -35)
    )


LOSSES: dict[str, Callable[[Season], Season]] = {
    "altitude": _stripped(without_altitude),
    "cadence": _stripped(without_cadence),
    "heart rate": _stripped(without_heart_rate),
    "all history": _since(0),
    "all but a week of history": _since(1),
    "all but two weeks of history": _since(2),
    "the middle of the history": _without_week(4),
}
#: Where a sense is read at all; without the others a loss would be tried for nothing.
_READ = {"cadence": ("DH109", "DH101"), "heart rate": ("SR104", "SR105")}


def _outcomes(season: Season) -> dict[Key, Outcome]:
    verdicts, _ = judged(season)
    return {(v.code, v.place.file, v.place.week): v.outcome for v in verdicts.verdicts}


PAIRS = [
    pytest.param(case, loss, id=f"{case.code} without {loss}")
    for case in BEYOND.values()
    for loss in LOSSES
    if case.code in _READ.get(loss, (case.code,))
]


@pytest.mark.parametrize(("case", "loss"), PAIRS)
def test_what_was_beyond_or_not_judged_does_not_become_within(case: Case, loss: str) -> None:
    known, less = _outcomes(case.season), _outcomes(LOSSES[loss](case.season))
    better = [key for key, outcome in known.items() if outcome != "within" and less.get(key) == "within"]
    assert better == []


@pytest.mark.parametrize("case", BEYOND.values(), ids=lambda case: case.code)
def test_what_was_beyond_is_told_as_not_judged_where_altitude_is_missing(case: Case) -> None:
    """Not passed over: a set of reps stays one to tell of, and a week with it."""
    known, less = _outcomes(case.season), _outcomes(LOSSES["altitude"](case.season))
    gone = {key[0] for key, outcome in known.items() if outcome == "beyond" and key not in less}
    assert gone <= _OF_KNOWN_GROUND


#: What these look at is there only where the ground is known: steep descents in any run.
_OF_KNOWN_GROUND = frozenset({"DH107", "DH108", "DQ105"})
