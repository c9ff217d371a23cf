"""The table of all rules, for the terminal, for the README and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from ..model import Figure, Rule
from .explain import figure_words
from .words import wrap

Row = tuple[Rule, tuple[Figure, ...]]


def rules_table(rows: Sequence[Row], form: Literal["text", "json", "markdown"], *, width: int) -> str:
    """Write the rules with the figures they cite."""
    if form == "json":
        return json.dumps([_entry(*row) for row in rows], indent=1, ensure_ascii=True) + "\n"
    if form == "markdown":
        head = "| code | name | holds | against | basis |\n|---|---|---|---|---|\n"
        return head + "".join(_markdown(*row) for row in rows)
    lines: list[str] = []
    for rule, figures in rows:
        told = f"{rule.holds} ({figure_words(_limits(rule, figures))})"
        lines += [f"{rule.code}  {rule.name}", *wrap(told, width, "       ")]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule, figures: tuple[Figure, ...]) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "holds": rule.holds,
        "figures": [{"id": f.id, "value": f.value, "unit": f.unit, "basis": f.basis} for f in figures],
    }


def _markdown(rule: Rule, figures: tuple[Figure, ...]) -> str:
    held = _limits(rule, figures)
    bases = ", ".join(dict.fromkeys(f.basis for f in held))
    return f"| {rule.code} | {rule.name} | {rule.holds} | {figure_words(held)} | {bases} |\n"


def _limits(rule: Rule, figures: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in figures if figure.id in rule.limits]
