"""Dataclasses that are made in a tenth of the time.

Those of the standard library have up to six methods written and compiled for every class, which adds up to a fifth of
what a hook on one file takes. Here the constructor alone is compiled, and only for a class of which there is an
instance; the other methods are shared by all. To all who ask they are dataclasses: `fields`, `replace`, pickles and
decoders work.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # what type checkers know
    from dataclasses import replace as replace
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """Return what makes a class a dataclass, with some options of the standard library's own."""
        return lambda cls: _made(cls, **options)

    def replace(one: Any, /, **changes: Any) -> Any:
        """Return what that of the standard library does, several times as fast where many fields stay as they are."""
        made = type(one)
        other = object.__new__(made)
        _copier(made)(one, other)
        for name, value in changes.items():
            object.__setattr__(other, name, value)
        if hasattr(made, "__post_init__"):
            other.__post_init__()
        return other


@cache
def _copier(made: Any) -> Any:
    """Return what gives all fields of one instance to another."""
    known: dict[str, Any] = {"_set": object.__setattr__}
    body = [f"_set(other, {one.name!r}, one.{one.name})" for one in dataclasses.fields(made)]
    exec("def copy(one, other):\n " + "\n ".join(body or ["pass"]), known)  # noqa: S102 - nothing of a user is in it
    return known["copy"]


def _made(cls: type, *, frozen: bool = False, eq: bool = True, slots: bool = False, kw_only: bool = False) -> Any:
    made: Any = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
    methods: dict[str, Any] = {"__init__": _first_init(made), "__repr__": _repr}
    if eq:
        methods |= {"__eq__": _is_equal, "__hash__": _hash_of if frozen else None}
    if frozen:
        vars(made)["__dataclass_params__"].frozen = True
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        methods |= {"__getstate__": _state, "__setstate__": _restore} if slots else {}
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _first_init(made: Any) -> Callable[..., None]:
    """Return a constructor that puts the real one in its place when it is first called."""

    def __init__(self: Any, /, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        made.__init__ = _compiled_init(made)
        made.__init__(self, *args, **kwargs)

    return __init__


def _compiled_init(made: Any) -> Any:
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    heads: tuple[list[str], list[str]] = ([], [])
    body = []
    for one in dataclasses.fields(made):
        head, value, default = one.name, one.name, f"_default_{one.name}"
        if one.default is not dataclasses.MISSING:
            known[default], head = one.default, f"{head}={default}"
        elif one.default_factory is not dataclasses.MISSING:
            known[default], head = one.default_factory, f"{head}=_missing"
            value = f"{default}() if {one.name} is _missing else {one.name}"
        if one.init:
            heads[bool(one.kw_only)].append(head)
        else:
            value = head.partition("=")[2] if one.default is not dataclasses.MISSING else f"{default}()"
        body.append(f"_set(self, {one.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    head = ", ".join(["self", *heads[0], *(("*", *heads[1]) if heads[1] else ())])
    exec(f"def __init__({head}):\n " + "\n ".join(body or ["pass"]), known)  # noqa: S102 - nothing of a user is in it
    known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return known["__init__"]


def _repr(self: Any) -> str:
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _is_equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    made: Any = self.__class__
    values = _compared(made)
    return values(self) == values(other)


def _hash_of(self: Any) -> int:
    made: Any = self.__class__
    return hash(_hashed(made)(self))


@cache
def _compared(made: Any) -> Callable[[object], tuple[Any, ...]]:
    return _values([one.name for one in dataclasses.fields(made) if one.compare])


@cache
def _hashed(made: Any) -> Callable[[object], tuple[Any, ...]]:
    return _values([one.name for one in dataclasses.fields(made) if (one.compare if one.hash is None else one.hash)])


def _values(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    """Return what takes these fields out of an instance, as a tuple, which a getter of a single one would not."""
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
