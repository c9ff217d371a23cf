"""A plan against the figures, before it is run: the rules, what the plan leaves open, and only what the plan brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..model import Athlete, Catalogue, Comparison, Gap, History, Rule, Session, Severity, Verdicts, Week
from .score import Judgement, judge_all, settled

#: Families that look at recordings and diaries: a plan has neither.
_NOT_OF_PLANS = frozenset({"DQ", "DI"})


def foresee(
    rules: Iterable[Rule],
    catalogue: Catalogue,
    athlete: Athlete,
    known: History,
    planned: Sequence[Session],
    *,
    left_open: Mapping[str, Mapping[str, str]],
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Verdicts, tuple[Week, ...]]:
    """Judge planned runs, and the weeks that they fall into, as if they had been run.

    Parameters
    ----------
    known
        The runs without the plan; `known.today` is the day after the last one that the plan speaks of.
    left_open
        By the `file` of a planned run, the rules that the plan says too little for, and why. What they find beyond a
        figure stands; what they find within is not judged.

    Returns
    -------
    tuple
        What the plan brings: answers about a week that hold without the plan too are left out. And the weeks.
    """
    future = History.of((*known.sessions, *planned), known.today, known.week_starts)
    at_work = [rule for rule in rules if rule.family not in _NOT_OF_PLANS]
    weeks = tuple(_weeks(future, planned))
    working, judged = judge_all(at_work, catalogue, athlete, future, sessions=planned, weeks=weeks)
    without = [known.week_of(week.start) for week in weeks]
    _, before = judge_all(at_work, catalogue, athlete, known, sessions=(), weeks=without)
    brought = [_brought(_held_back(one, left_open), before) for one in judged]
    told = [one for one in brought if one is not None]
    return settled(told, planned, len(working), catalogue, severities or {}), weeks


def _weeks(future: History, planned: Sequence[Session]) -> Iterator[Week]:
    days = sorted({s.local_date for s in planned if s.local_date is not None})
    starts = dict.fromkeys(future.week_of(day).start for day in days)
    yield from (future.week_of(start) for start in starts)


def _held_back(one: Judgement, left_open: Mapping[str, Mapping[str, str]]) -> Judgement:
    """Turn what is within only because the plan does not say otherwise into what cannot be told."""
    rule, verdict = one
    reason = left_open.get(verdict.place.file, {}).get(rule.code)
    if reason is None or verdict.outcome == "beyond":
        return one
    return rule, replace(verdict, answers=(Gap(verdict.place, reason),))


def _brought(one: Judgement, before: Sequence[Judgement]) -> Judgement | None:
    """Leave out what was so before the plan; None where nothing remains."""
    rule, verdict = one
    if not verdict.place.week:
        return one
    known = {a for r, v in before if r.code == rule.code and v.place == verdict.place for a in v.answers}
    answers = tuple(a for a in verdict.answers if a not in known or not _is_told(a))
    return (rule, replace(verdict, answers=answers)) if answers else None


def _is_told(answer: Comparison | Gap) -> bool:
    return isinstance(answer, Gap) or answer.is_beyond
