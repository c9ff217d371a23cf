"""All athletes of a batch side by side, from what its store holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ..model.overview import LEVELS, Overview, Repeated, Standing, WeekTold
from ..store import open_store
from .lookup import list_rules

#: A page shows so many weeks, and looks first at what was found in so many of them.
WEEKS, RECENT = 52, 4
#: Of what is told to others, distances are rounded to this [m], so that they do not tell how much is hidden elsewhere.
SHARED_M = 5_000.0

Told = Mapping[str, Any]


def overview(url: str, summaries: Sequence[Told], *, called: Mapping[str, str] | None = None) -> Overview:
    """Return what the store at a URL holds of the athletes of these summaries, those with most errors of late first.

    Parameters
    ----------
    called
        Given to leave out what tells of files, single runs and exact amounts: under which names athletes may be known.

    Raises
    ------
    EnvironmentFault
        The store cannot be used.
    """
    names = {rule.code: rule.name for rule in list_rules()}
    with open_store(url, is_made=False) as store:
        last = max((w["week"] for t in summaries for w in store.weeks(t["athlete"]) if w["runs"]), default="")
        labels = _labels(last, WEEKS) if last else ()
        recent = frozenset(labels[-RECENT:])
        shown = summaries if called is None else shared_summaries(summaries, called)
        found = (
            _standing(told, store.weeks(own["athlete"]), store.findings(own["athlete"]), labels, recent, names)
            for own, told in zip(summaries, shown, strict=True)
        )
        told = sorted(found, key=lambda one: ([-n for n in one.recent], [-n for n in one.found], one.name))
    standings = tuple(told if called is None else map(_hidden, told))
    return Overview(standings, labels, len(recent), called is not None)


def _labels(last: str, n: int) -> tuple[str, ...]:
    """Return the labels of the weeks up to one, oldest first."""
    start = date.fromisocalendar(int(last[:4]), int(last[6:]), 1)
    weeks = ((start - k * timedelta(days=7)).isocalendar() for k in reversed(range(n)))
    return tuple(f"{year}-W{number:02}" for year, number, _ in weeks)


def _standing(
    summary: Told, weeks: Sequence[Told], findings: Sequence[Told], labels: Sequence[str], recent: frozenset[str],
    names: Mapping[str, str],
) -> Standing:  # fmt: skip
    shown = frozenset(labels)
    told = tuple(_week(week) for week in weeks if week["week"] in shown)
    late = tuple(sum(week.found[k] for week in told if week.label in recent) for k in range(3))
    placed = [(_week_of(one, weeks), one) for one in findings]
    return Standing(
        name=summary["athlete"],
        unit=summary["units"],
        n_runs=summary["runs"],
        n_weeks=summary["weeks"],
        distance_m=summary["distance_m"],
        last=date.fromisoformat(summary["last"]) if summary["last"] else None,
        found=_three(summary["findings"].get(level, 0) for level in LEVELS),
        recent=_three(late),
        weeks=told,
        worst=tuple(_repeated(placed, names)),
        worst_now=tuple(_repeated([(week, one) for week, one in placed if week in recent], names)),
        rejected=tuple((one["file"], one["message"] or one["reason"]) for one in summary["rejected"]),
        left_out=tuple(summary["left_out"].items()),
        n_suppressed=summary["suppressed"],
        n_not_judged=summary["not_judged"],
    )


def _week(row: Told) -> WeekTold:
    found = (row["errors"], row["warnings"], row["notices"])
    return WeekTold(
        row["week"], row["start"], row["runs"], row["distance_m"], row["duration_s"], row["drop_m"], row["hard_days"],
        found,
    )  # fmt: skip


def _three(numbers: Iterable[int]) -> tuple[int, int, int]:
    first, second, third = numbers
    return first, second, third


def _week_of(finding: Told, weeks: Sequence[Told]) -> str:
    """Return the label of the week that a finding is about; empty for a file that belongs to none."""
    if finding["week"] or not finding["day"] or not weeks:
        return str(finding["week"])
    k = (date.fromisoformat(finding["day"]) - weeks[0]["start"]).days // 7
    return str(weeks[k]["week"]) if 0 <= k < len(weeks) else ""


def _repeated(placed: Iterable[tuple[str, Told]], names: Mapping[str, str]) -> Iterator[Repeated]:
    """Yield what each rule found, the gravest and farthest beyond its figure first."""
    groups: dict[tuple[str, str], list[tuple[str, Told]]] = {}
    for week, one in placed:
        groups.setdefault((one["severity"], one["code"]), []).append((week, one))
    told = []
    for (severity, code), group in groups.items():
        week, one = max(group, key=lambda pair: (_excess(pair[1]), pair[1]["day"], pair[0]))
        day = date.fromisoformat(one["day"]) if one["day"] else None
        name = names.get(code, code)
        told.append(Repeated(code, name, severity, len(group), week, day, one["message"], _excess(one)))  # type: ignore[arg-type]
    yield from sorted(told, key=lambda one: (LEVELS.index(one.severity), -one.excess, -one.n, one.code))


def _excess(finding: Told) -> float:
    """Return how far a finding lies past its bound, as a share of it."""
    observed, bound = finding["observed"], finding["bound"]
    if observed is None or bound is None or not math.isfinite(observed - bound):
        return 0.0
    past: float = abs(observed - bound) / (abs(bound) or abs(observed) or 1.0)
    return past


def _hidden(one: Standing) -> Standing:
    """Return an athlete without what tells of files, of single runs and of exact amounts."""
    weeks = tuple(
        replace(week, distance_m=_rounded(week.distance_m), duration_s=None, drop_m=None) for week in one.weeks
    )
    worst, now = (tuple(replace(r, message="", day=None) for r in rules) for rules in (one.worst, one.worst_now))
    return replace(one, weeks=weeks, worst=worst, worst_now=now)


def _rounded(metres: float | None) -> float | None:
    return None if metres is None else SHARED_M * round(metres / SHARED_M)


def shared_summaries(summaries: Sequence[Told], called: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return summaries without names of files and exact amounts; `called` says by which names athletes are known.

    Who has no name of their own gets a number.
    """
    out = []
    for number, one in enumerate(summaries, 1):
        rejected = [{**r, "file": f"file-{k}", "message": r["reason"].replace("-", " ")}
                    for k, r in enumerate(one["rejected"], 1)]  # fmt: skip
        name = called.get(one["athlete"]) or f"athlete {number}"
        out.append({**one, "athlete": name, "rejected": rejected, "distance_m": _rounded(one["distance_m"])})
    return out
