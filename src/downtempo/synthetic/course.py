"""Courses: a line on the map with a height at every metre.

Distances along a course are places: a runner may go forth and back between them, as on a hill. The map is flat, in
metres around an origin in the open South Pacific, at the spot of the ocean that is farthest from any land: a made-up
run must never lead to anybody's door. No country's clock holds there, so whoever uses such a run names the offset from
UTC; the default is the meridian's own, eight hours behind.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column
from ..units import EARTH_M
from .noise import generator, smooth

ORIGIN_LAT_DEG = -48.8767
ORIGIN_LON_DEG = -123.3933
UTC_OFFSET_S = -8 * 3600
#: Length over which a grade passes into the next one [m].
TRANSITION_M = 24


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """Height and map at every metre, arrays of one shape `(n,)`.

    On a loop the places go on beyond the end and begin again; a line ends at its last metre.
    """

    elevation_m: Column
    x_m: Column
    y_m: Column
    is_loop: bool = False

    @property
    def length_m(self) -> float:
        """Length of the line, or once around the loop [m]."""
        return float(len(self.elevation_m) - (0 if self.is_loop else 1))

    @property
    def grade_ratio(self) -> Column:
        """Rise over run at every metre, seen forwards."""
        if not self.is_loop:
            return np.gradient(self.elevation_m)
        return (np.roll(self.elevation_m, -1) - np.roll(self.elevation_m, 1)) / 2

    def at(self, place_m: Column) -> tuple[Column, Column, Column]:
        """Return x, y and elevation [m] at each place."""
        if self.is_loop:
            place_m = np.mod(place_m, self.length_m)
        x, y, z = (self._between(place_m, column) for column in (self.x_m, self.y_m, self.elevation_m))
        return x, y, z

    def _between(self, place_m: Column, column: Column) -> Column:
        if self.is_loop:
            column = np.append(column, column[0])
        return np.interp(place_m, np.arange(len(column), dtype=np.float64), column)


def to_degrees(x_m: Column, y_m: Column) -> tuple[Column, Column]:
    """Return latitude and longitude [deg] of map metres east and north of the origin."""
    lat: Column = ORIGIN_LAT_DEG + np.degrees(y_m / EARTH_M)
    lon: Column = ORIGIN_LON_DEG + np.degrees(x_m / (EARTH_M * np.cos(np.radians(ORIGIN_LAT_DEG))))
    return lat, lon


def legs(parts: Sequence[tuple[float, float]], *, start_m: float = 40.0, bend: float = 1.0, seed: int = 0) -> Course:
    """Return a line of legs, each of a length [m] and a grade [ratio], that pass into each other over 24 m.

    `start_m` is the first height; `bend` says how much the line winds, 0 for dead straight.
    """
    grades = np.concatenate([np.full(round(length), grade) for length, grade in parts])
    padded = np.pad(grades, TRANSITION_M // 2, mode="edge")
    ramped = np.convolve(padded, np.full(TRANSITION_M, 1 / TRANSITION_M), "valid")[: len(grades)]
    return Course(start_m + np.concatenate([[0.0], np.cumsum(ramped)]), *_winding(len(grades) + 1, bend, seed))


def flat(length_m: float, *, elevation_m: float = 40.0, bend: float = 1.0, seed: int = 0) -> Course:
    """Return a level line."""
    return legs([(length_m, 0.0)], start_m=elevation_m, bend=bend, seed=seed)


def hill(
    grade_ratio: float, length_m: float = 250.0, *, run_in_m: float = 1500.0, run_out_m: float = 500.0, seed: int = 0
) -> Course:
    """Return a level run-in, one slope of a constant grade (negative downhill) and a level run-out."""
    return legs([(run_in_m, 0.0), (length_m, grade_ratio), (run_out_m, 0.0)], start_m=80.0, seed=seed)


def rolling(length_m: float, *, grade_ratio: float = 0.02, wave_m: float = 350.0, seed: int = 0) -> Course:
    """Return a line that rises and falls, typically by `grade_ratio`, once in every `wave_m` or so."""
    n = round(length_m)
    grades = grade_ratio * smooth(generator(seed, "rolling"), n, wave_m / 5)
    grades -= np.mean(grades)
    return Course(60.0 + np.concatenate([[0.0], np.cumsum(grades)]), *_winding(n + 1, 1.0, seed))


def running_track(length_m: float = 400.0, *, elevation_m: float = 20.0) -> Course:
    """Return a level running track: two straights and two half circles, as a loop."""
    n = round(length_m)
    s = np.arange(n) + 0.5
    radius = 36.5 * length_m / 400.0
    straight = length_m / 2 - np.pi * radius
    arc = np.clip(s - straight, 0, np.pi * radius) + np.clip(s - 2 * straight - np.pi * radius, 0, None)
    x, y = _along(arc / radius)
    # A metre at a time the ends meet but for a few centimetres, which are spread over the round.
    share = np.arange(n) / n
    return Course(np.full(n, elevation_m), x[:-1] - share * x[-1], y[:-1] - share * y[-1], is_loop=True)


def loop(length_m: float, *, grade_ratio: float = 0.0, seed: int = 0) -> Course:
    """Return a round course of gentle bends; `grade_ratio` is its typical grade, 0 for level."""
    n = round(length_m)
    rng = generator(seed, "loop")
    turn = 2 * np.pi * np.arange(4 * n + 1) / (4 * n)
    waves = [(k, rng.uniform(0, 2 * np.pi), rng.uniform(0.02, 0.08)) for k in (2, 3, 5)]
    radius = 1 + sum((size * np.cos(k * turn + phase) for k, phase, size in waves), np.zeros(len(turn)))
    x, y = radius * np.cos(turn), radius * np.sin(turn)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    scale = length_m / along[-1]
    x, y = (scale * np.interp(np.arange(n), along * scale, column) for column in (x, y))
    return Course(60.0 + grade_ratio * _ring(rng, n), x, y, is_loop=True)


def _winding(n: int, bend: float, seed: int) -> tuple[Column, Column]:
    """Return map metres of a line with slow turns; its length along the line stays `n - 1`."""
    return _along(0.5 * bend * smooth(generator(seed, "winding"), n - 1, 150.0))


def _along(heading_rad: Column) -> tuple[Column, Column]:
    """Return the way `(n + 1,)` of one metre in each of the directions `(n,)`."""
    x, y = (np.concatenate([[0.0], np.cumsum(side(heading_rad))]) for side in (np.cos, np.sin))
    return x, y


def _ring(rng: np.random.Generator, n: int) -> Column:
    """Return heights around a loop whose grade is 1 on average (root mean square) and that meet at the ends."""
    turn = 2 * np.pi * np.arange(n) / n
    height = np.zeros(n)
    for k in range(2, max(3, n // 600)):
        height += np.sin(k * turn + rng.uniform(0, 2 * np.pi)) / k
    scaled: Column = height / np.sqrt(np.mean(np.gradient(height) ** 2))
    return scaled
