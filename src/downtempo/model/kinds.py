"""The kinds of runs in plain words, as reports call them."""

from __future__ import annotations

WORDS = {
    "controlled-speed-repeats": "downhill repeats",
    "downhill-surges": "downhill surges",
    "long-downhill": "long downhills",
    "speed-stage-1": "speed, stage 1",
    "speed-stage-2": "speed, stage 2",
    "speed-stage-3": "speed, stage 3",
    "track-repeats": "track repeats",
    "progressive-tempo": "progressive tempo",
    "progression-with-accelerations": "progression + accelerations",
}
_NOT_TOLD = "not told"


def kind_words(kind: str | None) -> str:
    """Return a kind in plain words."""
    return _NOT_TOLD if kind is None else WORDS.get(kind, kind)


def kind_of(words: str) -> str:
    """Return the kind that is called so in plain words, with blanks or hyphens; anything else as it is.

    >>> kind_of("downhill-repeats"), kind_of("DH101")
    ('controlled-speed-repeats', 'DH101')
    """
    plain = words.replace("-", " ").replace(",", "").lower()
    return next((kind for kind, told in WORDS.items() if told.replace(",", "") == plain), words)
