"""Pages of rules, figures, protocols and sources, from the registry: what `downtempo explain` says, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import api
from ..api.lookup import DEFAULTS
from ..model import Catalogue, Figure, Protocol, Rule, Source
from ..model.kinds import kind_words
from ..reports import amount_words, figure_words

_SPECIAL = re.compile(r"([\\*_<>\[\]#|$~])")
_HEADINGS = ("What it looks for", "Why it matters", "What to do")
_FAMILIES = {
    "DH": "Downhill sessions", "PT": "Progressive tempo", "SR": "Return to speed", "SE": "Sessions of all kinds",
    "WK": "Weeks", "PG": "Progressions over weeks", "DI": "Diary", "DQ": "Data",
}  # fmt: skip


def pages() -> dict[str, str]:
    """Return every page by its name."""
    known = api.catalogue_of(DEFAULTS)
    rules = api.list_rules()
    own = {f"rules/{rule.code}.md": _rule(rule, known) for rule in rules}
    return {
        "rules.md": _rules(rules, known), **own,
        "figures.md": _figures(known.figures.values()),
        "protocols.md": _protocols(known.protocols.values()),
        "sources.md": _sources(known),
    }  # fmt: skip


def told(text: str) -> str:
    """Return plain text as Markdown that shows it so."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _rules(rules: Iterable[Rule], known: Catalogue) -> str:
    lines = ["# Rules", "", "One page for each rule. `downtempo explain CODE` prints the same on the terminal.", ""]
    given = list(rules)
    for family in dict.fromkeys(rule.family for rule in given):
        lines += [f"## {_FAMILIES.get(family, family)}", "", "| code | name | holds | against |", "|---|---|---|---|"]
        for rule in (one for one in given if one.family == family):
            cited = figure_words(known.figures[f] for f in rule.limits)
            lines.append(f"| [{rule.code}](rules/{rule.code}.md) | {rule.name} | {told(rule.holds)} | {told(cited)} |")
        lines.append("")
    toc = ["```{toctree}", ":hidden:", "", *(f"rules/{rule.code}" for rule in given), "```"]
    return "\n".join([*lines, *toc]) + "\n"


def _rule(rule: Rule, known: Catalogue) -> str:
    lines = [f"# {rule.code} {rule.name}", "", f"Holds: {told(rule.holds)}.", ""]
    lines += [f"Reads: {told(', '.join(rule.reads))}.", ""] if rule.reads else []
    for paragraph in rule.page.split("\n\n"):
        heading = next((h for h in _HEADINGS if paragraph.strip().startswith(h)), None)
        if heading:
            lines += [f"## {heading}", ""]
            paragraph = paragraph.strip()[len(heading) :].lstrip("\n-=: ")
        lines += [told(paragraph), ""]
    lines += ["## Figures", ""]
    lines += [line for figure in rule.figures for line in _figure(known.figures[figure])]
    advice = [a for a in known.advice.values() if rule.code in a.beside]
    if advice:
        lines += ["## What the sources add, and no track shows", ""]
        lines += [f"- {told(a.says)} ({told(a.source.title)})" for a in advice]
    return "\n".join(lines).rstrip() + "\n"


def _figures(figures: Iterable[Figure]) -> str:
    lines = ["# Figures", "", "Every number that a run is held against, and where it stands.", ""]
    by_source: dict[str, list[Figure]] = {}
    for figure in figures:
        by_source.setdefault(figure.source.id, []).append(figure)
    for found in by_source.values():
        lines += [f"## {told(found[0].source.title)}", ""]
        lines += [line for figure in found for line in _figure(figure)]
    return "\n".join(lines).rstrip() + "\n"


def _figure(figure: Figure) -> list[str]:
    lines = [f"`{figure.id}`: {told(amount_words(figure.value, figure.unit))} ({figure.basis})"]
    sentences = [figure.says, f"{_cited(figure.source)}; {figure.where}"]
    if figure.reason:
        head = "Our reading" if figure.basis == "interpreted" else "Said in words"
        sentences.append(f"{head}: {figure.reason}")
    if figure.checked_by:
        sentences.append(f"Checked by {', '.join(figure.checked_by)}")
    elif figure.not_checkable:
        sentences.append(f"Not checked: {figure.not_checkable}")
    return [*lines, f": {' '.join(told(sentence.rstrip('. ')) + '.' for sentence in sentences)}", ""]


def _protocols(protocols: Iterable[Protocol]) -> str:
    lines = ["# Protocols", "", "Sessions that the sources describe, and the rules that hold runs against them.", ""]
    for protocol in protocols:
        held = f"Held by {', '.join(protocol.rules)}." if protocol.rules else "No rule holds it yet."
        words = kind_words(protocol.id)
        called = "" if words == protocol.id else f" Reports call it {words}."
        lines += [f"## {protocol.id}: {told(protocol.title)}", ""]
        lines += [f"{told(protocol.says)}", "", f"{told(_cited(protocol.source))}. {held}{called}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _sources(known: Catalogue) -> str:
    lines = ["# Sources", "", "Each has a file in `seeds/` with its figures, as printed.", ""]
    lines += [f"- `{source.id}`: {told(_cited(source))} ({source.kind})" for source in known.sources.values()]
    return "\n".join(lines) + "\n"


def _cited(source: Source) -> str:
    parts = [source.author, f'"{source.title}"', source.published, f"doi {source.doi}" if source.doi else ""]
    return ", ".join(part for part in parts if part)
