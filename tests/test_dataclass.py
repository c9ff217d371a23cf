"""Dataclasses of our own making are those of the standard library, to all who ask."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import math
import pickle
import pkgutil
from typing import Any

import msgspec
import pytest

import downtempo
from downtempo.dataclass import dataclass, replace

OPTIONS: list[dict[str, bool]] = [
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "eq": False},
    {"frozen": True},
    {"slots": True, "eq": False},
    {"slots": True},
]


def bodies() -> type:
    class Split:
        """A split."""

        length: float
        name: str = "km"
        marks: list[int] = dataclasses.field(default_factory=list, hash=False)
        seen: bool = dataclasses.field(default=False, compare=False)
        secret: str = dataclasses.field(default="", repr=False)
        found: dict[str, int] = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)
        n_found: int = dataclasses.field(default=3, init=False, repr=False, compare=False)

        @property
        def double(self) -> float:
            """Twice the length."""
            return 2 * self.length

    return Split


def both(options: dict[str, bool]) -> tuple[Any, Any]:
    return dataclass(**options)(bodies()), dataclasses.dataclass(**options)(bodies())


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_are_made_called_shown_and_compared_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    for kind in both(options):
        kind.__qualname__ = "Split"
        one = kind(length=1.0, marks=[3])
        assert (one.length, one.name, one.marks, one.seen, one.secret, one.double) == (1.0, "km", [3], False, "", 2.0)
        assert kind(length=1.0).marks == []
        assert kind(length=1.0).marks is not kind(length=1.0).marks
        shown = "Split(length=1.0, name='km', marks=[3], seen=False)"
        assert repr(one) == shown
        assert (one == kind(length=1.0, marks=[3], seen=True)) is options.get("eq", True)
        assert one != kind(length=2.0, marks=[3])
        assert one != (1.0, "km", [3], False, "")
        with pytest.raises(TypeError):
            kind()
        with pytest.raises(TypeError):
            kind(length=1.0, width=2)
        assert dataclasses.replace(one, name="mile").name == "mile"
        assert repr(replace(one, name="mile")) == repr(dataclasses.replace(one, name="mile"))
        assert replace(one).marks is one.marks
        assert one.name == "km"
        names = [f.name for f in dataclasses.fields(kind)]
        assert names == ["length", "name", "marks", "seen", "secret", "found", "n_found"]
        assert (one.found, one.n_found) == ({}, 3)
        with pytest.raises(TypeError):
            kind(length=1.0, found={})
        assert copy.deepcopy(one).marks == [3]
    ours, theirs = both(options)
    assert ours.__match_args__ == theirs.__match_args__
    assert hasattr(ours, "__dict__") == hasattr(theirs, "__dict__")
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    assert list(inspect.signature(_awake(ours)).parameters) == list(inspect.signature(theirs).parameters)


def _awake(kind: Any) -> Any:
    kind(length=1.0)
    return kind


@pytest.mark.parametrize("options", [o for o in OPTIONS if o.get("frozen")], ids=str)
def test_what_is_frozen_cannot_be_changed(options: dict[str, bool]) -> None:
    for kind in both(options):
        one = kind(length=1.0)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
            one.name = "mile"
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
            del one.name
        assert one.name == "km"
        if options.get("eq", True):
            assert hash(one) == hash(kind(length=1.0, marks=[9], seen=True))


def test_no_number_is_itself_only_where_it_is_the_same_one() -> None:
    ours, theirs = both({"frozen": True, "slots": True})
    for kind in (ours, theirs):
        assert kind(math.nan) == kind(math.nan)
        assert kind(math.nan) != kind(float("nan"))


@dataclass(frozen=True, slots=True)
class Checked:
    """A number that is looked at."""

    value: float
    marks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError("negative")


def test_they_are_looked_at_pickled_and_decoded() -> None:
    with pytest.raises(ValueError, match="negative"):
        Checked(-1.0)
    one = Checked(1.0, (2, 3))
    with pytest.raises(ValueError, match="negative"):
        replace(one, value=-1.0)
    with pytest.raises(AttributeError):
        replace(one, width=1)  # type: ignore[call-arg]
    assert pickle.loads(pickle.dumps(one)) == one
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Checked) == one
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"value": -1.0}), type=Checked)


def test_no_class_of_ours_is_made_the_slow_way() -> None:
    slow = []
    for found in pkgutil.walk_packages(downtempo.__path__, "downtempo."):
        if found.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            continue  # an extra that is not installed
        for kind in vars(module).values():
            if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == found.name:
                slow += [kind] if kind.__repr__.__module__ != "downtempo.dataclass" else []
    assert not slow
