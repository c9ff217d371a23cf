"""Runners whose home is known, and attackers who look for it in what `--share` shows.

The attackers know how zones are made, their radius and that centres are moved; they do not know the secret.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from downtempo.model.track import Track
from downtempo.privacy import cut_of, ends_of, shown_track, zones_of
from downtempo.privacy.zones import RADIUS_M

Points = NDArray[np.float64]
Attack = Callable[["Seen", np.random.Generator], Points]

_STEP_M = 12.0
_M_PER_DEG = np.pi / 180 * 6_371_008.8
_LAT, _LON = -48.8767, -123.3933


@dataclass(frozen=True)
class Seen:
    """What an attacker sees of one runner: where shown stretches begin and end, and which way they led there [m]."""

    ends: Points
    ways: Points


@dataclass(frozen=True)
class Outcome:
    """How far from the home each attack came out, for each runner [m]."""

    errors_m: dict[str, list[float]] = field(default_factory=dict)

    def within(self, name: str, metres: float) -> float:
        """Return the share of runners whose home was found this nearly."""
        return float(np.mean(np.array(self.errors_m[name]) <= metres))

    def median_m(self, name: str) -> float:
        """Return the median error."""
        return float(np.median(self.errors_m[name]))


def simulate(n_users: int, n_runs: int, seed: int = 1) -> Outcome:
    """Let every attack loose on every runner."""
    outcome = Outcome({name: [] for name in ATTACKS})
    for user in range(n_users):
        rng = np.random.default_rng([seed, user])
        home = rng.uniform(-5000, 5000, 2)
        seen = _seen(_runs(home, n_runs, rng), rng.bytes(32))
        for name, attack in ATTACKS.items():
            outcome.errors_m[name].append(float(np.hypot(*(attack(seen, rng) - home))))
    return outcome


def _runs(home: Points, n: int, rng: np.random.Generator) -> list[Track]:
    """Return runs from the door and back to it: a few ways that are liked, each never run quite the same."""
    liked = rng.uniform(0, 2 * np.pi, 6)
    return [_run(home, float(rng.choice(liked)) + rng.normal(0, 0.25), rng) for _ in range(n)]


def _run(home: Points, heading: float, rng: np.random.Generator) -> Track:
    n = int(rng.uniform(4000, 12000) / 2 / _STEP_M)
    bends = np.cumsum(rng.normal(0, 0.06, n)) + heading + 0.5 * np.sin(np.arange(n) * _STEP_M / rng.uniform(200, 900))
    out = np.cumsum(_STEP_M * np.stack([np.cos(bends), np.sin(bends)]), axis=1)
    door = home + rng.normal(0, 25, 2)
    back = out[:, ::-1] + rng.normal(0, 3, (2, 1))
    way = door[:, None] + np.concatenate([out, back], axis=1) + rng.normal(0, 3, (2, 2 * n))
    lat, lon = _LAT + way[1] / _M_PER_DEG, _LON + way[0] / (_M_PER_DEG * np.cos(np.radians(_LAT)))
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=int(rng.integers(10**8)))
    return Track(start_utc=start, time_s=np.arange(0.0, 8.0 * n, 4.0), lat_deg=lat, lon_deg=lon)


def _metres(track: Track) -> Points:
    east = (track.lon_deg - _LON) * _M_PER_DEG * np.cos(np.radians(_LAT))
    return np.stack([east, (track.lat_deg - _LAT) * _M_PER_DEG], axis=1)


def _seen(tracks: Sequence[Track], secret: bytes) -> Seen:
    zones, _ = zones_of([end for track in tracks for end in ends_of(track)], (), secret)
    ends, ways = [], []
    for track in tracks:
        shown = shown_track(track, cut_of(track, zones, secret))
        cuts = [0, *shown.breaks.tolist(), len(shown)]
        place = _metres(shown)
        for a, b in itertools.pairwise(cuts):
            if b - a > 8:
                ends += [place[a], place[b - 1]]
                ways += [place[a] - place[a + 6], place[b - 1] - place[b - 7]]
    return Seen(np.array(ends), np.array(ways) / np.maximum(np.hypot(*np.array(ways).T), 1e-9)[:, None])


def circle(seen: Seen, _rng: np.random.Generator) -> Points:
    """Return the centre of the circle of the known radius that most ends lie on."""
    centre = _kasa(seen.ends)
    best, most = centre, -1
    for i in range(0, len(seen.ends), max(1, len(seen.ends) // 40)):
        for j in range(i + 1, len(seen.ends), max(1, len(seen.ends) // 40)):
            for guess in _through(seen.ends[i], seen.ends[j]):
                n = int(np.count_nonzero(np.abs(np.hypot(*(seen.ends - guess).T) - RADIUS_M) < 15))
                best, most = (guess, n) if n > most else (best, most)
    near = np.abs(np.hypot(*(seen.ends - best).T) - RADIUS_M) < 20
    return _polished(seen.ends[near], best) if np.count_nonzero(near) > 2 else best


def plain_circle(seen: Seen, _rng: np.random.Generator) -> Points:
    """Return the centre of a circle of any radius through the ends, by least squares."""
    return _kasa(seen.ends)


def centroid(seen: Seen, _rng: np.random.Generator) -> Points:
    """Return the middle of all ends."""
    middle: Points = seen.ends.mean(axis=0)
    return middle


def doubled(seen: Seen, rng: np.random.Generator) -> Points:
    """Return the home of a runner who sets out in all directions alike: its ends lean half as far as the circle."""
    return 2 * centroid(seen, rng) - plain_circle(seen, rng)


def ring(seen: Seen, rng: np.random.Generator) -> Points:
    """Return a guess in the ring around the circle's centre in which the home must lie."""
    turn, away = rng.uniform(0, 2 * np.pi), RADIUS_M * np.sqrt(rng.uniform(1 / 9, 1 / 4))
    guess: Points = circle(seen, rng) + away * np.array([np.cos(turn), np.sin(turn)])
    return guess


def backwards(seen: Seen, _rng: np.random.Generator) -> Points:
    """Return the point nearest to the lines on which the shown stretches came out of the zone."""
    normal = np.stack([-seen.ways[:, 1], seen.ways[:, 0]], axis=1)
    weights = np.ones(len(normal))
    point = seen.ends.mean(axis=0)
    for _ in range(20):
        rows = normal * weights[:, None]
        point = np.linalg.lstsq(rows, np.sum(rows * seen.ends, axis=1), rcond=None)[0]
        weights = 1 / np.sqrt(1 + (np.sum(normal * (point - seen.ends), axis=1) / 100) ** 2)
    return np.asarray(point)


def _kasa(points: Points) -> Points:
    rows = np.column_stack([2 * points, np.ones(len(points))])
    return np.asarray(np.linalg.lstsq(rows, np.sum(points**2, axis=1), rcond=None)[0][:2])


def _through(one: Points, other: Points) -> list[Points]:
    half = (other - one) / 2
    length = float(np.hypot(*half))
    if not 1 < length < RADIUS_M:
        return []
    up = np.sqrt(RADIUS_M**2 - length**2) / length * np.array([-half[1], half[0]])
    return [one + half + up, one + half - up]


def _polished(points: Points, centre: Points) -> Points:
    for _ in range(20):
        away = centre - points
        far = np.hypot(*away.T)
        centre = centre + np.linalg.lstsq(away / far[:, None], RADIUS_M - far, rcond=None)[0]
    return centre


ATTACKS: dict[str, Attack] = {
    "circle of the known radius": circle,
    "circle of any radius": plain_circle,
    "centroid": centroid,
    "centroid, doubled": doubled,
    "guess in the ring": ring,
    "lines backwards": backwards,
}
