"""The one door through which strings of a file reach a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .limits import SHOWN_CHARS

_BLANKS = frozenset(map(chr, (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
#: What the log of a pipeline takes for a command, wherever it stands or at the start of a line, and how it is shown.
_COMMANDS = (("::", ":\\x3a"), ("##", "#\\x23"))
#: What a formula begins with; some spreadsheets take the wide signs for the same.
_FORMULA = tuple("=+-@\t\r＝＋－＠")

#: Name and password in a URL.
_WHO = re.compile(r"://[^/@]*@(?:[^/@]*@)*")


def safe(text: str, limit: int = SHOWN_CHARS) -> str:
    r"""Return `text` on one line, what steers a terminal or a pipeline spelled out, at most `limit` characters.

    Who may enter a server, and by which password, is nobody's to read.

    >>> safe("postgresql://me:secret@host/runs")
    'postgresql://***@host/runs'
    >>> safe("run\x1b[2J")
    'run\\x1b[2J'
    """
    hidden = _WHO.sub("://***@", text) if "://" in text else text
    shown = "".join(map(_shown, hidden[: limit + 1]))
    for mark, spelled in _COMMANDS:
        shown = shown.replace(mark, spelled)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _shown(character: str) -> str:
    """Spell out what steers a terminal, turns the direction of writing, breaks lines, or is not to be seen."""
    if character.isprintable() or character in _BLANKS:
        return character
    point = ord(character)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def no_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: they run what begins like one, also in wide signs.

    >>> no_formula("=1+1"), no_formula("a run")
    ("'=1+1", 'a run')
    """
    return f"'{text}" if text.lstrip(" \"'").startswith(_FORMULA) else text


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the nearest known spelling, or nothing where none is near."""
    import difflib  # only for those who mistyped

    choices = sorted(known)
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.5)
    return f"did you mean {folded[found[0]]}?" if found else ""
