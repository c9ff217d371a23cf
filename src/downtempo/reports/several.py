"""Several runners in one report for a person: a block for each, then what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..model.results import Judged
from ..text import safe
from .findings import grouped
from .held import nothing_words
from .words import Paint, count_words, wrap


def each_text(
    judged: Judged,
    write_one: Callable[..., str],
    *,
    paint: Paint,
    width: int,
    verbose: int = 0,
    has_names: bool = False,
) -> str:
    """Write the judgement of one runner as `write_one` does, those of several one after the other.

    `has_names`: what `write_one` writes begins with the runner's name.
    """
    if not judged.parts:
        return write_one(judged, paint=paint, width=width, verbose=verbose)
    blocks = [
        f"{paint(_head(part, has_names), 'bold')}\n\n{write_one(part, paint=paint, width=width, verbose=verbose)}"
        for part in judged.parts
    ]
    return "\n\n".join([*blocks, "\n".join(wrap(_total(judged), width, "")) + "\n"])


def _head(part: Judged, has_names: bool) -> str:
    name = "" if has_names else part.athlete.name
    place = part.configuration or "no configuration"
    return " · ".join(safe(word) for word in (name, place) if word)


def _total(judged: Judged) -> str:
    levels = Counter(group[0].severity for part in judged.parts for group in grouped(part.verdicts.findings))
    told = ", ".join(count_words(levels[level], level) for level in ("error", "warning") if levels[level])
    runs = count_words(judged.verdicts.summary.runs, "run")
    beyond = told or nothing_words(judged.verdicts).lower()
    athletes = count_words(len({part.label for part in judged.parts}), "athlete")
    return f"In all: {beyond} in {runs} of {athletes}."
