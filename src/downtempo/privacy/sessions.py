"""A run without the stretches that lie in private places, its totals told as of what is left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ..model.progression import Progression
from ..model.segments import Descent, Phase, Recovery, Surge, SurgeSet
from ..model.session import Session
from ..model.track import Note
from .cut import Cut
from .tracks import rounded_start

#: To what totals are rounded [m], [s].
ROUND_M, ROUND_S = 100.0, 60.0
Stretch = TypeVar("Stretch", Descent, Phase)


def scaled(cut: Cut, session: Session) -> Cut:
    """Return a cut that measures as the session does."""
    told_m = float(cut.along_m[-1] - cut.along_m[0]) if len(cut.along_m) else 0.0
    return replace(cut, scale=session.distance_m / told_m) if session.distance_m and told_m > 1.0 else cut


def shown_session(session: Session, cut: Cut, name: str) -> Session:
    """Return what of a run may be shown under another name.

    A stretch that touches a private place is left out whole. Of a set, the longest row of reps stays that touches none,
    with the recoveries between them. Totals are those of what is shown, to 100 m and a minute; where anything is left
    out, height gained and lost and the profiles are not told.
    """
    told = replace(
        session, file=name, sha256="", first_fix=None, duplicates=(), device="", kind_reason="",
        start_utc=rounded_start(session.start_utc), points=sum(b.stop - b.first for b in cut.blocks),
        duration_s=_to(session.duration_s if cut.is_whole else _known(cut.told_s), ROUND_S),
        moving_s=_to(_moving_s(session, cut), ROUND_S),
        distance_m=_to(_distance_m(session, cut), ROUND_M),
        descents=tuple(replace(d, line=()) for d in _stretches(session.descents, cut)),
        sets=tuple(_sets(session.sets, cut)),
        phases=tuple(_stretches(session.phases, cut)),
        progression=_progression(session.progression, cut),
        notes=tuple(_note(note) for note in session.notes),
    )  # fmt: skip
    if cut.is_whole:
        return told
    return replace(told, gain_m=None, drop_m=None, load=None, profile_elevation_m=(), profile_speed_mps=())


def _moving_s(session: Session, cut: Cut) -> float | None:
    share = _share(session, cut)
    return share * session.moving_s if session.moving_s is not None and share else None


def _share(session: Session, cut: Cut) -> float:
    """Return the share of the run's time that is shown, without what stands for the cuts."""
    if cut.is_whole or not session.duration_s:
        return 1.0
    shown_s = sum(b.stop_s - b.start_s for b in cut.blocks)
    return min(shown_s / session.duration_s, 1.0) if math.isfinite(shown_s) else 1.0


def _distance_m(session: Session, cut: Cut) -> float | None:
    if session.distance_m is None or cut.is_whole:
        return session.distance_m
    return None if not cut.blocks else cut.scale * cut.told_m


def _known(value: float) -> float | None:
    return value if math.isfinite(value) and value > 0 else None


def _to(value: float | None, step: float) -> float | None:
    return None if value is None else step * round(value / step)


def _stretches(found: Iterable[Stretch], cut: Cut) -> Iterator[Stretch]:
    for stretch in found:
        span = cut.span(stretch.span)
        if span is not None:
            yield replace(stretch, span=span)


def _sets(groups: Sequence[SurgeSet], cut: Cut) -> Iterator[SurgeSet]:
    for group in groups:
        surges, recoveries = _longest_row(group, cut)
        if surges:
            yield replace(group, surges=surges, recoveries=recoveries)


def _longest_row(
    group: SurgeSet, cut: Cut
) -> tuple[tuple[Surge, ...], tuple[Recovery, ...]]:  # fmt: skip
    """Return the most reps in a row that are shown, each with the recovery before the next one."""
    best: tuple[list[Surge], list[Recovery]] = ([], [])
    surges: list[Surge] = []
    recoveries: list[Recovery] = []
    for k, surge in enumerate(group.surges):
        span = cut.span(surge.span)
        rest = group.recoveries[k - 1] if 0 < k <= len(group.recoveries) else None
        rest_span = cut.span(rest.span) if rest is not None else None
        if span is None:
            surges, recoveries = [], []
            continue
        if surges and rest is not None and rest_span is not None:
            recoveries = [*recoveries, replace(rest, span=rest_span)]
        else:
            surges, recoveries = [], []
        surges = [*surges, replace(surge, span=span)]
        if len(surges) > len(best[0]):
            best = surges, recoveries
    return tuple(best[0]), tuple(best[1])


def _progression(found: Progression | None, cut: Cut) -> Progression | None:
    """Return the splits that are shown; a progression is none below two of them."""
    if found is None:
        return None
    splits = tuple(replace(split, span=span) for split in found.splits if (span := cut.span(split.span)) is not None)
    return replace(found, splits=splits) if len(splits) > 1 else None


def _note(note: Note) -> Note:
    """Return a note without its place in the file and the amounts in it, which tell of the whole run."""
    return replace(note, offset=None, message=note.reason.replace("-", " "))
