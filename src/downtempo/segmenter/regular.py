"""The regular set: how many surges of a run are like one of them."""

from __future__ import annotations

from collections.abc import Sequence

from .surges import Candidate

_DURATION, _DISTANCE = 0.18, 0.12
SPEED = 0.10
_LEAST_REPS = 3
_LONGEST_RECOVERY_S, _RECOVERY_REPS = 600.0, 5.0


def is_like(one: Candidate, model: Candidate, duration: float, distance: float, speed: float) -> bool:
    """Whether `one` is as long as `model`, in time or in distance, and as fast, within shares of the model."""
    if not abs(one.speed_mps - model.speed_mps) <= speed * model.speed_mps:
        return False
    as_long = abs(one.duration_s - model.duration_s) <= duration * model.duration_s
    return as_long or abs(one.distance_m - model.distance_m) <= distance * model.distance_m


def regular_set(surges: Sequence[Candidate], speed: float = SPEED) -> tuple[Candidate, ...]:
    """Return the most surges that are like one of them, in order; none if fewer than three.

    Speeds may differ by the share `speed`. Of equal counts the set with more seconds wins.
    """
    best: tuple[Candidate, ...] = ()
    least = _LEAST_REPS
    for model in surges if len(surges) >= least else ():
        near = [s for s in surges if abs(s.speed_mps - model.speed_mps) <= speed * model.speed_mps]  # most are not
        if len(near) < least:
            continue
        like = tuple(s for s in near if is_like(s, model, _DURATION, _DISTANCE, speed))
        if len(like) >= least and (len(like), _seconds(like)) > (len(best), _seconds(best)):
            best, least = like, len(like)
    return best


def longest_recovery(rep_s: float) -> float:
    """Return for how long one may recover between reps of a set [s]: ten minutes, or the walk back over a long rep."""
    return max(_LONGEST_RECOVERY_S, _RECOVERY_REPS * rep_s)


def _seconds(surges: Sequence[Candidate]) -> float:
    return sum(s.duration_s for s in surges)
