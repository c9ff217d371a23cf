"""What stands around a judgement: runs of the past, decisions not to hear of a finding, whose runs they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from .. import batch, config, scorer
from ..config import Configured
from ..errors import UsageError
from ..model import Diary, History, Place, Session, Verdicts, Week, place_of
from ..model.diary import NO_DIARY
from ..model.results import Collected, Judged, LeftOut
from ..text import nearest, safe
from .kept import kept
from .lookup import selected_rules
from .merge import gathered

_WEEK = timedelta(days=7)


def earlier(
    configured: Configured, reading: batch.Reading, read: Collected, advance: Callable[[int], None]
) -> Collected:
    """Read the history folders of a configuration, but nothing twice and nothing of another runner.

    A folder inside them that another runner's configuration holds for is left out, and told.

    Raises
    ------
    UsageError
        A history folder does not exist.
    """
    check_places(configured, "history")
    others = config.strangers(configured)
    closed = tuple(os.path.join(config.real_path(folder), "") for folder in others)  # noqa: PTH118
    folders: dict[str, str] = {}
    names = {s.file for s in read.sessions} | {r.file for r in read.rejected}
    seen = {config.real_name(name, folders) for name in names}

    def is_wanted(name: str) -> bool:
        file = config.real_name(name, folders)
        return file not in seen and not file.startswith(closed)

    past = batch.collect(configured.history_paths, reading, advance, is_wanted)
    if configured.history_stores:
        past = gathered((past, kept(configured.history_stores, configured, is_wanted)))
    reason = "a folder inside the history whose configuration is another runner's; not counted"
    return replace(past, left_out=tuple(LeftOut(str(folder), reason) for folder in others))


def is_alone(read: Collected, configured: Configured, paths: Sequence[str | Path]) -> bool:
    """Whether one recording was named by its own name, and no history: its week may hold more runs."""
    has_history = bool(configured.history_paths or configured.history_stores)
    return not has_history and len(paths) == 1 and [s.file for s in read.sessions] == [str(paths[0])]


def check_places(configured: Configured, *places: Literal["history", "diary"]) -> None:
    """Refuse a configuration that names a history folder or a diary that is not there, or a diary that is none.

    Raises
    ------
    UsageError
        With the place, and what to do.
    """
    for folder in configured.history_paths if "history" in places else ():
        if not folder.exists():
            siblings = [each.name for each in folder.parent.iterdir()] if folder.parent.is_dir() else []
            hint = nearest(folder.name, siblings) or "history counts from the file that names it"
            told = f"history: no folder {safe(str(folder))!r}; nothing was judged"
            raise UsageError("config-history", told, path=config.key_place(configured, "history"), hint=safe(hint))
    if "diary" in places:
        diary_of(configured)


def owner_of(configured: Configured) -> str:
    """Return whose runs a configuration holds for: the name in it, else its place; empty where there is none."""
    name, path = configured.config.athlete.name, configured.path
    return name or (config.shown_path(path) if path else "")


def diary_of(configured: Configured) -> Diary:
    """Read the diary that a configuration names; without one nothing was written down.

    Raises
    ------
    UsageError
        It cannot be read, or is no diary.
    """
    return NO_DIARY if configured.diary_path is None else config.load_diary(configured.diary_path)


def without_suppressed(
    verdicts: Verdicts,
    configured: Configured,
    history: History,
    subjects: Sequence[Session],
    weeks: Sequence[Week],
    read: Collected,
    paths: Iterable[str | Path],
) -> Verdicts:
    """Take out what the configuration suppresses, and tell which suppressions have no object.

    `read` is all that was found at `paths`. A suppression of a run that is not among it is told only where the whole
    folder of the configuration was looked at.
    """
    if not configured.suppressions:
        return verdicts
    hashes = {session.file: session.sha256 for session in (*read.sessions, *history.sessions)}
    runs = [place_of(session) for session in subjects]
    of_weeks = [Place(week=week.label) for week in weeks] + [place_of(s) for week in weeks for s in week.sessions]
    is_compared = bool(weeks) or len(history.sessions) > 1
    judged = {
        rule.code: (runs if rule.check_session and (is_compared or not rule.needs_history) else [])
        + (of_weeks if rule.check_week else [])
        for rule in selected_rules(configured)
    }
    known = _known(read, history) if _is_whole(configured, paths) else None
    first = history.week_starts
    quiet = scorer.suppress(verdicts, configured.suppressions, hashes, history.today, first)
    left = scorer.unused(configured.suppressions, quiet, judged, known, hashes, history.today, first)
    return replace(quiet, unused=tuple(left))


def signed(judged: Judged) -> Judged:
    """Write on every finding whose it is."""
    label, verdicts = judged.label, judged.verdicts
    return replace(
        judged,
        verdicts=replace(
            verdicts,
            findings=tuple(replace(f, athlete=label) for f in verdicts.findings),
            conformances=tuple(replace(c, athlete=label) for c in verdicts.conformances),
            held_weeks=tuple(replace(c, athlete=label) for c in verdicts.held_weeks),
            not_judged=tuple(replace(gap, athlete=label) for gap in verdicts.not_judged),
            suppressed=tuple(replace(s, finding=replace(s.finding, athlete=label)) for s in verdicts.suppressed),
            unused=tuple(replace(u, athlete=label) for u in verdicts.unused),
        ),
    )


def _known(read: Collected, history: History) -> list[Place]:
    days = {s.local_date for s in history.sessions if s.local_date is not None}
    return [
        *(place_of(session) for session in (*read.sessions, *history.sessions)),
        *(Place(rejection.file) for rejection in read.rejected),
        *(Place(week=history.week_of(day).label) for day in sorted(days)),
    ]


def _is_whole(configured: Configured, paths: Iterable[str | Path]) -> bool:
    """Whether the folder of the configuration, and so every run that it can mean, lies at or below the paths."""
    if configured.path is None:
        return False
    folder = config.real_file(str(configured.path)).parent
    return any(folder.is_relative_to(config.real_path(path)) for path in paths if str(path) != "-")


def weeks_of(history: History, others: Collection[str], first: date | None, last: date | None) -> tuple[Week, ...]:
    """Return the weeks from `first` to `last`, the last week with a run where neither is given.

    Weeks whose runs are all among the files of `others` are left to whom they belong.
    """
    days = [s.local_date for s in history.sessions if s.local_date is not None and s.file not in others]
    if not days and (first is None or last is None):
        return ()
    final = history.week_of(last or max(days))
    start = history.week_of(first).start if first else final.start if last is None else history.week_of(min(days)).start
    final = final if last or final.start >= start else history.week_of(start)
    weeks = [history.week_of(start + k * _WEEK) for k in range((final.start - start).days // 7 + 1)]
    return tuple(week for week in weeks if not week.sessions or any(s.file not in others for s in week.sessions))
