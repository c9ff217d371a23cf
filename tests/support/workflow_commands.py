"""Reads workflow commands as the runner of GitHub's actions does: in every line that a step prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OLD = re.compile(r"##\[([^\]\s]+)[^\]]*\]")


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """Return every command in the output of a step, of the form in use and of the old one."""
    return [found for line in re.split(r"\r\n|\r|\n", output) if (found := _parsed(line)) is not None]


def _parsed(line: str) -> Command | None:
    text = line.lstrip()
    if text.startswith("::") and "::" in text[2:]:
        head, _, data = text[2:].partition("::")
        name, _, listed = head.partition(" ")
        if name:
            pairs = (pair.partition("=") for pair in listed.split(",") if "=" in pair)
            properties = {key.strip(): _unescaped(value, "\r\n%:,") for key, _, value in pairs}
            return Command(name, properties, _unescaped(data, "\r\n%"))
    old = _OLD.search(line)
    return Command(old[1], {}, line[old.end() :]) if old else None


def _unescaped(text: str, characters: str) -> str:
    """Undo the escapes, that of the per cent sign last."""
    for character in sorted(characters, key=lambda c: c == "%"):
        text = text.replace(f"%{ord(character):02X}", character)
    return text
