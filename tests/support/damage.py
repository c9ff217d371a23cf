"""What befalls files: seven kinds of damage in mid-file, and mutations of their bytes."""

from __future__ import annotations

import random

KINDS = ("zeros", "noise", "erased flash", "bytes lost", "bytes doubled", "one bit", "a page lost")
#: The most bytes that one of these kinds touches.
REACH = 512


def damaged(data: bytes, kind: str, at: int, source: random.Random) -> bytes:
    """Return `data` with one kind of damage at the byte `at`."""
    keep, rest = data[:at], data[at:]
    return {
        "zeros": keep + bytes(64) + rest[64:],
        "noise": keep + source.randbytes(64) + rest[64:],
        "erased flash": keep + b"\xff" * REACH + rest[REACH:],
        "bytes lost": keep + rest[17:],
        "bytes doubled": keep + data[max(at - 33, 0) : at] + rest,
        "one bit": keep + bytes([rest[0] ^ 1 << source.randrange(8)]) + rest[1:],
        "a page lost": keep + rest[REACH:],
    }[kind]


def mutated(data: bytes, source: random.Random, tokens: tuple[bytes, ...]) -> bytes:
    """Return `data` with one to six changes: bytes set, taken out, put in, copied, and tokens that mean something."""
    out = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(out) + 1)
        match source.randrange(6):
            case 0:
                out[at : at + 1] = source.randbytes(1)
            case 1:
                del out[at : at + source.randint(1, 60)]
            case 2:
                out[at:at] = source.randbytes(source.randint(1, 40))
            case 3:
                start = source.randrange(len(out) + 1)
                out[at:at] = out[start : start + source.randint(1, 400)]
            case 4:
                token = source.choice(tokens)
                out[at : at + source.choice((0, len(token)))] = token
            case _:
                if at < len(out):
                    out[at] ^= 1 << source.randrange(8)
    return bytes(out)
