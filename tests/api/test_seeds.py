"""What the seeds hold is the same, parsed or remembered."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from downtempo import api, catalogue
from downtempo.api import Means


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    catalogue._PARSED.clear()
    catalogue.load_catalogue.cache_clear()


def never(*_given: object) -> dict[str, object]:
    raise AssertionError("parsed again")


def test_what_is_kept_is_what_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = repr(catalogue.load_catalogue())
    forget()
    means = Means(cache=str(tmp_path))
    api.recall_seeds(means)
    forget()
    monkeypatch.setattr(tomllib, "loads", never)
    api.recall_seeds(means)
    assert repr(catalogue.load_catalogue()) == plain


def test_without_a_cache_the_seeds_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tomllib, "loads", never)
    api.recall_seeds(Means())
    with pytest.raises(AssertionError, match="parsed again"):
        catalogue.load_catalogue()


def test_an_edited_seed_is_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means = Means(cache=str(tmp_path / "cache"))
    api.recall_seeds(means)
    copy = tmp_path / "seeds"
    shutil.copytree(catalogue.find_seeds(), copy)
    house = copy / "house.toml"
    text = house.read_text(encoding="utf-8")
    house.write_text(text.replace('title = "Readings of our own"', 'title = "Others"'), encoding="utf-8")
    forget()
    monkeypatch.setattr(catalogue, "find_seeds", lambda: copy)
    api.recall_seeds(means)
    assert catalogue.load_catalogue().sources["house"].title == "Others"


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x91\x92\xc4\x01a\x01"])
def test_what_is_kept_and_is_none_is_parsed_again(damage: bytes, tmp_path: Path) -> None:
    from downtempo.cache import key_of, open_cache

    with open_cache(str(tmp_path), never) as cache:  # type: ignore[union-attr,arg-type]
        cache.keep(key_of(catalogue.seeds_digest(), "", "seeds"), damage)
    api.recall_seeds(Means(cache=str(tmp_path)))
    assert len(catalogue.load_catalogue().sources) > 5
