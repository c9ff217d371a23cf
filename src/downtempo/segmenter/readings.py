"""Ways to read the pace of one run, the most trusted first.

The first asks a surge to stand out under GAP curves on both sides of the runner's own, which keeps descents and climbs
of an easy run from looking like surges. A runner whose GAP is fitted poorly, or whose positions are noisy, hides
regular reps from it; a later reading, less strict, is believed only for the sake of a larger regular set.
"""

from __future__ import annotations

from ..dataclass import dataclass, replace
from .regular import SPEED

USUAL_WEIGHT = 0.75
LEAST_RATIO = 1.12
_WEIGHT_DOUBT = 0.25
_RESTED_RATIO = 1.2
_HEART_LIKENESS = 0.12
_STEPS_LIKENESS, _STEPS_SHARE = 0.15, 0.8
_BLIND_LIKENESS = 0.18
_LONE_RATIO, _LONE_RATIO_BY_POSITION, _BLIND_LONE_RATIO = 1.25, 1.35, 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read the pace: with which GAP, how many cuts, and how sure a surge must be."""

    weight: float
    doubt: float = 0.0
    penalty: float = 3.0
    sigmas: float = 3.5
    is_weighted: bool = True
    least_ratio: float | None = None
    least_share: float = 0.75
    least_reps: int = 3
    likeness: float = SPEED
    """How far apart the speeds of like surges may lie, as a share."""
    lone_ratio: float = 1.25
    """What a surge must reach that no regular set vouches for."""
    block_ratio: float = 1.18
    """The same for a long one."""
    trusted_share: float = 0.6
    """How much of what stands out must be like reps, for these to vouch for each other."""
    may_fade: bool = False
    """Whether a surge may fade until it is hardly faster than easy: long ones alone are read so."""
    is_rested: bool = False
    """Whether the slow part of the run is taken to be the rest between reps, walked or stood."""


def readings(
    weight: float | None, *, has_watch_speed: bool, is_sharp: bool = False, is_indoors: bool = False
) -> tuple[Reading, ...]:
    """Return the readings to try, the most trusted first; `weight` is None where there is no GAP.

    Without it, hills may explain what stands alone, but not `is_indoors`.
    Speed by positions alone, unless it `is_sharp`, is also read with more cuts.
    """
    lone_ratio = _LONE_RATIO if has_watch_speed else _LONE_RATIO_BY_POSITION
    if weight is None and is_indoors:
        first = second = Reading(weight=USUAL_WEIGHT, lone_ratio=lone_ratio)
    elif weight is None:
        first = second = Reading(
            weight=USUAL_WEIGHT, likeness=_BLIND_LIKENESS, lone_ratio=_BLIND_LONE_RATIO, block_ratio=_BLIND_LONE_RATIO,
        )  # fmt: skip
    else:
        first = Reading(weight=weight, doubt=_WEIGHT_DOUBT, lone_ratio=lone_ratio)
        second = Reading(weight=USUAL_WEIGHT, lone_ratio=lone_ratio)
    third = replace(second, least_ratio=LEAST_RATIO, least_share=0.8, least_reps=4)
    fading = replace(second, may_fade=True, least_ratio=LEAST_RATIO)
    rested = replace(second, is_rested=True, least_ratio=_RESTED_RATIO, least_share=0.8)
    if has_watch_speed or (is_sharp and weight is not None):
        return first, second, third, fading, rested
    fine = [replace(r, penalty=2.0, is_weighted=False, sigmas=4.5) for r in (first, second)]
    return first, second, third, *fine, fading, rested


def by_heart() -> Reading:
    """Return the reading of a speed that the heart has freed of hills."""
    return Reading(weight=USUAL_WEIGHT, least_ratio=LEAST_RATIO, likeness=_HEART_LIKENESS)


def by_cadence() -> Reading:
    """Return the reading of a speed that steps alone tell."""
    return Reading(weight=USUAL_WEIGHT, least_ratio=LEAST_RATIO, likeness=_STEPS_LIKENESS, trusted_share=_STEPS_SHARE)
