"""The kinds of runs, what makes each hard or easy, and what reports call them."""

from __future__ import annotations

from typing import Literal

#: What a rule may be about, and not asked of other runs.
About = Literal["downhill", "speed", "progressive"]
#: Kinds that ask for reps on a descent.
DOWNHILL_KINDS = frozenset({"downhill-surges", "controlled-speed-repeats", "long-downhill"})
#: Kinds that ask for fast reps on the flat.
STAGE_KINDS = frozenset({"speed-stage-1", "speed-stage-2", "speed-stage-3"})
SPEED_KINDS = STAGE_KINDS | {"track-repeats"}
#: Kinds that are a progressive tempo.
PROGRESSIVE_KINDS = frozenset({"progressive-tempo", "progression-with-accelerations"})
#: Kinds that make a day hard. A set of surges that fits no kind makes it hard too.
HARD_KINDS = DOWNHILL_KINDS | SPEED_KINDS | PROGRESSIVE_KINDS | {"tempo", "race"}
EASY_KINDS = frozenset({"easy", "long", "steady", "strides"})
KINDS = HARD_KINDS | EASY_KINDS

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
