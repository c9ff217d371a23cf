"""Where chance comes from: one generator a purpose, and noise as smooth as a body or a satellite receiver.

The last bit of a sum depends on the processor; whatever a watch stores is rounded so much more coarsely that files come
out alike everywhere.
"""

from __future__ import annotations

import zlib

import numpy as np

from ..model.track import Column


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Return the generator of one purpose; adding a purpose leaves the others' numbers as they were.

    The purpose enters by its checksum, because `hash` of a string differs from process to process.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(purpose.encode())])))


def smooth(rng: np.random.Generator, n: int, width: float) -> Column:
    """Return `(n,)` noise of unit variance whose values `width` samples apart still go together.

    White noise under a Gaussian kernel; the autocorrelation falls to 1/e at two widths.
    """
    reach = int(4 * width) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    white = rng.standard_normal(n + 2 * reach)
    filtered: Column = np.convolve(white, kernel / np.sqrt(np.sum(kernel**2)), "valid")
    return filtered


def wandering(rng: np.random.Generator, n: int, memory: float) -> Column:
    """Return `(n,)` noise of unit variance that forgets itself over `memory` samples (Ornstein-Uhlenbeck)."""
    reach = int(6 * memory) + 1
    kernel = np.exp(-np.arange(reach + 1) / memory)
    white = rng.standard_normal(n + reach)
    filtered: Column = np.convolve(white, kernel / np.sqrt(np.sum(kernel**2)), "valid")
    return filtered
