"""Where map tiles lie under a route."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from downtempo.model.drawing import Drawing
from downtempo.reports.page.tiles import origin_of, tiles_of

TEMPLATE = "https://tiles.example.org/{z}/{x}/{y}.png"
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def placed(
    lat_deg: float, lon_deg: float, size_m: float
) -> dict[tuple[int, int, int], tuple[float, float, float, float]]:
    """Return where tiles lie in a square around a place, by zoom, column and row: left, top, width, height [m]."""
    drawing = Drawing(distance_m=np.array([0.0, size_m]), origin_deg=(lat_deg, lon_deg))
    out = {}
    for image in tiles_of(TEMPLATE, drawing, -0.5 * size_m, 0.5 * size_m, size_m, size_m):
        found = dict(ATTRIBUTE.findall(image.text))
        z, x, y = (int(part) for part in re.findall(r"\d+", found["href"]))
        out[z, x, y] = (float(found["x"]), float(found["y"]), float(found["width"]), float(found["height"]))
    return out


@pytest.mark.parametrize(("lat_deg", "lon_deg"), [(47.3, 8.5), (-33.9, 151.2), (64.1, -21.9), (0.1, 0.1)])
@pytest.mark.parametrize("size_m", [400.0, 5000.0, 60_000.0])
def test_tiles_cover_the_frame_without_gaps_and_the_place_lies_in_its_own_tile(
    lat_deg: float, lon_deg: float, size_m: float
) -> None:
    tiles = placed(lat_deg, lon_deg, size_m)
    (zoom,) = {z for z, _, _ in tiles}
    column = int((lon_deg + 180) / 360 * 2**zoom)
    row = int((1 - math.asinh(math.tan(math.radians(lat_deg))) / math.pi) / 2 * 2**zoom)
    left, top, width, height = tiles[zoom, column, row]
    middle = 0.5 * size_m
    assert left - 0.1 <= middle <= left + width + 0.1
    assert top - 0.1 <= middle <= top + height + 0.1
    assert min(x for x, _, _, _ in tiles.values()) <= 0.1
    assert max(x + w for x, _, w, _ in tiles.values()) >= size_m - 0.1
    assert min(y for _, y, _, _ in tiles.values()) <= 0.02 * size_m
    assert max(y + h for _, y, _, h in tiles.values()) >= 0.98 * size_m
    for (z, x, y), (x_m, y_m, w, h) in tiles.items():
        right, below = tiles.get((z, x + 1, y)), tiles.get((z, x, y + 1))
        assert right is None or right[0] == pytest.approx(x_m + w, abs=0.11)
        assert below is None or below[1] == pytest.approx(y_m + h, abs=0.11)


@pytest.mark.parametrize("size_m", [100.0, 2000.0, 100_000.0])
def test_a_route_asks_for_few_tiles(size_m: float) -> None:
    assert 1 <= len(placed(47.3, 8.5, size_m)) <= 24


def test_nothing_is_asked_for_by_default_or_without_a_place_on_earth() -> None:
    here = Drawing(distance_m=np.array([0.0, 9.0]), origin_deg=(1.0, 2.0))
    nowhere = Drawing(distance_m=np.array([0.0, 9.0]))
    assert tiles_of("", here, 0, 0, 100, 100) == []
    assert tiles_of(TEMPLATE, nowhere, 0, 0, 100, 100) == []


def test_the_origin_is_scheme_host_and_port() -> None:
    assert origin_of("http://a.example:81/x/{z}/{x}/{y}?k={z}") == "http://a.example:81"
