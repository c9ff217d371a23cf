"""The pipe, and the only place that composes the stages.

::

    bytes -parser-> Track -segmenter-> Session -(collect)-> History -scorer(rules, figures)-> Verdicts -reports-> text
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from .. import batch, config, parser, scorer, segmenter
from ..batch import Means
from ..config import Configured, Ground
from ..errors import EnvironmentFault, InputError
from ..model import Diary, History, Recording, Session, Track, Verdicts, Week
from ..model.diary import NO_DIARY
from ..model.results import Collected, Judged, LeftOut
from .held import diary_of, earlier, is_alone, owner_of, signed, weeks_of, without_suppressed
from .kept import read_at
from .lookup import DEFAULTS, catalogue_of, selected_rules
from .merge import gathered
from .unread import with_unread

Decoder = Literal["fast", "reference"]
PathLike = str | Path

EVERYWHERE = Ground()


def silent(_done: int) -> None:
    """Report no progress."""


def walk(*paths: PathLike, decoder: Decoder = "fast", strict: bool = False) -> Iterator[Recording]:
    """Read every recording below `paths`, one after the other, unreadable ones included.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    for source in parser.walk([str(path) for path in paths]):
        if not source.left_out:
            yield parser.recording_of(source, decoder=decoder, strict=strict)


def read(source: PathLike | bytes, *, decoder: Decoder = "fast", strict: bool = False) -> Track:
    """Read the first track of one recording, a path or its bytes.

    Raises
    ------
    InputError
        Nothing can be read from it; the error says what and where.
    EnvironmentFault
        The path does not exist, or is a folder.
    """
    if isinstance(source, bytes):
        recording = parser.parse(source, "-", decoder=decoder, strict=strict)
    elif os.path.isdir(source):  # noqa: PTH112 - a Path costs more than the look itself
        raise EnvironmentFault("is-folder", "is a folder", path=str(source), hint="read its files with walk()")
    else:
        recording = next(walk(source, decoder=decoder, strict=strict))
    if recording.rejected is not None:
        fault = recording.rejected
        raise InputError(fault.reason, fault.message, path=fault.file, offset=fault.offset)
    return recording.tracks[0]


def segment(track: Track, configured: Configured = DEFAULTS) -> Session:
    """Find descents, surges, sets and progressive tempo in a track, and the local day that it was run on."""
    reading = reading_of(configured)
    session = batch.localized(segmenter.segment(track, reading.settings), track, reading.zone)
    return segmenter.classify(session, (), config.athlete_of(configured.config))


def score(
    sessions: Iterable[Session], *, history: Iterable[Session] = (), configured: Configured = DEFAULTS
) -> Verdicts:
    """Hold runs against the documented figures, each alone; `history` are other runs of the same runner."""
    given = tuple(sessions)
    runs = batch.classified((*given, *history), config.athlete_of(configured.config))
    return _scored(batch.among(runs, given), (), history_of(runs, configured, None), configured)


def show(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    decoder: Decoder = "fast",
    strict: bool = False,
    advance: Callable[[int], None] = silent,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
) -> Collected:
    """Read and segment every recording below `paths`; of several runners' files those on `ground`.

    What was run before, in the configured history too, has its say in what a run is called, as where it is judged.
    """
    found = batch.collect(paths, reading_of(configured, decoder, strict, means), advance, ground.holds)
    past = batch.unique(batch.runs_only(earlier(configured, reading_of(configured, means=means), found, advance)))
    before = batch.unseen(past.sessions, found.sessions)
    runs = batch.classified((*found.sessions, *before), config.athlete_of(configured.config))
    files = [*(s.file for s in found.sessions), *(r.file for r in found.rejected)]
    owners = dict.fromkeys(files, owner) if (owner := owner_of(configured)) else {}
    return replace(found, sessions=batch.by_place(batch.among(runs, found.sessions)), owners=owners)


def check(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = silent,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
) -> Judged:
    """Judge every run alone, plus what the configured history allows; of several runners' files those on `ground`."""
    read = read_at(paths, configured, reading_of(configured, strict=strict, means=means), advance, ground.holds)
    past = earlier(configured, reading_of(configured, means=means), read, advance)
    own = batch.unique(batch.runs_only(read))
    known = {session.sha256 for session in own.sessions}
    before = batch.unseen(batch.unique(batch.runs_only(past)).sessions, own.sessions)
    runs = batch.named((*own.sessions, *before), config.athlete_of(configured.config))
    runs = batch.recognised(runs, lambda s: s.sha256 in known, means)
    subjects = tuple(s for s in runs if s.sha256 in known)
    unread = tuple(LeftOut(r.file, f"history that cannot be read: {r.reason}") for r in past.rejected)
    left_out = (*own.left_out, *past.left_out, *unread)
    collected = replace(own, sessions=subjects, left_out=left_out, bugs=(*own.bugs, *past.bugs))
    history = history_of(runs, configured, today)
    verdicts = with_unread(_scored(subjects, (), history, configured), collected, configured)
    verdicts = without_suppressed(verdicts, configured, history, subjects, (), read, paths)
    return _judged(collected, verdicts, configured, (), len(before), read)


def audit(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    first: date | None = None,
    last: date | None = None,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = silent,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
) -> Judged:
    """Judge the weeks from `first` to `last` (default: the last week with a run) against the runs before them.

    Of several runners' files those on `ground` are judged; others may still be the history of this runner.
    """
    reading, diary = reading_of(configured, strict=strict, means=means), diary_of(configured)
    read = read_at(paths, configured, reading, advance, ground.holds)
    past = earlier(configured, reading, read, advance)
    past = replace(past, rejected=tuple(r for r in past.rejected if not ground.is_anothers(r.file)))
    days = first, last
    return weighed(read, past, configured, days, today, diary, ground=ground, means=means, paths=paths)


def weighed(
    read: Collected,
    past: Collected,
    configured: Configured,
    days: tuple[date | None, date | None],
    today: date | None,
    diary: Diary = NO_DIARY,
    *,
    ground: Ground = EVERYWHERE,
    means: Means = batch.ALONE,
    paths: Sequence[PathLike] = (),
) -> Judged:
    """Judge the weeks of these days by what was read, wherever that comes from; see `audit`."""
    first, last = days
    found = batch.unique(batch.runs_only(gathered((read, past))))
    named = batch.named(found.sessions, config.athlete_of(configured.config))
    history = history_of(named, configured, today, diary)
    others = frozenset(s.file for s in history.sessions if ground.is_anothers(s.file))
    judged = {id(session) for week in weeks_of(history, others, first, last) for session in week.sessions}
    runs = batch.recognised(history.sessions, lambda s: id(s) in judged, means)
    history = replace(history_of(runs, configured, history.today, diary), is_alone=is_alone(read, configured, paths))
    weeks = weeks_of(history, others, first, last)
    inside = tuple(session for week in weeks for session in week.sessions if session.file not in others)
    n_before = sum(1 for s in history.sessions if weeks and s.local_date and s.local_date < weeks[0].start)
    collected = replace(found, sessions=inside)
    verdicts = with_unread(_scored(inside, weeks, history, configured), collected, configured)
    verdicts = without_suppressed(verdicts, configured, history, inside, weeks, read, paths)
    return replace(_judged(collected, verdicts, configured, weeks, n_before, read), diary=diary, history=history)


def _judged(
    collected: Collected, verdicts: Verdicts, configured: Configured, weeks: tuple[Week, ...], n_history: int,
    read: Collected,
) -> Judged:  # fmt: skip
    """Put a judgement together with whose it is."""
    table = configured.config
    judged = Judged(
        collected, verdicts, config.athlete_of(table), weeks, n_history,
        configuration=config.shown_path(configured.path) if configured.path else "",
        rules=tuple(rule.code for rule in selected_rules(configured)),
        units=table.units,
        fail_level=table.fail_level,
        is_void=not (read.sessions or read.rejected or read.bugs),
    )  # fmt: skip
    return signed(judged)


def reading_of(
    configured: Configured, decoder: Decoder = "fast", strict: bool = False, means: Means = batch.ALONE
) -> batch.Reading:
    """Return how files are read under a configuration."""
    table = configured.config
    speed = config.athlete_of(table).easy_speed_mps
    settings = segmenter.Settings(gap_model=table.gap_model, intervals=table.intervals, easy_speed_mps=speed)
    return batch.Reading(decoder=decoder, is_strict=strict, settings=settings, zone=table.athlete.timezone, means=means)


def history_of(
    sessions: Iterable[Session], configured: Configured, today: date | None, diary: Diary = NO_DIARY
) -> History:
    """Return the runs as a history that ends with `today`, by default the day it is where the runner lives."""
    day = today or _now_in(configured.config.athlete.timezone).date()
    return History.of(sessions, day, config.WEEKDAYS.index(configured.config.week_starts), diary)


def _now_in(zone: str | None) -> datetime:
    if zone is None:
        return datetime.now(UTC)
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(zone))


def _scored(
    sessions: tuple[Session, ...], weeks: tuple[Week, ...], history: History, configured: Configured
) -> Verdicts:
    return scorer.score(
        selected_rules(configured),
        catalogue_of(configured),
        config.athlete_of(configured.config),
        history,
        sessions=sessions,
        weeks=weeks,
        severities=configured.config.severity,
    )
