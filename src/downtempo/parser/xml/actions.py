"""What happens where an element that means something opens and closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ... import limits
from ...errors import LimitExceeded
from .sheet import Head, Part, Sheet
from .vocabulary import Node

Open = Callable[[Sheet, Node, Mapping[str, str]], None]
Close = Callable[[Sheet, Node, list[str]], None]

_LAPS = 100_000


def _fill(sheet: Sheet, node: Node, texts: list[str]) -> None:
    rows, cells = sheet.cells.get(node.fills) or sheet.column(node.fills)
    rows.append(sheet.rows)
    cells.append(texts[0] if len(texts) == 1 else "".join(texts))


def _fill_old(sheet: Sheet, node: Node, texts: list[str]) -> None:
    if sheet.is_gpx_10:
        _fill(sheet, node, texts)


def _say(sheet: Sheet, node: Node, texts: list[str]) -> None:
    sheet.speaker[node.fills] = "".join(texts).strip()


def _open_point(sheet: Sheet, _node: Node, attributes: Mapping[str, str]) -> None:
    """Read the attributes of a GPX point; a TCX point has none."""
    for name, column in _PLACE:
        if name in attributes:
            rows, cells = sheet.column(column)
            rows.append(sheet.rows)
            cells.append(attributes[name])


def _close_point(sheet: Sheet, _node: Node, _texts: list[str]) -> None:
    sheet.rows += 1
    if sheet.rows > limits.POINTS:
        raise LimitExceeded(
            "limit-points", f"more than {limits.POINTS} points; not read", hint="split the file", limit="POINTS"
        )


def _open_root(sheet: Sheet, _node: Node, attributes: Mapping[str, str]) -> None:
    sheet.speaker = sheet.words
    sheet.words["device"] = attributes.get("creator", "")
    # Only GPX 1.0 says what a speed is; writers of 1.1 who add one give km/h as well as m/s.
    has_old_name = sheet.root_uri.rstrip("/").endswith("/1/0")
    sheet.is_gpx_10 = has_old_name or (not sheet.root_uri and attributes.get("version", "1.0") == "1.0")


def _open_track(sheet: Sheet, node: Node, attributes: Mapping[str, str]) -> None:
    words = {"sport": attributes.get("Sport", "")}
    if sheet.tracks and sheet.tracks[-1].row == sheet.rows:
        _drop_empty(sheet)
    sheet.tracks.append(Head(sheet.rows, words, is_course=node.fills == "course"))
    sheet.speaker = words


def _drop_empty(sheet: Sheet) -> None:
    """Forget the last track, which has no points: a file may hold millions of such."""
    sheet.tracks.pop()
    while sheet.laps and sheet.laps[-1].track == len(sheet.tracks):
        sheet.laps.pop()


def _open_lap(sheet: Sheet, _node: Node, attributes: Mapping[str, str]) -> None:
    if len(sheet.laps) >= _LAPS:
        raise LimitExceeded("limit-laps", f"more than {_LAPS} laps; not read")
    words = {"StartTime": attributes.get("StartTime", "")}
    sheet.laps.append(Head(sheet.rows, words, track=len(sheet.tracks) - 1))
    sheet.speaker = words
    sheet.opens_lap = True


def _open_part(sheet: Sheet, _node: Node, _attributes: Mapping[str, str]) -> None:
    if sheet.parts and sheet.parts[-1].row == sheet.rows:
        sheet.parts.pop()
    sheet.parts.append(Part(sheet.rows, sheet.opens_lap))
    sheet.opens_lap = False


def _open_other(sheet: Sheet, node: Node, _attributes: Mapping[str, str]) -> None:
    sheet.others[node.fills] += 1


def _close_lap(sheet: Sheet, _node: Node, _texts: list[str]) -> None:
    sheet.speaker = sheet.tracks[-1].words


#: Elements whose place in the document somebody may want.
MARKED = frozenset({"leaf", "old leaf", "point"})
_PLACE = (("lat", "lat_deg"), ("lon", "lon_deg"))
#: What to do where an element of this meaning opens, and where it closes, with the texts that stand in it.
OPENERS: dict[str, Open] = {
    "root": _open_root,
    "track": _open_track,
    "lap": _open_lap,
    "part": _open_part,
    "point": _open_point,
    "other": _open_other,
}
CLOSERS: dict[str, Close] = {
    "leaf": _fill,
    "old leaf": _fill_old,
    "word": _say,
    "point": _close_point,
    "lap": _close_lap,
}
