"""A linter for training runs: descents, surges and progressive tempo, held against documented progressions.

>>> import downtempo
>>> track = downtempo.read("run.fit")  # doctest: +SKIP
>>> session = downtempo.segment(track)  # doctest: +SKIP
>>> downtempo.score([session]).findings  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Athlete",
    "Configured",
    "DowntempoError",
    "Figure",
    "Finding",
    "History",
    "Means",
    "Outlook",
    "Recording",
    "Rule",
    "Session",
    "Track",
    "Verdicts",
    "Week",
    "audit",
    "check",
    "load_config",
    "next_steps",
    "read",
    "score",
    "segment",
    "show",
    "walk",
    "what_if",
]  # fmt: skip

if TYPE_CHECKING:
    from .api import Means, audit, check, next_steps, read, score, segment, show, walk, what_if
    from .config import Configured, load_config
    from .errors import DowntempoError
    from .model import Athlete, Figure, Finding, History, Recording, Rule, Session, Track, Verdicts, Week
    from .model.outlook import Outlook

_HOMES = {
    "api": ("Means", "audit", "check", "next_steps", "read", "score", "segment", "show", "walk", "what_if"),
    "config": ("Configured", "load_config"),
    "errors": ("DowntempoError",),
    "model.outlook": ("Outlook",),
    "model": (
        "Athlete", "Figure", "Finding", "History", "Recording", "Rule", "Session", "Track", "Verdicts", "Week",
    ),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `downtempo --version` should not wait for numpy."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
