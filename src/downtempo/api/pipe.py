"""The pipe, and the only place that composes the stages.

::

    bytes -parser-> Track -segmenter-> Session -(collect)-> History -scorer(rules, figures)-> Verdicts -reports-> text
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from .. import batch, config, parser, scorer, segmenter
from ..batch import Means
from ..config import Configured
from ..errors import InputError
from ..model import Finding, History, Place, Recording, Session, Track, Verdicts, Week
from ..model.results import Collected, Judged
from .lookup import DEFAULTS, catalogue_of, selected_rules

Decoder = Literal["fast", "reference"]
PathLike = str | Path

_WEEK = timedelta(days=7)


def _silent(_done: int) -> None:
    """Report no progress."""


def walk(*paths: PathLike, decoder: Decoder = "fast", strict: bool = False) -> Iterator[Recording]:
    """Read every recording below `paths`, one after the other, unreadable ones included.

    Raises
    ------
    EnvironmentFault
        A path does not exist.
    """
    for source in parser.walk([str(path) for path in paths]):
        if source.data is None:
            yield Recording(source.name, "", (), source.rejected)
        else:
            yield parser.parse(source.data, source.name, decoder=decoder, strict=strict)


def read(source: PathLike | bytes, *, decoder: Decoder = "fast", strict: bool = False) -> Track:
    """Read the first track of one recording, a path or its bytes.

    Raises
    ------
    InputError
        Nothing can be read from it; the error says what and where.
    EnvironmentFault
        The path does not exist.
    """
    if isinstance(source, bytes):
        recording = parser.parse(source, "-", decoder=decoder, strict=strict)
    else:
        recording = next(walk(source, decoder=decoder, strict=strict))
    if recording.rejected is not None:
        fault = recording.rejected
        raise InputError(fault.reason, fault.message, path=fault.file, offset=fault.offset)
    return recording.tracks[0]


def segment(track: Track, configured: Configured = DEFAULTS) -> Session:
    """Find descents, surges, sets and progressive tempo in a track, and the local day that it was run on."""
    reading = _reading(configured)
    session = batch.localized(segmenter.segment(track, reading.settings), track, reading.zone)
    return segmenter.classify(session, (), config.athlete_of(configured.config))


def score(
    sessions: Iterable[Session], *, history: Iterable[Session] = (), configured: Configured = DEFAULTS
) -> Verdicts:
    """Hold runs against the documented figures, each alone; `history` are other runs of the same runner."""
    subjects = tuple(sessions)
    return _scored(subjects, (), _history((*subjects, *history), configured, None), configured)


def show(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    decoder: Decoder = "fast",
    strict: bool = False,
    advance: Callable[[int], None] = _silent,
    means: Means = batch.ALONE,
) -> Collected:
    """Read and segment every recording below `paths`."""
    found = batch.collect(paths, _reading(configured, decoder, strict), advance, means=means)
    runs = batch.classified(found.sessions, config.athlete_of(configured.config))
    return replace(found, sessions=batch.by_place(runs))


def check(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = _silent,
    means: Means = batch.ALONE,
) -> Judged:
    """Judge every run alone, plus what the configured history allows."""
    athlete = config.athlete_of(configured.config)
    read = batch.collect(paths, _reading(configured, strict=strict), advance, means=means)
    own = batch.unique(batch.runs_only(read))
    known = {session.sha256 for session in own.sessions}
    past = batch.runs_only(batch.collect(configured.history_paths, _reading(configured), advance, means=means))
    earlier = [s for s in batch.unique(past).sessions if s.sha256 not in known]
    runs = batch.classified((*own.sessions, *earlier), athlete)
    subjects = tuple(s for s in runs if s.sha256 in known)
    verdicts = _scored(subjects, (), _history(runs, configured, today), configured)
    collected = replace(own, sessions=subjects, bugs=(*own.bugs, *past.bugs))
    return Judged(collected, _with_rejected(verdicts, collected, configured), athlete, (), len(earlier))


def audit(
    paths: Sequence[PathLike],
    configured: Configured = DEFAULTS,
    *,
    first: date | None = None,
    last: date | None = None,
    today: date | None = None,
    strict: bool = False,
    advance: Callable[[int], None] = _silent,
    means: Means = batch.ALONE,
) -> Judged:
    """Judge the weeks from `first` to `last` (default: the last week with a run) against the runs before them."""
    athlete = config.athlete_of(configured.config)
    places = [*paths, *configured.history_paths]
    read = batch.collect(places, _reading(configured, strict=strict), advance, means=means)
    found = batch.unique(batch.runs_only(read))
    history = _history(batch.classified(found.sessions, athlete), configured, today)
    weeks = _weeks(history, first, last)
    inside = tuple(session for week in weeks for session in week.sessions)
    n_before = sum(1 for s in history.sessions if weeks and s.local_date and s.local_date < weeks[0].start)
    collected = replace(found, sessions=inside)
    verdicts = _with_rejected(_scored(inside, weeks, history, configured), collected, configured)
    return Judged(collected, verdicts, athlete, weeks, n_before)


def _reading(configured: Configured, decoder: Decoder = "fast", strict: bool = False) -> batch.Reading:
    table = configured.config
    speed = config.athlete_of(table).easy_speed_mps
    settings = segmenter.Settings(gap_model=table.gap_model, intervals=table.intervals, easy_speed_mps=speed)
    return batch.Reading(decoder=decoder, is_strict=strict, settings=settings, zone=table.athlete.timezone)


def _history(sessions: Iterable[Session], configured: Configured, today: date | None) -> History:
    day = today or _now_in(configured.config.athlete.timezone).date()
    return History.of(sessions, day, config.WEEKDAYS.index(configured.config.week_starts))


def _now_in(zone: str | None) -> datetime:
    if zone is None:
        return datetime.now(UTC)
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(zone))


def _weeks(history: History, first: date | None, last: date | None) -> tuple[Week, ...]:
    """Return the weeks from `first` to `last`; the last week with a run where neither is given."""
    days = [s.local_date for s in history.sessions if s.local_date is not None]
    if not days and (first is None or last is None):
        return ()
    final = history.week_of(last or max(days))
    start = history.week_of(first).start if first else final.start if last is None else history.week_of(min(days)).start
    return tuple(history.week_of(start + k * _WEEK) for k in range((final.start - start).days // 7 + 1))


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


def _with_rejected(verdicts: Verdicts, collected: Collected, configured: Configured) -> Verdicts:
    """Add a finding for each file that could not be read: an unreadable run is no clean run."""
    rule = next((r for r in selected_rules(configured) if r.code == "DQ101"), None)
    if rule is None:
        return verdicts
    severity = configured.config.severity.get("DQ101", "error")
    findings = tuple(
        Finding(
            code=rule.code, name=rule.name, severity=severity, basis="interpreted", place=Place(r.file),
            observed=None, limit=None, unit="", uncertainty=None, figure=rule.figures[0], source="",
            message=f"{r.reason}: {r.message}", advice="",
        )
        for r in collected.rejected
    )  # fmt: skip
    summary = replace(verdicts.summary, beyond=verdicts.summary.beyond + len(findings))
    return replace(verdicts, findings=(*verdicts.findings, *findings), summary=summary)
