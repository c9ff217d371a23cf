"""Planned runs as sessions: drawn, and named by their shape in the light of the runs before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..model import Athlete, Catalogue, Session
from ..model.planned import NAMED_KINDS, Paces, Planned, drawn, has_recoveries

Classify = Callable[[Session, Sequence[Session]], Session]
"""From a run and those before it to the run with its kind; the segmenter's, handed in."""

_GENTLE = "downhill-dynamo.repeat-grade-min"
_WARM_UP = "the plan does not say how long the warm-up is"
_COOL_DOWN = "the plan does not say how long the cool-down is"
_RECOVERY = "the plan does not say how long the recoveries are"
_PACE = "the plan does not say how fast the reps are"
_TIME = "the plan does not say how long a rep takes"
#: What a plan may leave open, and the rules that then cannot tell.
_NEEDED_BY = {
    _WARM_UP: ("SE101",),
    _COOL_DOWN: ("SE102",),
    _RECOVERY: ("DH104", "DH105", "SR104", "SR107"),
    _PACE: ("SR106", "SR107"),
    _TIME: ("DH102", "SR104"),
}


def paces_of(known: Sequence[Session], athlete: Athlete, day: date, catalogue: Catalogue) -> Paces:
    """Return the speeds of a runner on a day: as configured, else as last run, but not before a long break."""
    since = day - timedelta(seconds=catalogue.figures["house.next-break-max"].si)
    sessions = [s for s in known if s.local_date is not None and s.local_date >= since]
    easy = [s.easy_speed_mps for s in sessions if s.easy_speed_mps and s.easy_speed_from != "session"]
    sets = [(s, s.main_set.speed_mps) for s in sessions if s.main_set is not None]
    downhill = [speed for s, speed in sets if s.is_downhill]
    flat = [speed for s, speed in sets if s.is_speed]
    return Paces(
        easy_mps=athlete.easy_speed_mps or (easy[-1] if easy else None),
        downhill_mps=downhill[-1] if downhill else athlete.five_k_speed_mps,
        flat_mps=flat[-1] if flat else athlete.five_k_speed_mps,
        tempo_mps=athlete.threshold_speed_mps,
    )


def named(
    planned: Planned, paces: Paces, earlier: Sequence[Session], classify: Classify, catalogue: Catalogue
) -> Session:
    """Draw a planned run and name its kind: as the plan has it where that is plain, else as its shape tells."""
    session = drawn(planned, paces)
    shown = planned
    if planned.kind == "downhill" and planned.grade_ratio is None:
        # The plan says that it goes down, not how steeply: any descent shows the same shape.
        shown = replace(planned, grade_ratio=-catalogue.figures[_GENTLE].si)
    told = classify(_measured(drawn(shown, paces)), earlier)
    kind, why = told.kind, told.kind_reason
    if planned.kind in NAMED_KINDS:
        kind, why = planned.kind, "as planned"
    elif planned.kind == "reps" and kind is None:
        why = "the plan does not say whether the reps are on a descent or on the flat"
    return replace(
        session, kind=kind, kind_reason=why, easy_speed_mps=told.easy_speed_mps, easy_speed_from=told.easy_speed_from
    )


def _measured(session: Session) -> Session:
    """Give a run of unknown length one: it is the sum that is unknown here, not the shape."""
    return session if session.distance_m is not None else replace(session, distance_m=0.0)


def laid_out(
    plans: Iterable[Planned], paces: Paces, known: Sequence[Session], classify: Classify, catalogue: Catalogue
) -> tuple[Session, ...]:
    """Draw the runs of a plan in their order, each in the light of what was run and of the plan before it."""
    out: list[Session] = []
    for planned in sorted(plans, key=lambda p: (p.day, p.place)):
        if planned.kind != "rest":
            earlier = [s for s in known if s.local_date is not None and s.local_date <= planned.day]
            out.append(named(planned, paces, [*earlier, *out], classify, catalogue))
    return tuple(out)


def left_open(planned: Planned) -> dict[str, str]:
    """Return the rules that a plan says too little for, each with the reason."""
    return {code: reason for reason in _unsaid(planned) for code in _NEEDED_BY[reason]}


def _unsaid(planned: Planned) -> Iterator[str]:
    blocks = (planned, *planned.more)
    if not any(b.n_reps or b.paces_s_per_m for b in blocks):
        return
    if planned.warm_up_s is None:
        yield _WARM_UP
    if planned.cool_down_s is None:
        yield _COOL_DOWN
    if not all(map(has_recoveries, blocks)):
        yield _RECOVERY
    if any(b.n_reps and b.speed_mps is None and (b.rep_s is None or b.rep_m is None) for b in blocks):
        yield _PACE
    if any(b.n_reps and b.rep_s is None and b.speed_mps is None for b in blocks):
        yield _TIME
