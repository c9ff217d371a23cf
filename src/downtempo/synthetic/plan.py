"""What a runner sets out to do: a sequence of parts, each at a speed until a time, a distance or a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ..dataclass import dataclass

PartKind = Literal["easy", "rep", "stride", "recovery", "split", "tempo"]
#: Kinds of part that count as an effort in the truth of a run, and what they are called there.
EFFORTS = {"rep": "main", "stride": "stride", "tempo": "tempo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch at one speed; exactly one of the three ends is given.

    `by_effort`: the speed is meant on level ground and gives way to hills; else it is held. `heading` is 1 forwards
    along the course, -1 backwards; a part that ends at a place finds its own heading.
    """

    kind: PartKind
    speed_mps: float
    duration_s: float | None = None
    distance_m: float | None = None
    to_m: float | None = None
    heading: int = 1
    by_effort: bool = True

    def __post_init__(self) -> None:
        ends = [self.duration_s, self.distance_m, self.to_m]
        if sum(end is not None for end in ends) != 1:
            raise ValueError(f"{self.kind}: a part ends after a duration, after a distance or at a place")
        if self.speed_mps <= 0 and self.duration_s is None:
            raise ValueError(f"{self.kind}: who stands still gets nowhere; give a duration")
        if self.heading not in (-1, 1):
            raise ValueError(f"{self.kind}: a heading is 1 or -1")


Plan = tuple[Part, ...]


def easy(
    speed_mps: float, *, duration_s: float | None = None, distance_m: float | None = None, to_m: float | None = None
) -> Part:
    """Return easy running by effort."""
    return Part(kind="easy", speed_mps=speed_mps, duration_s=duration_s, distance_m=distance_m, to_m=to_m)


def rep(
    speed_mps: float, *, duration_s: float | None = None, distance_m: float | None = None, heading: int = 1
) -> Part:
    """Return one rep, or a surge that stands alone, at a speed that is held whatever the ground."""
    return Part(
        kind="rep", speed_mps=speed_mps, duration_s=duration_s, distance_m=distance_m, heading=heading, by_effort=False
    )


def recovery(
    speed_mps: float, *, duration_s: float | None = None, distance_m: float | None = None, to_m: float | None = None
) -> Part:
    """Return a jog or a walk between two reps; with `to_m`, back to a place such as the top of the hill."""
    return replace(easy(speed_mps, duration_s=duration_s, distance_m=distance_m, to_m=to_m), kind="recovery")


def stand(duration_s: float) -> Part:
    """Return a rest without a step."""
    return Part(kind="recovery", speed_mps=0.0, duration_s=duration_s)


def stride(speed_mps: float, duration_s: float = 20.0) -> Part:
    """Return one short acceleration inside an easy run."""
    return Part(kind="stride", speed_mps=speed_mps, duration_s=duration_s, by_effort=False)


def split(speed_mps: float, distance_m: float, *, by_effort: bool) -> Part:
    """Return one split of a progressive run, by plain pace or by effort."""
    return Part(kind="split", speed_mps=speed_mps, distance_m=distance_m, by_effort=by_effort)
