"""Looking ahead: what may come next, and what a plan would be beyond before it is run."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from .. import batch, config, limits, parser, scorer, segmenter
from ..batch import Means
from ..config import Configured, Ground
from ..errors import EnvironmentFault, InputError, LimitExceeded, UsageError
from ..model import Athlete, Session
from ..model.outlook import Outlook
from ..model.planned import Paces, Planned
from ..model.results import Collected, Judged, LeftOut
from ..model.workout import planned_from
from ..text import safe
from .kept import read_at
from .lookup import DEFAULTS, catalogue_of, list_rules, selected_rules
from .pipe import EVERYWHERE, PathLike, history_of, reading_of, silent

_DAY = timedelta(days=1)


def next_steps(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = silent,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
) -> Outlook:
    """Return the next step of each documented progression, the first local day for it, and what would be too much.

    Every rule is asked, whatever the configuration selects: what is ignored when it was run is no proposal either. Of
    several runners' files those of others by `ground` count for nothing.
    """
    found = _past(paths, configured, strict, advance, means, ground)
    athlete = config.athlete_of(configured.config)
    history = history_of(batch.classified(found.sessions, athlete), configured, today)
    outlook = scorer.next_steps(list_rules(), catalogue_of(configured), athlete, history, _classifier(athlete))
    late = _behind(history.sessions, history.today)
    return replace(outlook, rejected=found.rejected, left_out=(*found.left_out, *late), bugs=found.bugs)


def what_if(
    paths: Sequence[PathLike],
    plan: PathLike,
    configured: Configured = DEFAULTS,
    *,
    on: date | None = None,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = silent,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
) -> Judged:
    """Hold the runs of a plan, a TOML file or a FIT workout, against the figures as if they had been run.

    Parameters
    ----------
    on
        The day of a workout, which has none of its own.
    today
        Runs behind this day are left out of the history; by default none are.

    Raises
    ------
    UsageError
        The plan is wrong; the message names the line.
    InputError
        The workout cannot be read.
    EnvironmentFault
        There is no such file.
    """
    athlete = config.athlete_of(configured.config)
    plans = _plans(Path(plan), on)
    found = _past(paths, configured, strict, advance, means, ground)
    late = _behind(found.sessions, today) if today else ()
    known = batch.classified((s for s in found.sessions if s.file not in {one.file for one in late}), athlete)
    catalogue, last = catalogue_of(configured), max(one.day for one, _ in plans)
    paces = scorer.paces_of(known, athlete, min(one.day for one, _ in plans), catalogue)
    laid, again = _still_ahead(_filled(plans, paces), known)
    sessions = scorer.laid_out(laid, paces, known, _classifier(athlete), catalogue)
    verdicts, weeks = scorer.foresee(
        selected_rules(configured), catalogue, athlete, history_of(known, configured, last + _DAY), sessions,
        left_open={one.place: scorer.left_open(one) for one in laid}, severities=configured.config.severity,
    )  # fmt: skip
    collected = Collected(sessions, found.rejected, (*found.left_out, *late, *again), found.bugs)
    return Judged(collected, verdicts, athlete, weeks, len(known), plans=tuple(laid))


def _past(
    paths: Sequence[PathLike], configured: Configured, strict: bool, advance: Callable[[int], None], means: Means,
    ground: Ground,
) -> Collected:  # fmt: skip
    places = [*paths, *configured.history_paths, *configured.history_stores]
    reading = reading_of(configured, strict=strict, means=means)
    read = read_at(places, configured, reading, advance, lambda file: not ground.is_anothers(file))
    return batch.unique(batch.runs_only(read))


def _classifier(athlete: Athlete) -> Callable[[Session, Sequence[Session]], Session]:
    return lambda session, earlier: segmenter.classify(session, earlier, athlete)


def _behind(sessions: Sequence[Session], today: date) -> tuple[LeftOut, ...]:
    late = (s for s in sessions if s.local_date is not None and s.local_date > today)
    return tuple(LeftOut(s.file, f"run after {today}, the day it is looked ahead from") for s in late)


def _plans(path: Path, on: date | None) -> tuple[tuple[Planned, Path | None], ...]:
    """Return what a plan holds; a workout is a plan of one run."""
    data = _bytes(path).removeprefix(codecs.BOM_UTF8)
    if parser.parse_workout(data, str(path)) is not None:
        if on is None:
            hint = "give one with --on 2026-10-06"
            raise UsageError("plan-day", "a workout has no day", path=safe(str(path)), hint=hint)
        return ((Planned(day=on, kind="reps", place=str(path)), path),)
    if on is not None:
        raise UsageError("plan-day", "--on is for a workout; a plan has its own days", hint="leave it out")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("plan-unreadable", "neither text nor a workout; not read", path=safe(str(path))) from None
    return tuple((entry.planned, entry.workout) for entry in config.load_plan(path, text))


def _bytes(path: Path) -> bytes:
    try:
        data = config.bytes_in(path)
    except OSError as fault:
        what, hint = f"cannot be read: {fault.strerror}", "check the spelling"
        raise EnvironmentFault("plan-unreadable", what, path=safe(str(path)), hint=hint) from None
    if len(data) > limits.MIB:
        raise LimitExceeded("limit-plan", "larger than 1 MiB; not read", path=safe(str(path)), hint="plans are small")
    return data


def _filled(plans: Sequence[tuple[Planned, Path | None]], paces: Paces) -> list[Planned]:
    """Put in what workout files say."""
    out = []
    for planned, path in plans:
        workout = None if path is None else parser.parse_workout(_bytes(path), str(path))
        if path is not None and workout is None:
            raise UsageError("plan-workout", f"{safe(str(path))} is no workout", path=planned.place)
        try:
            out.append(planned if workout is None else planned_from(workout, planned, paces.easy_mps))
        except InputError as fault:
            fault.path = safe(str(path))
            raise
    return out


def _still_ahead(plans: Sequence[Planned], known: Sequence[Session]) -> tuple[list[Planned], list[LeftOut]]:
    """Part the plans for days on which nothing was run yet from the others."""
    run = {s.local_date for s in known}
    done = [LeftOut(p.place, f"{p.day} has a run already; the plan for it is left out") for p in plans if p.day in run]
    return [p for p in plans if p.day not in run], done
