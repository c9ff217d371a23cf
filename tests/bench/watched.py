"""The command with a clock: on its last line of error output stands, for each stage, what processes had done by then.

`fill` is when files are handed out, `first` when the first portion is back, `judge` when all is kept and the runs are
handed out to be judged, `end` the end. Each is the processor time of the driver, of the server that it started to fork
workers, and of the workers [s].
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from downtempo.batch import pool
from downtempo.cli import main

_TICKS = os.sysconf("SC_CLK_TCK")
marks: dict[str, tuple[float, float, float]] = {}


def mark(stage: str) -> None:
    """Note the processor time until now, unless this stage has begun before."""
    spent = [time.process_time(), 0.0, 0.0]
    for depth, seconds in below(os.getpid()):
        spent[min(depth, 2)] += seconds
    marks.setdefault(stage, (spent[0], spent[1], spent[2]))


def below(pid: int, depth: int = 1) -> Iterator[tuple[int, float]]:
    """Yield how deep each process below another one lies and its processor time [s]; those that have ended, too."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            yield depth, sum(map(int, fields[11:13])) / _TICKS
            yield depth + 1, sum(map(int, fields[13:15])) / _TICKS
            yield from below(child, depth + 1)


def before(name: str, stages: tuple[str, ...]) -> None:
    """Let a function of the pool note that it is called, the first time, the second and so on."""
    real: Callable[..., Any] = getattr(pool, name)
    left = list(stages)

    def noted(*arguments: Any, **more: Any) -> Any:
        if left:
            mark(left.pop(0))
        return real(*arguments, **more)

    setattr(pool, name, noted)


if __name__ == "__main__":
    before("pool_of", ("fill", "judge"))
    before("is_death", ("first",))
    try:
        main()
    finally:
        mark("end")
        print(json.dumps(marks), file=sys.stderr)  # noqa: T201
