from __future__ import annotations

import pytest

import downtempo


@pytest.mark.parametrize("name", downtempo.__all__)
def test_every_public_name_can_be_used_and_says_what_it_is(name: str) -> None:
    assert getattr(downtempo, name).__doc__


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'segmentt'"):
        _ = downtempo.segmentt
