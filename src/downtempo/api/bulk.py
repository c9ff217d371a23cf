"""Everything below some paths into a store, and all weeks of all athletes judged there."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import config
from ..batch.crew import Crew
from ..batch.fill import Tally, fill
from ..batch.listing import list_files, place_of
from ..batch.pool import Lost, stream
from ..batch.worklist import Worklist
from ..config import Territory
from ..dataclass import dataclass
from ..errors import EnvironmentFault
from ..model.diary import NO_DIARY
from ..parser import is_remote
from ..store import bounded, named, open_store
from ..store.agenda import Agenda
from .held import diary_of
from .pipe import _now_in, reading_of
from .standing import looked_through, rules_digest
from .weigh import Weighed, Weighing, joined, weigh

if TYPE_CHECKING:
    from ..store import Store

#: So many runs are judged at once; of more, so many at a time, in the light of as many before them.
MOST_RUNS = 4_000
#: More than so many are compressed on their way to the process that judges, since several such loads are held at once.
MANY_RUNS = 1_500
#: So often is judged at most, where others change meanwhile what there is to judge.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """What a batch came to: how far it got, and for each athlete, by name, counts of what was found."""

    tally: Tally
    summaries: tuple[dict[str, Any], ...] = field(hash=False)


def fill_store(
    paths: Sequence[str],
    territories: Sequence[Territory],
    url: str,
    crew: Crew,
    *,
    today: date | None = None,
    strict: bool = False,
    is_all: bool = True,
    advance: Callable[[Tally], None] = lambda _tally: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Filled:
    """Bring the store at a URL up to date with what lies at and below `paths`, and judge every week of each athlete.

    Parameters
    ----------
    territories
        Whose the files are, as `config.territories` tells.
    crew
        Who reads and judges.
    is_all
        Whether these are the territories of all athletes there; what others have is left alone.
    is_stopped
        Asked again and again: whether no more is to be begun.

    Raises
    ------
    EnvironmentFault
        A path does not exist, the store cannot be used, or results in it are damaged.
    """
    names = athlete_names(territories)
    roots = [place_of(path) for path in paths] + [place_of(p) for t in territories for p in t.paths]

    def judged(n: int, of_all: int) -> None:
        tally.n_judged, tally.n_athletes = n, of_all
        advance(tally)

    with open_store(url) as store, Agenda() as agenda:
        agenda.recall(store.known())
        listed = Worklist(agenda)
        for name, territory in zip(names, territories, strict=True):
            reading = reading_of(territory.configured, strict=strict)
            listed.enter(reading, list_files(territory.paths, name, reading, territory.ground.holds))
        is_gone = _gone(roots, listed.closed, None if is_all else set(names))
        tally = fill(store, listed, crew, advance, is_stopped, is_gone)
        if not tally.is_stopped:
            of = dict(zip(names, territories, strict=True))
            _judge(store, agenda, of, crew, today, sorted(set(roots)), judged, is_stopped)
            tally.is_stopped = is_stopped()
        told = [store.summary(name) for name in sorted(names)]
    return Filled(tally, tuple(json.loads(one) for one in told if one is not None))


def athlete_names(territories: Sequence[Territory]) -> list[str]:
    """Return a name for each: the configured one, else the place of the configuration, empty where there is none."""
    places = [config.athlete_place(t.configured) for t in territories]
    given = [t.name for t in territories]
    wanted = [
        f"{name} ({place})" if name and given.count(name) > 1 else name or place
        for name, place in zip(given, places, strict=True)
    ]
    return [named(bounded(name)) for name in wanted]


def _gone(roots: Sequence[str], closed: Sequence[str], athletes: set[str] | None) -> Callable[[str, str], bool]:
    """Return what tells of a file that was not listed whether it is gone, and not only out of sight."""

    def is_below(name: str, root: str) -> bool:
        return name == root or name.startswith(root.rstrip("/") + ("/" if "/" in root else "\\"))

    def is_gone(name: str, athlete: str) -> bool:
        if athletes is not None and athlete not in athletes:
            return False
        name = name.rpartition("#")[0] if "#" in name and not is_remote(name) and name not in roots else name
        return any(is_below(name, root) for root in roots) and not any(is_below(name, place) for place in closed)

    return is_gone


def _judge(
    store: Store, agenda: Agenda, territories: dict[str, Territory], crew: Crew, today: date | None,
    roots: Sequence[str], advance: Callable[[int, int], None], is_stopped: Callable[[], bool],
) -> None:  # fmt: skip
    """Judge the athletes about whom something is new, and keep what is found.

    What another batch has brought or taken meanwhile is judged once more: nothing older may stand in the place of what
    that one found. Whoever changes something later judges later, so that a few rounds are enough.
    """
    before = store.digests()
    for _ in range(_ROUNDS):
        store.dismiss()
        before = _judge_once(store, agenda, territories, crew, today, roots, advance, is_stopped, before)
        if not before or is_stopped():
            return
        territories = {name: territories[name] for name in before}


def _judge_once(
    store: Store, agenda: Agenda, territories: dict[str, Territory], crew: Crew, today: date | None,
    roots: Sequence[str], advance: Callable[[int, int], None], is_stopped: Callable[[], bool], before: dict[str, str],
) -> dict[str, str]:  # fmt: skip
    """Judge those athletes of whom all that decides is not as it was `before`; return them with how it is now."""
    rules = rules_digest()
    digests: dict[str, str] = {}
    spans: dict[str, dict[int, Weighed]] = {}
    n_spans: dict[str, int] = {}
    n_done = 0
    n_same = 0

    def chunks() -> Iterator[list[tuple[tuple[str, int], Weighing]]]:
        nonlocal n_same
        for name, territory in territories.items():
            if is_stopped():
                return
            task = _task(name, territory, today, roots)
            agenda.hold(store.each_held(name))
            digest, days = looked_through(agenda.held(), task, rules)
            if not days or before.get(name) == digest:
                n_same += 1
                continue
            digests[name], spans[name] = digest, {}
            cut = list(_cut(days, config.WEEKDAYS.index(territory.configured.config.week_starts)))
            n_spans[name] = len(cut)
            for number, (past, read) in enumerate(cut):
                yield [((name, number), _loaded(store, agenda, past, read, task))]

    patient = replace(crew, limit_s=0.0)  # the limit is for one file, not for all runs of an athlete
    for (name, number), done in stream(weigh, chunks(), patient):
        if isinstance(done, Lost):
            why = "judging the runs of an athlete ended the process that did so; please report it"
            raise EnvironmentFault("worker-died", why, path=name, hint="what was read is kept")
        spans[name][number] = done
        if len(spans[name]) == n_spans[name]:
            parts = spans.pop(name)
            whole = joined(parts[k] for k in sorted(parts))
            summary = json.dumps(whole.summary, sort_keys=True)
            store.replace_findings(name, whole.findings, digests[name], summary, whole.weeks)
            n_done += 1
            advance(n_same + n_done, len(territories))
    return digests


def _cut(days: Sequence[int], week_starts: int) -> Iterator[tuple[range, range]]:
    """Yield recordings that count as history only, and those to be judged: whole weeks, and never very many."""
    if len(days) <= MOST_RUNS:
        yield range(0), range(len(days))
        return
    at = 0
    while at < len(days):
        stop = min(at + MOST_RUNS // 2, len(days))
        while at < stop < len(days) and _week(days[stop - 1], week_starts) == _week(days[stop], week_starts):
            stop += 1
        dated = next((k for k in range(at) if days[k]), at)
        yield range(max(dated, at - MOST_RUNS // 2), at), range(at, stop)
        at = stop


def _week(day: int, week_starts: int) -> int:
    """Return the number of the week of a day; of what has no day, none."""
    return (day - 1 - week_starts) // 7 if day else -1


def _task(name: str, territory: Territory, today: date | None, roots: Sequence[str]) -> Weighing:
    configured = territory.configured
    day = today or _now_in(configured.config.athlete.timezone).date()
    diary = diary_of(configured) if configured.diary_path else NO_DIARY
    return Weighing(name, configured, day, (), diary=diary, paths=tuple(roots))


def _loaded(store: Store, agenda: Agenda, past: range, read: range, task: Weighing) -> Weighing:
    """Return a weighing with what the store holds.

    Raises
    ------
    EnvironmentFault
        Some of it is damaged; it is read again the next time.
    """
    held = [[(one.file, one.key) for one in agenda.held(part.start, part.stop)] for part in (past, read)]
    keys = sorted({key for part in held for _, key in part})
    is_many = len(keys) > MANY_RUNS
    values = {key: zlib.compress(value, 1) if is_many else value for key, value in store.values(keys)}
    missing = sorted(set(keys) - set(values))
    if missing and store.doubt(missing):
        why = f"{len(missing)} results in the store are damaged and are not used"
        raise EnvironmentFault("store-damaged", why, path=store.shown, hint="start the same command again")
    of_both = (tuple((file, values[key]) for file, key in part if key in values) for part in held)
    before, now = of_both  # what no file holds any more has been forgotten meanwhile
    return replace(task, past=before, read=now, is_pressed=is_many)
