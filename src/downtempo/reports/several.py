"""Several runners in one report for a person: a block for each, then what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..model.results import Judged
from ..text import safe
from .audit import untold_lines
from .findings import grouped
from .held import nothing_words
from .words import Paint, count_words, wrap

#: So wide that no line is broken, and what is shown of one.
_UNBROKEN, _LONGEST = 100_000, 4000


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


def untold_text(judged: Judged) -> str:
    """Write what formats of findings alone have no place for: what was not judged, not counted or left out, and why.

    It goes into the log of a pipeline, which takes a line that begins with two colons, or holds two hashes, for a
    command: no line begins with words from a file.
    """
    lines: list[str] = []
    for part in judged.parts or (judged,):
        told = [line.strip() for line in untold_lines(part, _UNBROKEN)]
        lines += [f"{part.label}: {line}" if judged.parts else line for line in told]
    return "".join(f"downtempo: {safe(line, _LONGEST)}\n" for line in lines).replace("##", "# #")


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
