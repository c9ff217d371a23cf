"""What a shell offers when a rule is half typed. It has a tenth of a second, so no rule is loaded for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click import Context, Parameter

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_HEAD = re.compile(r'\bcode="(\w+)",\s+name="([\w-]+)"')
_LEVELS = ("error", "warning", "info")


def rule_names() -> dict[str, str]:
    """Return the names of all rules by their codes, as their files hold them."""
    from importlib import resources

    families = (folder for folder in (resources.files("downtempo") / "rules").iterdir() if folder.is_dir())
    files = (file for folder in families for file in folder.iterdir() if file.name.endswith(".py"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return dict(sorted((found[1], found[2]) for text in texts if (found := _HEAD.search(text))))


def _item(value: str, told: str | None = None) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, help=told)


def complete_rule(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the code of one rule, or its name where the beginning of a name is typed."""
    known = rule_names()
    codes = [_item(code, name) for code, name in known.items() if code.startswith(incomplete.upper())]
    names = [_item(name, code) for code, name in known.items() if name.startswith(incomplete)]
    return codes or names


def complete_rules(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the last of several codes or families, what stands before the last comma kept."""
    before, comma, last = incomplete.rpartition(",")
    known = rule_names()
    families = dict.fromkeys(sorted({code[:2] for code in known}), "all of this family")
    offered = {**families, **known}
    return [_item(f"{before}{comma}{code}", name) for code, name in offered.items() if code.startswith(last.upper())]


def complete_severity(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer a code, then its level."""
    code, equals, level = incomplete.partition("=")
    if equals:
        return [_item(f"{code}={known}") for known in _LEVELS if known.startswith(level)]
    return [_item(f"{c}=", name) for c, name in rule_names().items() if c.startswith(code.upper())]
