from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from tests.support.fit_bytes import UINT8, define

from downtempo import limits
from downtempo.errors import LimitExceeded
from downtempo.parser.fit.stride import Walk
from downtempo.parser.fit.walk import Stop, go_back, mark, messages, skip, walk_on


def _walk(data: bytes) -> tuple[Walk, Stop | None]:
    walk = Walk(data, 0, len(data))
    return walk, walk_on(walk)


def _plain(data: bytes) -> list[tuple[int, int]]:
    """Head and end of every message, one by one."""
    sizes: dict[int, int] = {}
    at, out = 0, []
    while at < len(data):
        head = data[at]
        if 0x40 <= head < 0x80:
            n = data[at + 5]
            sizes[head & 15] = 1 + sum(data[at + 7 + 3 * i] for i in range(n))
            at += 6 + 3 * n
        else:
            at += sizes[head >> 5 & 3 if head & 0x80 else head & 15]
        out.append((head, at))
    return out


def _found(walk: Walk) -> list[tuple[int, int]]:
    told = messages(walk)
    return list(zip(told.heads.tolist(), told.stops.tolist(), strict=True))


def _of_size(local: int, size: int, number: int = 20) -> bytes:
    return define(local, number, [(i, 1, UINT8) for i in range(size)])


def _data(order: Sequence[int], sizes: dict[int, int], seed: int) -> bytes:
    source = random.Random(seed)
    return b"".join(bytes([head]) + source.randbytes(sizes[head & 15]) for head in order)


@pytest.mark.parametrize("period", [(3,), (3, 1), (0, 1, 2), (0, 1, 0, 2), (2, 2, 1, 2, 2, 0), (5, 5, 5, 5, 1)])
@pytest.mark.parametrize("n", [0, 1, 11, 12, 13, 400, 3000])
def test_repetitions_of_any_period_are_walked_exactly(period: tuple[int, ...], n: int) -> None:
    sizes = {0: 7, 1: 3, 2: 11, 3: 20, 5: 1}
    body = b"".join(_of_size(local, size) for local, size in sizes.items())
    data = body + _data([*period] * n, sizes, n) + _data([1, 0], sizes, 1)
    walk, stop = _walk(data)
    assert stop is None
    assert _found(walk) == _plain(data)


@pytest.mark.parametrize("seed", range(25))
def test_any_mixture_of_messages_and_redefinitions_is_walked_exactly(seed: int) -> None:
    source = random.Random(seed)
    sizes: dict[int, int] = {}
    data = b""
    for _ in range(source.randrange(1, 60)):
        local = source.randrange(5)
        sizes[local] = source.choice([1, 2, 8, 8, 25])
        data += _of_size(local, sizes[local], source.choice([20, 21]))
        heads = [head for head in sizes if head < 16] + [0x80 | 32 * head | 5 for head in sizes if head < 4]
        order = source.choices(heads, k=source.randrange(0, 80))
        if source.random() < 0.5:
            order = [source.choice(heads)] * source.randrange(1, 200)
        plain = [head >> 5 & 3 if head & 0x80 else head for head in order]
        payloads = (source.randbytes(sizes[head]) for head in plain)
        data += b"".join(bytes([head]) + payload for head, payload in zip(order, payloads, strict=True))
    walk, stop = _walk(data)
    assert stop is None
    assert _found(walk) == _plain(data)


@pytest.mark.parametrize("n", [250, 258, 700])
def test_more_definitions_than_a_byte_can_number(n: int) -> None:
    data = b"".join(_of_size(0, 1 + i % 200, 1000 + i) + _data([0] * 3, {0: 1 + i % 200}, i) for i in range(n))
    walk, stop = _walk(data)
    assert stop is None
    assert _found(walk) == _plain(data)
    told = messages(walk)
    numbers = [one.number for one in (told.definitions[kind] for kind in told.kinds) if one is not None]
    assert numbers == [1000 + i for i in range(n) for _ in range(3)]


def test_the_same_definition_again_does_not_end_an_epoch() -> None:
    walk, stop = _walk((_of_size(0, 4) + _data([0] * 20, {0: 4}, 1)) * 30)
    assert stop is None
    messages(walk)
    assert len(walk.epochs) == 1


def test_a_type_that_was_never_defined_stops_the_walk_there() -> None:
    data = _of_size(0, 4) + _data([0] * 40, {0: 4}, 1)
    walk, stop = _walk(data + b"\x05" * 30)
    assert stop == Stop(len(data), "fit-corrupt-record")
    assert _found(walk) == _plain(data)


def test_a_message_that_passes_the_end_is_not_taken() -> None:
    whole = _of_size(0, 4) + _data([0] * 40, {0: 4}, 1)
    for lost in range(1, 5):
        walk, stop = _walk(whole[:-lost])
        assert stop == Stop(len(whole) - 5, "fit-truncated")
        assert _found(walk) == _plain(whole)[:-1]


def test_one_can_go_back_to_a_mark_and_over_bytes_that_are_no_messages() -> None:
    first = _of_size(0, 4) + _data([0] * 30, {0: 4}, 1)
    rest = _of_size(0, 9, 21) + _data([0] * 30, {0: 9}, 2)
    data = first + b"\x0f" * 7 + rest
    walk, stop = _walk(data)
    assert stop is not None
    here = mark(walk)
    skip(walk, stop.at + 7)
    assert walk_on(walk) is None
    jumped = _found(walk)
    assert jumped[32:] == [(head, at + len(first) + 7) for head, at in _plain(rest)]
    go_back(walk, here)
    assert _found(walk) == _plain(first)
    skip(walk, stop.at + 7)
    assert walk_on(walk) is None
    assert _found(walk) == jumped


def test_more_definitions_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEFINITIONS", 10)
    with pytest.raises(LimitExceeded, match="definitions"):
        _walk(_of_size(0, 1) * 11)


def test_more_messages_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MESSAGES", 100)
    with pytest.raises(LimitExceeded, match="messages"):
        _walk(_of_size(0, 1) + b"\0\0" * 200)


def test_a_heap_of_empty_messages_is_refused() -> None:
    walk, _ = _walk(define(0, 20, []) + bytes(limits.EMPTY_MESSAGES))
    assert len(messages(walk).kinds) == limits.EMPTY_MESSAGES + 1
    walk, _ = _walk(define(0, 20, []) + bytes(limits.EMPTY_MESSAGES + 1))
    with pytest.raises(LimitExceeded, match="empty"):
        messages(walk)
