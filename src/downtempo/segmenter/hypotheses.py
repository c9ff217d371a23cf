"""Several readings of one run, and the one that holds the most regular set of surges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from ..dataclass import replace
from ..model.track import Column, Rows
from .completion import SHORTEST_S, Found, Outcome, alike, complete, is_trusted, joined
from .ground import Ground, are_fast_for_their_ground, without_slopes
from .readings import LEAST_RATIO, USUAL_WEIGHT, Reading, by_cadence, by_heart, readings
from .recall import recall
from .regular import regular_set
from .rested import as_fast_as, is_work, running_between
from .surges import RUNNING_MPS, Candidate, measure
from .views import LEAST_FADING_S, GapSpeed, View, viewer
from .witness import by_steps, has_heart, is_felt, is_upheld, levelled

_LEAST_GAIN_MPS = 0.3
_UNSTEADY = 2.2
_LONGEST_S, _LONGEST_ALONE_S = 1200.0, 3600.0
_LEAST_BY_HEART = 4
_LEAST_BY_STEPS, _MORE_BY_STEPS = 4, 1.25
_NONE = np.empty(0, np.int64)


def find_surges(
    curve: GapSpeed,
    ground: Ground,
    distance_m: Column,
    weight: float | None,
    *,
    has_watch_speed: bool,
    is_sharp: bool = False,
    asks_steps: bool = True,
    breaks: Rows = _NONE,
    is_level: Callable[[Sequence[Candidate]], bool] = lambda _: False,
) -> Found:
    """Return the surges under the reading that holds the largest regular set.

    Parameters
    ----------
    curve
        Gives the grade-adjusted speed [m/s], shape `(n,)`, for a weight of the first GAP curve.
    ground, distance_m
        What the run was over the ground, and metres run, shape `(n,)`.
    weight
        The runner's own; None where `curve` is the plain speed for any weight.
    is_sharp
        Whether the speed is that of positions, sharpened by the cadence.
    asks_steps
        Whether cadence alone is asked where speed is that of positions.
    breaks
        Rows at which the clock jumps: no surge goes on across one.
    is_level
        Tells of like surges whether the way from the first to the last is level, as a track is.
    """
    tried = readings(weight, has_watch_speed=has_watch_speed, is_sharp=is_sharp, is_indoors=ground.is_indoors)
    is_prompt = has_watch_speed or (is_sharp and weight is not None)
    found = _best_of(tried, curve, ground, distance_m, breaks, is_prompt=is_prompt)
    may_be_hills = weight is None and not ground.is_indoors and not (found.regular and is_level(found.regular))
    if may_be_hills and has_heart(ground):
        return _freed_of_hills(found, curve(USUAL_WEIGHT), ground, distance_m, breaks, is_prompt=is_prompt)
    if has_watch_speed or not asks_steps or (is_sharp and weight is not None):
        return found
    return _told_by_steps(found, curve(USUAL_WEIGHT), ground, distance_m, breaks)


def _freed_of_hills(
    found: Found, speed: Column, ground: Ground, distance_m: Column, breaks: Rows, *, is_prompt: bool
) -> Found:
    """Return the surges that the heart upholds, or those that only it shows, where no altitude tells the hills."""
    level = levelled(ground, speed)
    if level is None:
        felt = _upheld(found, lambda surges: is_felt(surges, ground))
        return felt if felt.regular else replace(felt, doubted=found.regular)
    more = _best_of((by_heart(),), lambda _: level, ground, distance_m, breaks, is_prompt=is_prompt)
    if len(more.regular) >= max(_LEAST_BY_HEART, len(found.regular) + 1):
        return replace(more, easy_mps=running_between(more.surges, ground) or more.easy_mps)
    return _upheld(found, lambda surges: is_upheld(surges, level))


def _upheld(found: Found, is_so: Callable[[Sequence[Candidate]], bool]) -> Found:
    """Return the surges that something upholds: a regular set with all that lies around it, or each by itself."""
    if found.regular and is_so(found.regular):
        return found
    return replace(found, surges=tuple(c for c in found.surges if c not in found.regular and is_so((c,))), regular=())


def _told_by_steps(found: Found, speed: Column, ground: Ground, distance_m: Column, breaks: Rows) -> Found:
    """Return the surges, or many more like ones that cadence shows, if speed bears them out in the middle of all."""
    steps = by_steps(ground)
    if steps is None:
        return found
    more = _best_of((by_cadence(),), lambda _: steps, ground, distance_m, breaks, is_prompt=False)
    least = max(_LEAST_BY_STEPS, _MORE_BY_STEPS * len(found.regular))
    if len(more.regular) < least or not is_upheld(more.regular, speed):
        return found
    if not are_fast_for_their_ground(more.regular, ground):
        return found
    return replace(more, easy_mps=running_between(more.surges, ground, speed) or more.easy_mps)


def _best_of(
    tried: Sequence[Reading], curve: GapSpeed, ground: Ground, distance_m: Column, breaks: Rows, *, is_prompt: bool
) -> Found:
    """Return the surges under the reading that holds the largest regular set."""
    look = viewer(curve, breaks)

    @cache  # the view of a reading is one object as long as it is the same
    def measured(view: View, weight: float, doubt: float) -> tuple[Candidate, ...]:
        return _measured(view, weight, doubt, curve, distance_m)

    outcomes: list[Outcome] = []
    best = 0
    for i, reading in enumerate(tried):
        view = look(reading)
        outcomes.append(_read(reading, view, measured(view, reading.weight, reading.doubt), distance_m))
        if _is_better(reading, outcomes[i], outcomes[best], ground):
            best = i
    chosen, y = tried[best], look(tried[best]).y
    found = complete(chosen, outcomes[best], outcomes[min(1, len(outcomes) - 1)])
    if chosen.is_rested or (found.easy_mps or RUNNING_MPS) < RUNNING_MPS:
        found = replace(found, easy_mps=running_between(found.surges, ground, curve(USUAL_WEIGHT)))
    found = without_slopes(found, chosen, y, ground, is_sharp=is_prompt)
    return _with_more(found, y, distance_m, breaks) if found.regular else found


def _with_more(found: Found, y: Column, distance_m: Column, breaks: Rows) -> Found:
    """Return the surges with the reps of the regular set that the levels of pace did not show."""
    more = recall(y, distance_m, found.surges, found.regular)
    more = [c for c in more if not ((breaks > c.start) & (breaks < c.stop)).any()]
    return replace(found, surges=tuple(sorted((*found.surges, *more), key=lambda c: c.start)))


def _is_better(reading: Reading, outcome: Outcome, best: Outcome, ground: Ground) -> bool:
    """Whether a reading holds a larger regular set than the best so far, most of what it found, and upheld by more."""
    n, n_like = len(outcome.regular), len(alike(reading, outcome))
    least = max(reading.least_reps, len(best.regular) + 1)
    if n < least or n_like < reading.least_share * len(outcome.accepted):
        return False
    if reading.may_fade:
        return is_trusted(reading, outcome) and all(c.duration_s >= LEAST_FADING_S for c in outcome.regular)
    return not reading.is_rested or (is_trusted(reading, outcome) and is_work(outcome.regular, ground))


def _measured(view: View, weight: float, doubt: float, curve: GapSpeed, distance_m: Column) -> tuple[Candidate, ...]:
    """Return the fast ranges of a view; they must stand out under GAP curves on both sides of a doubtful one."""
    if view.levels is None:
        return ()
    doubtful = (weight - doubt, weight + doubt) if doubt else ()
    curves = (view.y, *(curve(min(max(w, 0.0), 1.0)) for w in doubtful))
    return tuple(measure(curves, distance_m, view.noise, view.levels, view.ranges))


def _read(reading: Reading, view: View, candidates: Sequence[Candidate], distance_m: Column) -> Outcome:
    if view.levels is None:
        return Outcome((), (), (), None)
    ratio = reading.least_ratio or max(LEAST_RATIO, 1 + _UNSTEADY * view.unsteadiness)
    accepted, regular = _regular(reading, candidates, ratio)
    if regular:
        candidates = joined(candidates, regular, reading, distance_m)
        accepted, regular = _regular(reading, candidates, ratio)
    if regular and (reading.is_rested or view.levels.easy_mps < RUNNING_MPS):
        accepted = as_fast_as(regular, accepted)
    return Outcome(tuple(candidates), accepted, regular, view.levels)


def _regular(
    reading: Reading, candidates: Sequence[Candidate], ratio: float
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return the candidates that stand out, and the regular ones among them."""
    accepted = tuple(c for c in candidates if _stands_out(c, ratio, reading.sigmas))
    accepted = tuple(c for c in accepted if _is_of_length(c, alone=len(accepted) == 1))
    return accepted, regular_set(accepted, reading.likeness)


def _stands_out(c: Candidate, least_ratio: float, sigmas: float) -> bool:
    return c.ratio >= least_ratio and c.gain_mps >= _LEAST_GAIN_MPS and c.sigmas > sigmas


def _is_of_length(c: Candidate, *, alone: bool) -> bool:
    return SHORTEST_S <= c.duration_s <= (_LONGEST_ALONE_S if alone else _LONGEST_S)
