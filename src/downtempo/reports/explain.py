"""The page of a rule, a family of rules, a protocol or a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import Figure, Protocol, Remark, Rule, Source
from ..model.results import Explained
from ..units import dimension
from .words import Paint, amount_words, wrap

_HEADINGS = ("What it looks for", "Why it matters", "What to do")
_LOUD = {"documented": "error", "interpreted": "warning", "external": "warning"}
_NO_STUDY = (
    "No study of these figures is held here. They are coaching practice as the sources tell it, or our reading of it: "
    "within them is within them, no more."
)


def explain_text(explained: Explained, *, paint: Paint, width: int) -> str:
    """Write everything known about one name."""
    blocks: list[Iterable[str]] = []
    if explained.rule is not None:
        blocks.append(_rule(explained.rule, paint, width))
    if explained.protocol is not None:
        blocks.append(_protocol(explained.protocol, paint, width))
    if explained.rule is None and explained.protocol is None and not explained.figures:
        blocks.append([paint(explained.title, "bold"), ""])
    is_alone = explained.rule is None and explained.protocol is None
    blocks += [
        _figures(explained.figures, paint, width, is_alone=is_alone),
        _held_by(explained.held_by, paint, width, is_family=not explained.figures and is_alone),
        _held(explained, paint, width),
        _disputes(explained.remarks, paint, width),
        _evidence(explained, paint, width),
        _advice(explained, paint, width),
        _override(explained, paint, width),
    ]
    lines = [line.rstrip() for block in blocks for line in block]
    return "\n".join(lines).strip("\n") + "\n"


def _rule(rule: Rule, paint: Paint, width: int) -> Iterator[str]:
    yield paint(f"{rule.code} {rule.name}", "bold")
    yield from wrap(f"Holds {rule.holds}. Reads: {', '.join(rule.reads)}.", width, "  ")
    yield ""
    for paragraph in rule.page.split("\n\n"):
        heading = next((h for h in _HEADINGS if paragraph.strip().startswith(h)), None)
        if heading:
            yield paint(heading, "bold")
            paragraph = paragraph.strip()[len(heading) :].lstrip("\n-=: ")
        yield from wrap(" ".join(paragraph.split()), width, "  ")
        yield ""


def _protocol(protocol: Protocol, paint: Paint, width: int) -> Iterator[str]:
    yield paint(f"{protocol.id}: {protocol.title}", "bold")
    yield from wrap(protocol.says, width, "  ")
    yield from wrap(f"{_cited(protocol.source)}.", width, "  ")
    if not protocol.rules:
        yield from wrap(
            "No rule holds it by itself: it is the rest of a week, which the WK rules look at.", width, "  "
        )
    yield ""


def _figures(figures: Sequence[Figure], paint: Paint, width: int, *, is_alone: bool) -> Iterator[str]:
    if figures and not is_alone:
        yield from (paint("Figures", "bold"), "")
    for figure in figures:
        yield from _figure(figure, paint, width, has_rules=is_alone)
        yield ""


def _figure(figure: Figure, paint: Paint, width: int, *, has_rules: bool) -> Iterator[str]:
    yield f"  {paint(figure.id, 'bold')}: {amount_words(figure.value, figure.unit)} ({figure.basis})"
    yield from wrap(figure.says, width, "    ")
    yield from wrap(f"{_cited(figure.source)}; {figure.where}", width, "    ")
    if figure.reason:
        head = "Our reading" if figure.basis == "interpreted" else "Said in words"
        yield from wrap(f"{head}: {figure.reason}", width, "    ")
    if figure.overridden:
        yield from wrap(f"Overridden in the configuration: {figure.overridden}", width, "    ")
    if figure.checked_by and not has_rules:
        yield from wrap(f"Checked by {', '.join(figure.checked_by)}.", width, "    ")
    elif figure.not_checkable:
        yield from wrap(f"Not checked: {figure.not_checkable}", width, "    ")


def _held_by(
    rules: Sequence[tuple[Rule, tuple[Figure, ...]]], paint: Paint, width: int, *, is_family: bool
) -> Iterator[str]:
    """Write the rules that hold a session or cite a figure, a line each."""
    if rules and not is_family:
        yield paint("Rules", "bold")
    for rule, figures in rules:
        told = figure_words(f for f in figures if f.id in rule.limits)
        yield from wrap(f"{rule.code} {rule.name}: {rule.holds}{f' ({told})' if told else ''}", width, "  ")
    if rules:
        yield ""


def _held(explained: Explained, paint: Paint, width: int) -> Iterator[str]:
    if explained.protocols:
        yield paint("Sessions", "bold")
        yield from wrap(", ".join(f"{p.id} ({p.title})" for p in explained.protocols), width, "  ")
        yield ""


def _disputes(remarks: Sequence[Remark], paint: Paint, width: int) -> Iterator[str]:
    told = [remark for remark in remarks if remark.topic == "dispute"]
    if told:
        yield paint("Where the sources disagree", "bold")
    for remark in told:
        yield from wrap(remark.says, width, "  ")
        yield from wrap(f"Figures: {', '.join(remark.figures)}.", width, "  ")
        yield ""


def _evidence(explained: Explained, paint: Paint, width: int) -> Iterator[str]:
    """Write what studies say of a rule or a session; where none is held, say so."""
    told = [remark.says for remark in explained.remarks if remark.topic == "evidence"]
    is_of_data = explained.rule is not None and explained.rule.family == "DQ"
    is_held = explained.rule is not None or (explained.protocol is not None and explained.protocol.rules)
    if is_of_data or not (is_held or told):
        return
    yield paint("Evidence", "bold")
    for text in told or [_NO_STUDY]:
        yield from wrap(text, width, "  ")
    yield ""


def _advice(explained: Explained, paint: Paint, width: int) -> Iterator[str]:
    if explained.advice:
        yield paint("What the sources add, and no track shows", "bold")
    for advice in explained.advice:
        yield from wrap(f"- {advice.says} ({advice.source.id}, {advice.where})", width, "  ")
    if explained.advice:
        yield ""


def _cited(source: Source) -> str:
    title = source.title if source.title.startswith("[") else f'"{source.title}"'
    parts = [source.author, title, source.published or "no date", f"doi {source.doi}" if source.doi else ""]
    return ", ".join(part for part in parts if part) if source.kind != "house" else source.title


def _override(explained: Explained, paint: Paint, width: int) -> Iterator[str]:
    """Write how a configuration holds runs against something else, each way as a file that it would read."""
    if not explained.figures or (explained.protocol is None and explained.rule is None and not explained.held_by):
        return
    rule = explained.rule
    first = next(f for f in explained.figures if rule is None or f.id in rule.limits)
    yield paint("How to override", "bold")
    yield from wrap("In downtempo.toml, with the reason, which findings then show:", width, "  ")
    yield f'    [figures."{first.id}"]'
    yield from (f"    value = {first.value:.10g}", f'    unit = "{first.unit}"', '    reason = "..."')
    if other := _other(explained, first):
        yield from wrap("or another cited figure in its place, which findings then cite:", width, "  ")
        yield f'    [figures."{first.id}"]'
        yield f'    figure = "{other}"'
    if rule is not None:
        yield from wrap(_severity(rule, explained.figures), width, "  ")
        yield from ("    [severity]", f'    {rule.code} = "info"')
        yield from wrap("or leaves it out, in a line above all tables:", width, "  ")
        yield f'    ignore = ["{rule.code}"]'


def _severity(rule: Rule, figures: Iterable[Figure]) -> str:
    held = [f for f in figures if f.id in rule.limits]
    levels = [rule.severity] if rule.severity else list(dict.fromkeys(_LOUD[f.basis] for f in held))
    return f"It is told as {' or '.join(str(level) for level in levels)}. A configuration lowers that:"


def _other(explained: Explained, first: Figure) -> str:
    """Return another figure that the sources give for the same, where they disagree; empty where there is none."""
    alike = {f.id for f in explained.figures if dimension(f.unit) == dimension(first.unit)} - {first.id}
    named = (f for remark in explained.remarks if remark.topic == "dispute" for f in remark.figures)
    return next((f for f in named if f in alike), "")


def figure_words(figures: Iterable[Figure]) -> str:
    """Write the values of some figures in one cell."""
    return ", ".join(dict.fromkeys(amount_words(f.value, f.unit) for f in figures))
