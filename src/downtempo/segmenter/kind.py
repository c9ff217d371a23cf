"""What a run was: the first kind, in a fixed order, whose shape it has.

Shapes are wider than the figures that rules hold a run against: reps that are too steep, too long or too many are still
reps, and only so can a rule speak of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..averages import median
from ..dataclass import replace
from ..model.athlete import Athlete
from ..model.kinds import PROGRESSIVE_KINDS
from ..model.segments import SurgeSet
from ..model.session import Session
from ..model.shape import ENOUGH_BEFORE, RETURN_DAYS, STRIDE_S, TEMPO_S
from ..units import SHORT, UNIT_M, Unit, pace
from .easy import LOOK_BACK_DAYS, easy_speed, recent
from .shapes import long_repeats, rep_distance, returns_to_start, stage_of

_MEDIAN_DAYS = 28
_LAST_SPLIT = 0.95
_ACCELERATION_S = 30.0
_REPEAT_S = (25.0, 35.0)
_STRIDES_S = 240.0
_WALK = 0.6
_TRACK_M = (200, 400)
_LONG_S, _LONG_UNKNOWN_S, _LONG_SHARE = 3600.0, 4500.0, 1.3
_STEADY = 1.06
_JOG_S = 1800.0

Named = tuple[str | None, str]


def classify(session: Session, earlier: Sequence[Session], athlete: Athlete) -> Session:
    """Return the session with its kind, why it is that, and the easy speed as the runs before it tell it.

    Parameters
    ----------
    earlier
        Runs before this one, classified; their order does not matter, nor do those over `LOOK_BACK_DAYS` before it.
    """
    speed_mps, origin = easy_speed(session, earlier, athlete)
    n_before = sum(1 for _ in recent(session, earlier, LOOK_BACK_DAYS))
    known = replace(session, easy_speed_mps=speed_mps, easy_speed_from=origin, n_before=n_before)
    kind, reason = _kind(known, earlier, athlete)
    is_upheld = known.progression is None or known.progression.is_strict or kind in (None, *PROGRESSIVE_KINDS)
    return replace(known, kind=kind, kind_reason=reason, progression=known.progression if is_upheld else None)


def _kind(session: Session, earlier: Sequence[Session], athlete: Athlete) -> Named:
    if session.distance_m is None:
        return None, session.kind_reason
    if not session.is_run or session.notes_of("DQ107"):
        return None, "not a run"
    main = session.main_set
    if main is not None and _is_easy(session, main):
        main = None
    return (
        _race(session, athlete)
        or _progressive(session)
        or _long_downhill(session)
        or (main is not None and _downhill(main))
        or (main is not None and _reps(session, main, earlier, athlete))
        or _doubted(session)
        or _whole(session, earlier, athlete.units)
    )


def _is_easy(session: Session, main: SurgeSet) -> bool:
    """Whether what looks like reps is no faster than this runner's easy running, as with stops on an easy run."""
    if session.easy_speed_mps is None or session.easy_speed_from == "session" or main.terrain in (None, "downhill"):
        return False
    speeds = [s.gap_speed_mps or s.speed_mps for s in main.surges]
    return median(speeds) < _STEADY * session.easy_speed_mps


def _race(session: Session, athlete: Athlete) -> Named | None:
    """Name the race of a day that the configuration gives; an easy jog before or after it is none."""
    if session.local_date not in athlete.races:
        return None
    known_mps = session.easy_speed_mps if session.easy_speed_from != "session" else None
    is_slow = not session.surges and (session.base_speed_mps or 0.0) <= _STEADY * (known_mps or 0.0)
    if is_slow and (session.moving_s or 0.0) < _JOG_S:
        return None
    return "race", "a race on this day, as configured"


def _progressive(session: Session) -> Named | None:
    found = session.progression
    if found is None:
        return None
    last_mps, easy_mps = 1 / found.paces_s_per_m[-1], session.easy_speed_mps
    if not found.is_strict and (easy_mps is None or last_mps * _LAST_SPLIT < easy_mps):
        return None
    if not found.is_strict and session.hill_doubt:
        return None, f"{len(found.splits)} splits of a {found.unit}, faster on the whole, but {session.hill_doubt}"
    steps = "each faster than the last" if found.is_strict else "faster on the whole, by uneven steps"
    reason = f"{len(found.splits)} splits of a {found.unit}, {steps}"
    last_s = found.splits[-1].span.stop_s
    closing = [s for s in session.surges if s.span.start_s >= last_s and s.span.duration_s <= _ACCELERATION_S]
    if len(closing) >= 2:
        return "progression-with-accelerations", f"{reason}, then {len(closing)} accelerations"
    return "progressive-tempo", reason


def _long_downhill(session: Session) -> Named | None:
    found = long_repeats(session.descents, session.base_speed_mps)
    if not found:
        return None
    return "long-downhill", f"{len(found)} fast descents of {found[0].span.distance_m:.0f} m and the like on one slope"


def _downhill(main: SurgeSet) -> Named | None:
    """Name what was run downhill, whatever its length: what a set is about decides before how long its reps are."""
    if main.terrain != "downhill":
        return None
    if main.n_reps == 1:
        return "downhill-surges", f"one block of {main.rep_s / 60:.0f} min on a descent"
    reps = f"{main.n_reps} reps on a descent"
    slack_s = main.surges[0].span.duration_error_s
    shortest_s, longest_s = _REPEAT_S
    if not returns_to_start(main):
        return "downhill-surges", f"{reps}, and no way back up between them"
    if shortest_s - slack_s <= main.rep_s <= longest_s + slack_s:
        return "controlled-speed-repeats", f"{reps} of about 30 s, and the way back up between them"
    return "downhill-surges", f"{reps}, not of about 30 s, and the way back up between them"


def _reps(session: Session, main: SurgeSet, earlier: Sequence[Session], athlete: Athlete) -> Named | None:
    reps = f"{main.n_reps} reps of {main.rep_s:.0f} s"
    if main.terrain is None and main.n_reps > 1:
        return None, f"{reps}, but the altitude cannot tell whether on a descent or on the flat"
    if main.rep_s >= TEMPO_S:
        return "tempo", f"{main.n_reps} x {main.rep_s / 60:.0f} min" if main.n_reps > 1 else "one long fast block"
    if main.terrain == "uphill":
        return None, f"{reps} uphill, which no source here describes"
    if _is_strides(session, main):
        return "strides", f"{reps} inside an easy run"
    return _flat(session, main, reps, earlier, athlete)


def _flat(session: Session, main: SurgeSet, reps: str, earlier: Sequence[Session], athlete: Athlete) -> Named:
    distance, stage = rep_distance(main), stage_of(main)
    if stage is None:
        return None, f"{reps} on the flat, over {main.rep_m:.0f} m, which no source here describes"
    why = _return_shown(session, earlier, athlete)
    if why:
        return f"speed-stage-{stage}", f"{main.n_reps} x {distance} m in a return to speed ({why})"
    if distance in _TRACK_M:
        return "track-repeats", f"{main.n_reps} x {distance} m, and no return to speed is known"
    return None, f"{main.n_reps} x {distance} m, and no return to speed is known"


def _is_strides(session: Session, main: SurgeSet) -> bool:
    """Whether reps are short and few, with easy running between; reps of a stage are rested between."""
    if main.rep_s > STRIDE_S or sum(s.span.duration_s for s in main.surges) > _STRIDES_S:
        return False
    jogged = [r.distance_m / max(r.duration_s, 1.0) for r in main.recoveries]
    is_rested = bool(jogged) and median(jogged) < _WALK * (session.base_speed_mps or 0.0)
    return not (is_rested and rep_distance(main) is not None)


def _return_shown(session: Session, earlier: Sequence[Session], athlete: Athlete) -> str:
    """Return how a return to speed is known, empty where it is not.

    The history shows one where the first reps over a stage's distance in the last 42 days were of stage 1.
    """
    began, day = athlete.return_to_speed_from, session.local_date
    if began is not None and (day is None or began <= day):
        return f"since {began.isoformat()}, as configured"
    past = sorted(
        (s.local_date.isoformat(), stage)
        for s in recent(session, earlier, RETURN_DAYS)
        if s.local_date is not None and s.local_date != day and s.main_set is not None
        if not s.is_progressive and (stage := stage_of(s.main_set)) is not None
    )
    return f"the runs since {past[0][0]} show it" if past and past[0][1] == 1 else ""


def _doubted(session: Session) -> Named | None:
    if not session.doubted_s:
        return None
    return None, f"{session.doubted_s / 60:.0f} fast minutes, which hills may explain: {session.why_no_grade}"


def _whole(session: Session, earlier: Sequence[Session], unit: Unit) -> Named:
    time_s = session.moving_s or 0.0
    times = [s.moving_s for s in recent(session, earlier, _MEDIAN_DAYS) if s.moving_s]
    if len(times) >= ENOUGH_BEFORE:
        is_long = time_s >= _LONG_S and time_s >= _LONG_SHARE * median(times)
    else:
        is_long = time_s >= _LONG_UNKNOWN_S
    if is_long:
        return "long", f"{time_s / 60:.0f} min of running"
    easy_mps, base_mps = session.easy_speed_mps, session.base_speed_mps
    if easy_mps and base_mps and session.easy_speed_from != "session" and base_mps >= _STEADY * easy_mps:
        return (
            "steady",
            f"{pace(base_mps, UNIT_M[unit])}/{SHORT[unit]} against {pace(easy_mps, UNIT_M[unit])} when easy",
        )
    return "easy", "no set of surges, no progression, no long run"
