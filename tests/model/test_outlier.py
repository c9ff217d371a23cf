"""One of several like measurements."""

from __future__ import annotations

import pytest

from downtempo.model import error_of_one


@pytest.mark.parametrize(
    ("observed", "error"),
    [
        ((4.9, 5.0, 5.6, 4.8, 5.1), 1.0),
        ((5.1, 5.2, 5.6, 5.3, 5.1), 1.0),
        ((5.6, 5.7, 5.4, 4.9, 5.8), 0.5),
        ((5.6,), 0.5),
        ((), 0.5),
    ],
)
def test_what_stands_out_alone_among_others_within_has_to_do_so_twice_as_far(
    observed: tuple[float, ...], error: float
) -> None:
    assert error_of_one(0.5, observed, 5.0, 2.0) == error
