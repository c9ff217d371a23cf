"""The one door through which strings of a file reach a person."""

from __future__ import annotations

from collections.abc import Iterable

from .limits import SHOWN_CHARS

_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_HIDDEN = {0xFEFF, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, *range(0xFFF9, 0xFFFC)}


def safe(text: str, limit: int = SHOWN_CHARS) -> str:
    r"""Return `text` on one line, control and direction characters spelled out, at most `limit` characters.

    >>> safe("run\x1b[2J")
    'run\\x1b[2J'
    """
    shown = "".join(map(_shown, text[: limit + 1]))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _shown(character: str) -> str:
    point = ord(character)
    if point < 0x20 or 0x7F <= point < 0xA0:
        return f"\\x{point:02x}"
    if point in _BIDI or point in _HIDDEN or 0xD800 <= point < 0xE000:
        return f"\\u{point:04x}"
    return character


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean ...?` for the nearest known spelling, or nothing where none is near."""
    import difflib  # only for those who mistyped

    choices = sorted(known)
    folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.5)
    return f"did you mean {folded[found[0]]}?" if found else ""
