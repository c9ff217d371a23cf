"""Attackers who know everything but the secret. DOWNTEMPO_ATTACK=full lets them loose on 200 runners of 50 runs."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.support.attacks import ATTACKS, Outcome, simulate

import downtempo.privacy.zones

NAMED = ("circle of the known radius", "circle of any radius", "centroid")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return simulate(200, 50) if os.environ.get("DOWNTEMPO_ATTACK") == "full" else simulate(60, 20)


@pytest.mark.parametrize("name", NAMED)
def test_a_home_is_found_within_50_metres_for_two_percent_of_runners_at_most(outcome: Outcome, name: str) -> None:
    assert outcome.within(name, 50) <= 0.02


@pytest.mark.parametrize("name", NAMED)
def test_half_of_the_attacks_are_off_by_300_metres_or_more(outcome: Outcome, name: str) -> None:
    least = 300 if len(outcome.errors_m[name]) == 200 else 270  # of 60 runners the median is known to some 15 m
    assert outcome.median_m(name) >= least


def test_every_attack_is_let_loose(outcome: Outcome) -> None:
    assert set(outcome.errors_m) == set(ATTACKS)


def test_the_same_attacks_find_homes_whose_zones_are_not_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the attackers, not the zones, would be what the tests above measure."""
    monkeypatch.setattr(downtempo.privacy.zones, "_LEAST_SHARE", 0.0)
    monkeypatch.setattr(downtempo.privacy.zones, "_MOST_SHARE", 0.0)
    monkeypatch.setattr(downtempo.privacy.cut, "MORE_SHARE", 0.0)
    plain = simulate(20, 20)
    assert plain.within("circle of any radius", 50) > 0.5
    assert np.median(plain.errors_m["circle of the known radius"]) < 50
