"""Runs that can be compared: the same session run again."""

from __future__ import annotations

from .session import Session


def is_alike(one: Session, other: Session, length_slack: float, distance_slack: float) -> bool:
    """Whether two runs are the same session: one kind, and reps of one length, or else about one distance.

    Reps may differ in number; `length_slack` and `distance_slack` are shares.
    """
    if one.kind != other.kind:
        return False
    mine, others = one.main_set, other.main_set
    if mine is not None and others is not None:
        return mine.terrain == others.terrain and _is_near(mine.rep_m, others.rep_m, length_slack)
    if mine or others or one.kind is None or one.distance_m is None or other.distance_m is None:
        return False
    return _is_near(one.distance_m, other.distance_m, distance_slack)


def work_speed_mps(session: Session) -> float | None:
    """Return the speed of what a run was about [m/s]: its reps, its splits, else all of it while moving.

    Of reps nobody knows whether they went down or up, it says nothing.
    """
    if session.main_set is not None:
        return session.main_set.speed_mps if session.main_set.terrain is not None else None
    if session.progressive is not None:
        splits = session.progressive.splits
        return sum(s.span.distance_m for s in splits) / sum(s.span.duration_s for s in splits)
    if session.base_speed_mps is not None and session.kind != "race":
        return session.base_speed_mps
    return session.distance_m / session.moving_s if session.distance_m and session.moving_s else None


def _is_near(one: float, other: float, slack: float) -> bool:
    return abs(one - other) <= slack * max(one, other)
