"""Apple Health: `workout-routes/*.gpx` hold positions alone; sport and heart rate stand in one document beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import InputError
from ..hints import Hints
from ..source import Source, refused, rejected
from .shelf import Shelf, Told

if TYPE_CHECKING:
    from .health import Health

_ROUTES = "workout-routes/"
#: Written beside the document in another vocabulary; it holds nothing that counts here.
_OTHER_DOCUMENT = "_cda.xml"
_NO_ROUTE = "a workout without a route, so without samples"


def told_by(shelf: Shelf) -> Iterator[Told]:
    """Yield what each health document tells of the routes beside it; its name is in the language of the phone."""
    routes: dict[str, list[str]] = {}
    for name in shelf.names:
        folder, _, file = name.rpartition("/")
        if f"{folder}/".endswith(_ROUTES) and file.lower().endswith(".gpx"):
            routes.setdefault(f"{folder}/"[: -len(_ROUTES)], []).append(name)
    for folder, names in sorted(routes.items()):
        yield from _told(shelf, folder, names)


def _told(shelf: Shelf, folder: str, routes: list[str]) -> Iterator[Told]:
    from .health import read_health

    for name in sorted(shelf.names):
        inside = name.startswith(folder) and "/" not in name[len(folder) :]
        if not inside or not name.lower().endswith(".xml") or name.lower().endswith(_OTHER_DOCUMENT):
            continue
        try:
            health = read_health(shelf.pieces(name))
        except InputError as error:
            yield Told({}, (refused(name, error),))
        except OSError:
            yield Told({}, (rejected(name, "read-error", "the system cannot read it", "check the disk"),))
        else:
            yield Told(dict.fromkeys(routes, _hints(health)), tuple(_remarks(name, health)))


def _hints(health: Health) -> Hints:
    return Hints(workouts=health.workouts, beat_utc_s=health.beat_utc_s, beat_bpm=health.beat_bpm)


def _remarks(name: str, health: Health) -> Iterator[Source]:
    if health.fault is not None:
        yield refused(name, health.fault)
    if health.n_without_route:
        yield Source(name, None, left_out=_NO_ROUTE, count=health.n_without_route)
