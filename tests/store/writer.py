"""A process that writes to a store until it is killed, and says after each commit what it wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from downtempo.errors import EnvironmentFault
from downtempo.model import Session
from downtempo.model.results import Collected
from downtempo.store import Entry, Filled, open_store, spell

PER_BATCH = 5


def key_of(word: str) -> str:
    """Return the key under which the content of this name is kept."""
    return sha256(word.encode()).hexdigest()


def value_of(word: str) -> bytes:
    """Return what is kept: some kilobytes that are known from the name."""
    return sha256(word.encode()).digest() * 64


def batch(writer: str, number: int) -> list[Filled]:
    """Return what goes into one commit; the first of each batch is common to all writers."""
    words = [f"common-{number}", *(f"{writer}-{number}-{k}" for k in range(1, PER_BATCH))]
    found = Collected((Session(local_date=date(2026, 10, 4)),))
    return [
        Filled(f"{w}.fit", "A", (Entry(f"{w}.fit", key_of(w), value_of(w), spell(key_of(w), found)),), "1")
        for w in words
    ]


def main() -> Iterator[int]:
    """Write batch after batch, and yield the number of each one that is committed."""
    url, writer, first, n = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open_store(url) as store:
        for number in range(first, first + n):
            store.put(batch(writer, number))
            yield number


if __name__ == "__main__":
    try:
        for committed in main():
            sys.stdout.write(f"{committed}\n")
            sys.stdout.flush()
    except EnvironmentFault as fault:
        sys.exit(str(fault))
