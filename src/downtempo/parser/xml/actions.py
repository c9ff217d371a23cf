"""What happens where an element that means something opens and closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ... import limits
from ...errors import LimitExceeded
from .sheet import Head, Mark, Part, Sheet
from .vocabulary import Close, Node, Open

_LAPS = 100_000


def bind(node: Node, sheet: Sheet, texts: list[str], where: Callable[[], int]) -> None:
    """Give `node` its actions on `sheet`.

    `texts` is what stands in the element that is about to close, `where` the byte at which the present one began.
    """
    if node.kind == "leaf" or (node.kind == "old leaf" and sheet.is_gpx_10):
        node.close = _leaf(sheet, node.fills, texts)
        node.open = _marker(sheet, node.fills, where)
    elif node.kind == "word":
        node.close = _word(sheet, node.fills, texts)
    elif node.kind == "point":
        node.open, node.close = _place(sheet, _marker(sheet, "", where)), _point(sheet)
    elif node.kind in _OPENERS:
        opener = _OPENERS[node.kind]
        node.open = lambda attributes: opener(sheet, node, attributes)
        node.close = lambda: _leave(sheet, node)


def _leaf(sheet: Sheet, column: str, texts: list[str]) -> Close:
    rows, cells = sheet.column(column)

    def close() -> None:
        rows.append(sheet.rows)
        cells.append(texts[0] if len(texts) == 1 else "".join(texts))

    return close


def _word(sheet: Sheet, name: str, texts: list[str]) -> Close:
    def close() -> None:
        sheet.speaker[name] = "".join(texts).strip()

    return close


def _marker(sheet: Sheet, column: str, where: Callable[[], int]) -> Open | None:
    marks = sheet.marks
    return None if marks is None else lambda _attributes: marks.append(Mark(sheet.rows, column, where()))


def _place(sheet: Sheet, mark: Open | None) -> Open:
    """Return what reads the attributes of a GPX point; a TCX point has none."""
    lat_rows, lats = sheet.column("lat_deg")
    lon_rows, lons = sheet.column("lon_deg")

    def open_point(attributes: Mapping[str, str]) -> None:
        if mark:
            mark(attributes)
        if "lat" in attributes:
            lat_rows.append(sheet.rows)
            lats.append(attributes["lat"])
        if "lon" in attributes:
            lon_rows.append(sheet.rows)
            lons.append(attributes["lon"])

    return open_point


def _point(sheet: Sheet) -> Close:
    def close() -> None:
        sheet.rows += 1
        if sheet.rows > limits.POINTS:
            raise LimitExceeded("limit-points", f"more than {limits.POINTS} points; not read", hint="split the file")

    return close


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


_OPENERS = {
    "root": _open_root,
    "track": _open_track,
    "lap": _open_lap,
    "part": _open_part,
    "other": _open_other,
}


def _leave(sheet: Sheet, node: Node) -> None:
    if node.kind == "lap":
        sheet.speaker = sheet.tracks[-1].words
