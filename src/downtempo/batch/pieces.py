"""What a file holds, piece by piece, and the keys under which what it gives can be known again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from hashlib import sha256

from ..cache import State, key_of
from ..dataclass import dataclass
from ..model.results import Collected
from ..parser import Found, Source, claimed, marks_of, opened

#: Reasons that lie in the machine or in the moment; the next time they may be gone.
PASSING = frozenset(
    {
        "file-changed", "limit-memory", "limit-time", "permission-denied", "read-error", "remote-fault", "special-file",
        "worker-died",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A recording in a file: what it is called, its key, empty where it must not be kept, and what it gave.

    `found` is None where it was not read, because it is known under its key.
    """

    name: str
    key: bytes
    found: Collected | None


def pieces_of(
    read: Callable[[Source], Collected], settings: str, task: tuple[Found, Collection[bytes]]
) -> tuple[Piece, ...]:
    """Return the pieces of a file, those read whose keys are not in the second part of the task."""
    file, known = task
    return tuple(_pieces(read, settings, file, known))


def _pieces(
    read: Callable[[Source], Collected], settings: str, file: Found, known: Collection[bytes]
) -> Iterator[Piece]:
    for source in opened(file):
        key = key_of_source(source, settings)
        if key in known:
            yield Piece(source.name, key, None)
            continue
        found = read(source)
        yield Piece(source.name, key if is_lasting(found) else b"", found)


def is_lasting(found: Collected) -> bool:
    """Whether the same bytes will give the same the next time."""
    return not found.bugs and all(r.reason not in PASSING for r in found.rejected)


def key_of_source(source: Source, settings: str) -> bytes:
    """Return the key of what a source gives: its bytes, the settings, and what its name and its export say of it.

    Empty where the reason for there being no bytes may pass.
    """
    if source.rejected is not None and source.rejected.reason in PASSING:
        return b""
    told = repr((source.rejected, source.left_out, source.count)).encode("utf-8", "surrogatepass")
    digest = sha256(told if source.data is None else source.data).digest()
    kind = "told" if source.data is None else claimed(source.name)
    beside = f"{kind}|{source.is_found}|{source.notes!r}|{marks_of(source.hints).hex()}"
    return key_of(digest, settings, beside)


def content_key(state: State, file: Found, settings: str) -> bytes:
    """Return the key under which the keys of the pieces of a file are kept, with its state."""
    return key_of(state.key, settings, f"content|{file.is_found}|{marks_of(file.hints).hex()}")


def remote_key(file: Found, settings: str) -> bytes:
    """Return what `content_key` does, for a file that lies on a server."""
    place = sha256(b"place:" + file.name.encode("utf-8", "surrogatepass")).digest()
    return key_of(place, settings, f"content|{file.is_found}|{marks_of(file.hints).hex()}")


def fear_key(state: State) -> bytes:
    """Return the key under which it is kept that a file in this state ended the process that read it."""
    return sha256(b"fear:" + state.key + state.marks).digest()
