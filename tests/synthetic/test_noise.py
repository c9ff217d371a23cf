from __future__ import annotations

import numpy as np
import pytest

from downtempo.synthetic.noise import generator, smooth, wandering


def test_a_seed_and_a_purpose_give_the_same_numbers_every_time() -> None:
    assert np.array_equal(generator(5, "pace").random(9), generator(5, "pace").random(9))


@pytest.mark.parametrize(("seed", "purpose"), [(6, "pace"), (5, "speed")])
def test_another_seed_or_purpose_gives_other_numbers(seed: int, purpose: str) -> None:
    assert not np.array_equal(generator(5, "pace").random(9), generator(seed, purpose).random(9))


@pytest.mark.parametrize("make", [smooth, wandering])
def test_noise_has_the_length_asked_for_and_unit_variance(make) -> None:  # type: ignore[no-untyped-def]
    noise = make(generator(1, "test"), 20_000, 5.0)
    assert noise.shape == (20_000,)
    assert np.std(noise) == pytest.approx(1.0, abs=0.05)


def test_smooth_noise_forgets_itself_over_a_few_widths() -> None:
    noise = smooth(generator(1, "test"), 50_000, 10.0)
    near, far = (np.mean(noise[:-lag] * noise[lag:]) for lag in (2, 80))
    assert near > 0.95
    assert abs(far) < 0.1


def test_wandering_noise_falls_to_a_third_over_its_memory() -> None:
    noise = wandering(generator(1, "test"), 200_000, 20.0)
    assert np.mean(noise[:-20] * noise[20:]) == pytest.approx(np.exp(-1), abs=0.08)
