from __future__ import annotations

import pickle

import pytest

from downtempo import errors
from downtempo.errors import DowntempoError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DowntempoError)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_another_process_is_the_same_here(kind: type[DowntempoError]) -> None:
    error = kind("fit-truncated", "it ends early", path="a.fit", offset=12, hint="get the original")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert vars(back) == vars(error)
    assert str(back) == str(error) == "a.fit:12: it ends early; get the original"
