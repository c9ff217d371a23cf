"""Markdown: a report for a comment, a summary of a pipeline, or a page of a wiki."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...model import Finding, Session, Week
from ...model.kinds import kind_words
from ...model.results import Judged
from ...model.signature import work_words
from ...text import safe
from ...units import Unit
from ..audit import shown_conformances, within_words
from ..findings import Group, figure_cited, gravest_first, grouped, said, worst
from ..held import nothing_words
from ..left_out import why_left_out
from ..words import count_words, day_words, length_words, moving_words, pace_words
from .told import where_words

#: What is markup in the middle of a line, and what makes an address a link.
_MARKUP = re.compile(r"[\\`*_\[\]()|~!$@#^=]|:(?=/)|(?<=www)\.", re.IGNORECASE)
_LONGEST = 2000


def markdown(judged: Judged) -> str:
    """Write what each runner ran, what is beyond the figures, what was not judged, and what was excused."""
    parts = judged.parts or (judged,)
    lines = [f"# {plain(_sum(judged))}", ""]
    for part in parts:
        lines += [*_head(part), *_findings(part), *_closing(part)]
    return "\n".join(lines).rstrip("\n") + "\n"


def plain(text: str) -> str:
    r"""Return text of which nothing is taken for markup in a line: punctuation backslashed, tags as entities.

    >>> plain("[a](b) <c>")
    '\\[a\\]\\(b\\) &lt;c&gt;'
    """
    told = safe(" ".join(text.splitlines()), _LONGEST)
    marked = _MARKUP.sub(r"\\\g<0>", told.replace("&", "\0"))
    return marked.replace("\0", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _sum(judged: Judged) -> str:
    levels = Counter(g[0].severity for part in judged.parts or (judged,) for g in grouped(part.verdicts.findings))
    told = ", ".join(count_words(levels[level], level) for level in ("error", "warning") if levels[level])
    runs = count_words(judged.verdicts.summary.runs, "run")
    return f"{told or nothing_words(judged.verdicts)} in {runs}"


def _head(part: Judged) -> Iterator[str]:
    names = [part.label, *(f"week {week.label}" for week in part.weeks)]
    told = ", ".join(name for name in names if name)
    if told:
        yield from (f"## {plain(told)}", "")
    for week in part.weeks:
        yield from _week(week, part.units)


def _week(week: Week, unit: Unit) -> Iterator[str]:
    rows = [_run(session, unit) for session in week.sessions]
    yield from _table(("day", "run", "distance", "moving", "pace", "what"), rows)


def _run(s: Session, unit: Unit) -> tuple[str, ...]:
    day = day_words(s.local_date) if s.local_date else "no date"
    amounts = length_words(s.distance_m, unit), moving_words(s), pace_words(s, unit)
    return day, kind_words(s.kind), *amounts, work_words(s, unit)


def _findings(part: Judged) -> Iterator[str]:
    groups = gravest_first(grouped(part.verdicts.findings))
    yield from _table(("", "rule", "where", "what", "next time", "figure"), [_finding(g, part.units) for g in groups])


def _finding(group: Group, unit: Unit) -> tuple[str, ...]:
    shown = worst(group)
    more = f" The same at {count_words(len(group) - 1, 'more place')}." if len(group) > 1 else ""
    rule = f"{shown.code} {shown.name.replace('-', ' ')}"
    told = f"{said(shown)}{more}"
    return shown.severity, rule, _where(shown, unit), told, shown.advice, figure_cited(shown)


def _where(finding: Finding, unit: Unit) -> str:
    file = finding.place.file.replace("\\", "/").rsplit("/", 1)[-1]
    return ", ".join(part for part in (where_words(finding, unit), file) if part)


def _closing(part: Judged) -> Iterator[str]:
    verdicts, summary = part.verdicts, part.verdicts.summary
    yield f"- Within the figures: {summary.within} of {summary.within + summary.beyond} checks."
    days = {s.file: day_words(s.local_date) for s in part.collected.sessions if s.local_date is not None}
    for held in shown_conformances(part):
        name = f"{kind_words(held.protocol)}, {days.get(held.file, held.file)}"
        yield f"- {plain(name)}: {plain(within_words(held, part))}."
    for held in verdicts.held_weeks:
        yield f"- {plain(f'Week {held.week}')}: {plain(within_words(held, part))}."
    gaps: dict[str, set[str]] = {}
    for gap in verdicts.not_judged:
        gaps.setdefault(gap.reason, set()).add(gap.code)
    for reason, codes in gaps.items():
        yield f"- Not judged: {plain(', '.join(sorted(codes)))}: {plain(reason)}"
    for quiet in verdicts.suppressed:
        where = quiet.finding.place.week or quiet.finding.place.day or quiet.finding.place.file
        yield f"- Suppressed: {plain(f'{quiet.finding.code} {where}')}: {plain(quiet.suppression.reason)}"
    if verdicts.baselined:
        yield f"- Baselined: {count_words(len(verdicts.baselined), 'finding')}."
    for unused in verdicts.unused:
        by = unused.suppression
        yield f"- Suppresses nothing: {plain(f'{by.rule} at {by.run} ({by.place})')}: {plain(unused.why)}"
    for one in part.collected.left_out:
        yield f"- Left out: {plain(one.file)}: {plain(why_left_out(one))}"
    for fault in part.diary.faults:
        yield f"- In the diary: {plain(fault)}"
    yield ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table, nothing for no rows."""
    if not rows:
        return
    yield from (_row(heads), _row(["---"] * len(heads)))
    yield from (_row([plain(cell) for cell in row]) for row in rows)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
