"""One line that says what a run was: `6 x 30 s @ -4.1 %, rec 92 s`."""

from __future__ import annotations

from ..averages import median
from ..units import MILE_M, SHORT, UNIT_M, Unit, clock, pace
from .progression import Progression
from .segments import SurgeSet
from .session import Session
from .shape import NOMINAL_SHARE, REP_DISTANCES_M, TEMPO_S


def signature(session: Session, unit: Unit = "km") -> str:
    """Return what the run was, in a few words, paces and distances in `unit`; empty where nothing is known of it.

    Notes
    -----
    The forms are `6 x 30 s @ -4.1 %, rec 92 s`, `6 x 200 m, 47 s, rest 110 s`, `5 miles, 9:30 -> 7:30, 30 s a mile`
    and `10.0 km, 5:57 /km`.
    """
    main = session.main_set
    if session.progression is not None and session.is_progressive:
        closing = (
            f", then {_of_set(session.sets[-1], unit)}" if session.kind == "progression-with-accelerations" else ""
        )
        return _of_progression(session.progression) + closing
    if main is not None:
        return _of_set(main, unit)
    if session.kind == "strides" and session.sets:
        return f"{_of_run(session, unit)}, {_of_set(max(session.sets, key=lambda g: g.n_reps), unit)}"
    return _of_run(session, unit)


def work_words(session: Session, unit: Unit = "km") -> str:
    """Return what the work of a run was; empty where its signature tells no more than distance and pace."""
    is_work = session.is_progressive or session.main_set is not None or (session.kind == "strides" and session.sets)
    return signature(session, unit) if is_work else ""


def nominal_m(length_m: float) -> int | None:
    """Return the usual rep distance [m] next to a length, None where none is near."""
    nearest = min(REP_DISTANCES_M, key=lambda d: abs(d - length_m) / d)
    return nearest if abs(nearest - length_m) <= NOMINAL_SHARE * nearest else None


def _of_set(reps: SurgeSet, unit: Unit) -> str:
    text = f"{reps.n_reps} x {_time(reps.rep_s)}" if reps.n_reps > 1 else _time(reps.rep_s)
    metres = nominal_m(reps.rep_m) if reps.terrain == "flat" and reps.rep_s < TEMPO_S else None
    if metres is not None:
        text = f"{reps.n_reps} x {metres} m, {_time(reps.rep_s)}"
    elif reps.terrain != "flat" and reps.grade_ratio is not None:
        text += f" @ {100 * reps.grade_ratio:.1f} %"
    else:
        text += f" @ {pace(reps.speed_mps, UNIT_M[unit])} /{SHORT[unit]}"
    if reps.recovery_s is None:
        return text
    stood = median(r.standing_s / max(r.duration_s, 1.0) for r in reps.recoveries)
    return f"{text}, {'rest' if metres is not None or stood > 0.5 else 'rec'} {reps.recovery_s:.0f} s"


def _of_progression(progression: Progression) -> str:
    unit, unit_m = progression.unit, progression.unit_m
    first, last = (clock(unit_m * progression.paces_s_per_m[i]) for i in (0, -1))
    step_s = MILE_M * progression.mean_step_s_per_m
    plural = "miles" if unit == "mile" else "km"
    return f"{len(progression.splits)} {plural}, {first} -> {last}, {step_s:.0f} s a mile"


def _of_run(session: Session, unit: Unit) -> str:
    if session.distance_m is None:
        return ""
    text = f"{session.distance_m / UNIT_M[unit]:.1f} {SHORT[unit]}"
    if session.moving_s:
        text += f", {pace(session.distance_m / session.moving_s, UNIT_M[unit])} /{SHORT[unit]}"
    return text


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= TEMPO_S else f"{seconds:.0f} s"
