"""What decides what is found about an athlete: while that is the same, what was found stands, and nothing is judged."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from .. import catalogue
from ..cache import detector
from ..cache.key import PACKAGE
from .weigh import Weighing

if TYPE_CHECKING:
    from ..store import Held


def looked_through(held: Iterable[Held], task: Weighing, rules: bytes) -> tuple[str, array[int]]:
    """Return a digest of all that decides what is found, and the day of each recording as a number, 0 for none."""
    digest = hashlib.sha256(rules)
    told = (task.athlete, task.configured.config, task.configured.path, task.configured.suppressions, task.diary)
    digest.update(repr((told, task.today, task.paths)).encode("utf-8", "surrogatepass"))
    days = array("q")
    for one in held:
        digest.update(f"{one.file}\0{one.key}\n".encode("utf-8", "surrogatepass"))
        days.append(date.fromisoformat(one.day).toordinal() if one.day else 0)
    return digest.hexdigest(), days


def rules_digest() -> bytes:
    """Return a digest of all that judges: our sources, and the figures."""
    digest = hashlib.sha256(detector())
    places = [PACKAGE / part for part in ("api", "rules", "scorer", "catalogue.py")]
    files = [file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])]
    for file in sorted(files):
        digest.update(file.read_bytes())
    digest.update(catalogue.seeds_digest())
    return digest.digest()
