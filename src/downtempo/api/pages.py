"""What there is to explain: the page of a rule, a family of rules, a session or a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..config import Configured
from ..errors import UsageError
from ..model import Catalogue, Figure, Protocol, Rule
from ..model.kinds import kind_of
from ..model.results import Explained
from ..text import nearest, safe
from .lookup import DEFAULTS, catalogue_of, list_rules

#: Families of rules by the letters of their codes.
FAMILIES = {
    "DH": "downhill sessions",
    "PT": "progressive tempo",
    "SR": "speed reps",
    "SE": "any hard session",
    "WK": "the week",
    "PG": "progression across weeks",
    "DI": "the diary",
    "DQ": "data quality",
}


def explain(name: str, configured: Configured = DEFAULTS) -> Explained:
    """Return everything known about a code, a family of codes, a protocol or a figure.

    Raises
    ------
    UsageError
        There is nothing of that name; the nearest right one is named.
    """
    known, wanted = catalogue_of(configured), kind_of(name.strip())
    rules = {key: rule for rule in list_rules() for key in (rule.code.lower(), rule.name)}
    figures = _by_name(known)
    plain = wanted.lower().replace(" ", "-").replace("_", "-")
    if plain in rules:
        return _of_rule(rules[plain], known)
    if plain in known.protocols:
        return _of_protocol(known.protocols[plain], known)
    if plain in figures:
        return _of_figure(known.figures[figures[plain]], known)
    if plain.upper() in FAMILIES:
        return _of_family(plain.upper(), known)
    hint = _nearest_code(plain) if _is_code(plain) else ""
    hint = hint or nearest(plain, [*(r.name for r in list_rules()), *known.protocols, *figures])
    hint = hint or "downtempo rules lists the rules, and the page of a rule its figures"
    raise UsageError("explain-unknown", f"nothing is known about {safe(name)!r}", hint=hint)


def _by_name(known: Catalogue) -> dict[str, str]:
    """Return the ids of figures by id, and by the part behind the source where only one source has it."""
    short: dict[str, list[str]] = {}
    for figure_id in known.figures:
        short.setdefault(figure_id.rpartition(".")[2], []).append(figure_id)
    return {f: f for f in known.figures} | {part: ids[0] for part, ids in short.items() if len(ids) == 1}


def _is_code(name: str) -> bool:
    """Whether it is written like the code of a rule: a few letters and digits."""
    return len(name) <= 6 and any(sign.isdigit() for sign in name) and name.isalnum()


def _nearest_code(name: str) -> str:
    """Return the nearest code; letters that look like digits are taken for them."""
    meant = name[:2] + name[2:].translate(str.maketrans("oilsb", "01158"))
    return nearest(meant, [rule.code for rule in list_rules()])


def _of_rule(rule: Rule, known: Catalogue) -> Explained:
    return Explained(
        rule.code,
        rule=rule,
        figures=_picked(rule.figures, known),
        advice=tuple(a for a in known.advice.values() if rule.code in a.beside),
        remarks=tuple(r for r in known.remarks.values() if rule.code in r.beside),
        protocols=tuple(p for p in known.protocols.values() if rule.code in p.rules),
    )


def _of_protocol(protocol: Protocol, known: Catalogue) -> Explained:
    codes = set(protocol.rules)
    return Explained(
        protocol.id,
        protocol=protocol,
        figures=_picked(protocol.figures, known),
        advice=tuple(a for a in known.advice.values() if a.source == protocol.source and codes & set(a.beside)),
        remarks=tuple(r for r in known.remarks.values() if set(protocol.figures) & set(r.figures)),
        held_by=_held(protocol.rules, known),
    )


def _of_figure(figure: Figure, known: Catalogue) -> Explained:
    return Explained(
        figure.id,
        figures=(figure,),
        remarks=tuple(r for r in known.remarks.values() if figure.id in r.figures),
        held_by=_held(figure.checked_by, known),
        protocols=tuple(p for p in known.protocols.values() if figure.id in p.figures),
    )


def _of_family(letters: str, known: Catalogue) -> Explained:
    codes = tuple(rule.code for rule in list_rules() if rule.family == letters)
    return Explained(f"{letters}: {FAMILIES[letters]}", held_by=_held(codes, known))


def _held(codes: Collection[str], known: Catalogue) -> tuple[tuple[Rule, tuple[Figure, ...]], ...]:
    return tuple((rule, _picked(rule.figures, known)) for rule in list_rules() if rule.code in codes)


def _picked(figure_ids: Iterable[str], known: Catalogue) -> tuple[Figure, ...]:
    return tuple(known.figures[figure_id] for figure_id in figure_ids)
