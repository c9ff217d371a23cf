"""With what files are read: how many processes, and what was kept of earlier times. Results do not depend on it."""

from __future__ import annotations

from collections.abc import Callable

from ..dataclass import dataclass


def _silent(_line: str) -> None:
    """Tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How much of the machine is used.

    Parameters
    ----------
    jobs
        Processes to read with; with more than one, many files are shared out. A script that asks for more than one
        needs the guard `if __name__ == "__main__"`, as all of `multiprocessing` does.
    cache
        The folder in which results are kept, None for none.
    tell
        Takes a line for who wants to know more, such as why there is no cache.
    """

    jobs: int = 1
    cache: str | None = None
    tell: Callable[[str], None] = _silent


ALONE = Means()
