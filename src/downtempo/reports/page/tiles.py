"""Map tiles behind a route, for those who ask for them: whoever serves them learns where was run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ...errors import UsageError
from ...model.drawing import Drawing
from .markup import Html, tag

_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?/[A-Za-z0-9._~!$&()*+=:@/%?{}-]*\Z")
_M_PER_DEG = math.pi / 180 * 6_371_008.8
_MOST, _DEEPEST = 24, 17


def origin_of(template: str) -> str:
    """Return the one origin that tiles come from.

    Raises
    ------
    UsageError
        The template is no address of tiles.
    """
    holes = all(hole in template for hole in ("{z}", "{x}", "{y}"))
    if not holes or not _URL.match(template):
        hint = "write https://tiles.example.org/{z}/{x}/{y}.png"
        raise UsageError("option-tiles", "--tiles is no address of tiles by {z}, {x} and {y}", hint=hint)
    parts = urlsplit(template)
    return f"{parts.scheme}://{parts.netloc}"


def tiles_of(
    template: str, drawing: Drawing, left_m: float, top_m: float, width_m: float, height_m: float
) -> list[Html]:
    """Return the tiles that cover a frame, laid out in its metres; none without a template or a place on earth."""
    if not template or drawing.origin_deg is None:
        return []
    lat0, lon0 = drawing.origin_deg
    per_lon = _M_PER_DEG * math.cos(math.radians(lat0))
    west, east = lon0 + left_m / per_lon, lon0 + (left_m + width_m) / per_lon
    north, south = lat0 + top_m / _M_PER_DEG, lat0 + (top_m - height_m) / _M_PER_DEG
    zoom = next((z for z in range(_DEEPEST, 0, -1) if _count(z, west, east, north, south) <= _MOST), 1)
    return list(_images(template, zoom, (west, east, north, south), (lat0, lon0, per_lon), left_m, top_m))


def _images(
    template: str, zoom: int, sides: tuple[float, float, float, float], origin: tuple[float, float, float],
    left_m: float, top_m: float,
) -> Iterator[Html]:  # fmt: skip
    west, east, north, south = sides
    lat0, lon0, per_lon = origin
    for column in range(int(_column(west, zoom)), int(_column(east, zoom)) + 1):
        for row in range(int(_row(north, zoom)), int(_row(south, zoom)) + 1):
            x0, x1 = ((_lon(c, zoom) - lon0) * per_lon - left_m for c in (column, column + 1))
            y0, y1 = (top_m - (_lat(r, zoom) - lat0) * _M_PER_DEG for r in (row, row + 1))
            address = template.replace("{z}", str(zoom)).replace("{y}", str(row))
            address = address.replace("{x}", str(column % 2**zoom))
            yield tag(
                "image", href=address, x=round(x0, 1), y=round(y0, 1), width=round(x1 - x0, 1),
                height=round(y1 - y0, 1), preserveAspectRatio="none",
            )  # fmt: skip


def _count(zoom: int, west: float, east: float, north: float, south: float) -> int:
    columns = int(_column(east, zoom)) - int(_column(west, zoom)) + 1
    return columns * (int(_row(south, zoom)) - int(_row(north, zoom)) + 1)


def _column(lon: float, zoom: int) -> float:
    return (lon + 180) / 360 * float(2**zoom)


def _row(lat: float, zoom: int) -> float:
    return (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * float(2**zoom)


def _lon(column: int, zoom: int) -> float:
    return column / float(2**zoom) * 360 - 180


def _lat(row: int, zoom: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**zoom))))
