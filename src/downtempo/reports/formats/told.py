"""What annotations of every make have in common: one for each rule at each run, a file to point at, a fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from ...dataclass import dataclass
from ...model import Finding
from ...model.results import Judged
from ...text import safe
from ...units import Unit
from ..findings import Group, figure_cited, grouped, worst
from ..words import count_words, day_words, ended, place_words
from .paths import artifact_of

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """The findings of one rule at one run or week, told once, at the worst place.

    `path` is a file that is there: a week is told at its last run, what lies in an archive at the archive. `logical`
    says where in it: the records of the recording, the week, the member. `fingerprint` hangs on the rule and on the
    content of the recording, so that it outlives a new name.
    """

    group: Group
    path: str
    logical: tuple[str, ...]
    fingerprint: str
    unit: Unit

    @property
    def worst(self) -> Finding:
        """The finding farthest past its limit."""
        return worst(self.group)

    @property
    def title(self) -> str:
        """Code and name in words."""
        return f"{self.worst.code} {self.worst.name.replace('-', ' ')}"

    @property
    def where(self) -> str:
        """Whose it is, the day, the moment and the place in the run, as a person reads them."""
        return where_words(self.worst, self.unit)

    @property
    def message(self) -> str:
        """Where, what was measured against what, how often, and what to do; one line that steers nothing."""
        shown, n_more = self.worst, len(self.group) - 1
        more = f"The same at {count_words(n_more, 'more place')} of this run." if n_more else ""
        cited = figure_cited(shown)
        said = [ended(shown.message), more, shown.advice, f"Figure: {cited}." if cited else ""]
        words = " ".join(part for part in said if part)
        return safe(f"{self.where}: {words}" if self.where else words, _LONGEST)


def tell(judged: Judged) -> Iterator[Told]:
    """Yield what was found, runner by runner, in the order in which it was found."""
    seen: Counter[tuple[str, ...]] = Counter()
    for part in judged.parts or (judged,):
        last_runs = {week.label: week.sessions[-1].file for week in part.weeks if week.sessions}
        hashes = _hashes(part)
        for group in grouped(part.verdicts.findings):
            place = group[0].place
            path, member = artifact_of(place.file or last_runs.get(place.week) or part.configuration or ".")
            key = (group[0].code, *_identity(group[0], hashes, part.athlete.name))
            logical = (member, place.week and f"week {place.week}", _records(group))
            yield Told(group, path, tuple(filter(None, logical)), _fingerprint(key, seen[key]), part.units)
            seen[key] += 1


def where_words(finding: Finding, unit: Unit) -> str:
    """Say whose it is, on which day or in which week, and where in the run."""
    place = finding.place
    day = day_words(date.fromisoformat(place.day)) if place.day else place.week and f"week {place.week}"
    return ", ".join(part for part in (finding.athlete, day, place_words(place, unit)) if part)


def _records(group: Group) -> str:
    span = worst(group).place.span
    return f"records {span.records[0]}-{span.records[1]}" if span and span.records else ""


def _hashes(part: Judged) -> Mapping[str, str]:
    """Return the SHA-256 of every file by name."""
    known = {s.file: s.sha256 for week in part.weeks for s in week.sessions}
    read = {s.file: s.sha256 for s in part.collected.sessions}
    return known | read | {r.file: r.sha256 for r in part.collected.rejected if r.sha256}


def _identity(finding: Finding, hashes: Mapping[str, str], athlete: str) -> tuple[str, ...]:
    place = finding.place
    if place.file:
        return hashes.get(place.file) or place.file, place.start
    return place.week, athlete


def _fingerprint(key: tuple[str, ...], n_before: int) -> str:
    text = "\0".join((*key, str(n_before)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
