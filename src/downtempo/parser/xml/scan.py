"""Where the tags and the points of a document stand, and whether what lies among the points is plain."""

from __future__ import annotations

from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from ... import limits
from ...dataclass import dataclass
from ...model.track import Rows
from .digits import Words, words_of

_U = np.uint64
_LEAST_BYTES = 64
#: Small enough for a near cache, large enough that few pieces are put together.
_PIECE_BYTES = 256 << 10
_FIRST_NOT_ASCII = 0x80
_MARKS = tuple(_U(int.from_bytes(mark, "little")) for mark in (b"<!", b"<?"))
_NOT_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


@dataclass(frozen=True, eq=False, slots=True)
class Scan:
    """The points of a document, in order.

    `tags` are the places of all `<`; point k has the tags `opens[k]` to `closes[k]`, and `starts_run[k]` says whether
    other tags stand between it and the one before.
    """

    body: bytes
    words: Words
    tags: Rows
    opens: Rows
    closes: Rows
    starts_run: NDArray[np.bool_]
    places: dict[str, Rows] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.opens.size

    def places_of(self, character: str) -> Rows:
        """Return where `character` stands; looked for once."""
        if character not in self.places:
            self.places[character] = places_of(self.body, character)
        return self.places[character]


def scan(body: bytes, point: str) -> Scan | None:
    """Find all elements called `point`, None where they are not plain enough to be taken by their shape."""
    if len(body) < _LEAST_BYTES:
        return None
    words = words_of(body)
    tags = places_of(body, "<")
    tags = tags[: np.searchsorted(tags, len(body) - 8, side="right")]
    heads = words[tags]
    opens = _named(words, tags, heads, f"<{point}")
    closes = _named(words, tags, heads, f"</{point}>")
    if not opens.size or opens.size != closes.size or not (opens < closes).all() or not (closes[:-1] < opens[1:]).all():
        return None
    if not _is_plain(body, int(tags[opens[0]]), int(tags[closes[-1]])) or _has_marks(heads[opens[0] : closes[-1]]):
        return None
    among = tags[opens[0] : closes[-1] + 1]
    if (among[1:] - among[:-1]).max() > limits.XML_TEXT_BYTES:
        return None
    starts_run = np.ones(opens.size, bool)
    starts_run[1:] = opens[1:] != closes[:-1] + 1
    return Scan(body, words, tags, opens, closes, starts_run)


def places_of(body: bytes, character: str) -> Rows:
    """Return where `character` stands in `body`, in pieces that a processor's cache can hold."""
    chars = np.frombuffer(body, np.uint8)
    pieces = range(0, chars.size, _PIECE_BYTES)
    if chars.size <= _PIECE_BYTES:
        return np.flatnonzero(chars == ord(character))
    found = [np.flatnonzero(chars[at : at + _PIECE_BYTES] == ord(character)) + at for at in pieces]
    return np.concatenate(found)


def _named(words: Words, tags: Rows, heads: Words, name: str) -> Rows:
    """Return which tags begin with `name`, by its first eight bytes and then by the rest."""
    text = name.encode()
    first, rest = text[:8], text[8:]
    begins = heads if len(first) == 8 else heads & _U((1 << 8 * len(first)) - 1)
    found = np.flatnonzero(begins == _U(int.from_bytes(first, "little")))
    if rest:
        # The rest is shorter than a word and stands right behind the first eight bytes.
        mask = _U((1 << 8 * len(rest)) - 1)
        found = found[(words[np.minimum(tags[found] + 8, words.size - 1)] & mask) == _U(int.from_bytes(rest, "little"))]
    return found


def _has_marks(heads: Words) -> bool:
    """Whether a comment, CDATA, or an instruction stands among the points."""
    two = heads & _U(0xFFFF)
    return any(bool((two == mark).any()) for mark in _MARKS)


def _is_plain(body: bytes, start: int, stop: int) -> bool:
    """Whether nothing from `start` to `stop` has a meaning, or is forbidden, where text stands.

    Notes
    -----
    Forbidden are `&` without a name, `]]>`, control characters but tab, line feed and carriage return, the two last
    characters of the plane, and all that is not UTF-8.
    """
    if body.find(b"&", start, stop) >= 0 or (body.find(b"]", start, stop) >= 0 and b"]]>" in body[start:stop]):
        return False
    chars = np.frombuffer(body, np.uint8)[start:stop]
    pieces = [chars[at : at + _PIECE_BYTES] for at in range(0, chars.size, _PIECE_BYTES)]
    if any(map(_has_controls, pieces)):
        return False
    if all(piece.max() < _FIRST_NOT_ASCII for piece in pieces):
        return True
    inside = body[start:stop]
    try:
        inside.decode()
    except UnicodeDecodeError:
        return False
    return not any(mark in inside for mark in _NOT_CHARACTERS)


def _has_controls(chars: NDArray[np.uint8]) -> bool:
    is_control = chars < ord(" ")
    for allowed in b"\n\r\t":
        is_control &= chars != allowed
        if not is_control.any():
            return False
    return True
