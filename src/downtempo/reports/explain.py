"""The page of a rule, a protocol or a figure."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Figure, Protocol, Rule, Source
from ..model.results import Explained
from .words import Paint, amount_words, number_words, wrap

_HEADINGS = ("What it looks for", "Why it matters", "What to do")


def explain_text(explained: Explained, *, paint: Paint, width: int) -> str:
    """Write everything known about one name."""
    lines: list[str] = []
    if explained.rule is not None:
        lines += _rule(explained.rule, paint, width)
    if explained.protocol is not None:
        lines += _protocol(explained.protocol, paint, width)
    if explained.figures:
        lines += [paint("Figures", "bold") if explained.rule or explained.protocol else "", ""]
        lines += [line for figure in explained.figures for line in (*_figure(figure, paint, width), "")]
    if explained.advice:
        lines += [paint("What the sources add, and no track shows", "bold"), ""]
        lines += [
            line for advice in explained.advice for line in wrap(f"{advice.says} ({advice.source.title})", width, "  ")
        ]
        lines.append("")
    lines += _override(explained, width)
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _rule(rule: Rule, paint: Paint, width: int) -> list[str]:
    lines = [paint(f"{rule.code} {rule.name}", "bold"), *wrap(rule.holds, width, "  ")]
    lines += [*wrap(f"Reads: {', '.join(rule.reads)}.", width, "  "), ""] if rule.reads else [""]
    for paragraph in rule.page.split("\n\n"):
        heading = next((h for h in _HEADINGS if paragraph.strip().startswith(h)), None)
        if heading:
            lines.append(paint(heading, "bold"))
            paragraph = paragraph.strip()[len(heading) :].lstrip("\n-=: ")
        lines += [*wrap(" ".join(paragraph.split()), width, "  "), ""]
    return lines


def _protocol(protocol: Protocol, paint: Paint, width: int) -> list[str]:
    rules = f"Held by {', '.join(protocol.rules)}." if protocol.rules else "No rule holds it yet."
    lines = [paint(f"{protocol.id}: {protocol.title}", "bold"), *wrap(protocol.says, width, "  ")]
    return [*lines, *wrap(f"{_cited(protocol.source)}. {rules}", width, "  "), ""]


def _figure(figure: Figure, paint: Paint, width: int) -> list[str]:
    lines = [f"  {paint(figure.id, 'bold')}: {amount_words(figure.value, figure.unit)} ({figure.basis})"]
    lines += wrap(figure.says, width, "    ")
    lines += wrap(f"{_cited(figure.source)}; {figure.where}", width, "    ")
    if figure.reason:
        head = "Our reading" if figure.basis == "interpreted" else "Said in words"
        lines += wrap(f"{head}: {figure.reason}", width, "    ")
    if figure.overridden:
        lines += wrap(f"Overridden in the configuration: {figure.overridden}", width, "    ")
    if figure.checked_by:
        lines += wrap(f"Checked by {', '.join(figure.checked_by)}.", width, "    ")
    elif figure.not_checkable:
        lines += wrap(f"Not checked: {figure.not_checkable}", width, "    ")
    return lines


def _cited(source: Source) -> str:
    parts = [source.author, f'"{source.title}"', source.published, f"doi {source.doi}" if source.doi else ""]
    return ", ".join(part for part in parts if part)


def _override(explained: Explained, width: int) -> list[str]:
    named = [f for f in explained.figures if f.basis != "advice"]
    if not named:
        return []
    first = named[0]
    call = f'[figures."{first.id}"]   value = {number_words(first.value)}   unit = "{first.unit}"   reason = "..."'
    return [
        *wrap("To hold runs against another number, say so in downtempo.toml, with the reason:", width, ""),
        f"  {call}",
    ]


def figure_words(figures: Iterable[Figure]) -> str:
    """Write the values of some figures in one cell; those that only say how well something is measured are left out."""
    shown = [f for f in figures if not f.id.endswith(("-tolerance", "-slack"))]
    return ", ".join(dict.fromkeys(amount_words(f.value, f.unit) for f in shown))
