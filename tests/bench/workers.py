"""One worker and two: what they take, and where the time goes that a second one cannot save.

The wall is measured in turns, one worker and two, so that whatever else the machine does hits both alike. Processor
time hardly depends on that: of each stage it says what the driver and the workers did, and from the least of all turns,
for the work is the same, follows how long the batch takes where cores are free.

`DOWNTEMPO_HOURS=folder python -m tests.bench.workers`
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from .hours import FILES, hours, write
from .stages import SETTLED_S, Stages, stages

TURNS = int(os.environ.get("DOWNTEMPO_TURNS", "3"))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write(root / "runs", hours())
        time.sleep(SETTLED_S)
        stages(root, 2, FILES)  # bytecode, and files into memory
        ones, twos = [], []
        for _ in range(TURNS):
            ones.append(stages(root, 1, FILES))
            twos.append(stages(root, 2, FILES))
            ratio = ones[-1].wall_s / twos[-1].wall_s
            sys.stdout.write(f"one {ones[-1].wall_s:6.2f} s, two {twos[-1].wall_s:6.2f} s, x{ratio:.2f}\n")
            sys.stdout.flush()
    one, two = (Stages(*map(statistics.median, zip(*each, strict=True))) for each in (ones, twos))
    for stage in Stages._fields:
        sys.stdout.write(f"{stage:8} one {getattr(one, stage):6.2f} s, two {getattr(two, stage):6.2f} s\n")
    least = Stages(*map(min, zip(*ones, *twos, strict=True)))
    for cores in (2, 3):
        free = least.wall_of(1, cores), least.wall_of(2, cores)
        sys.stdout.write(f"{cores} free cores: one {free[0]:.2f} s, two {free[1]:.2f} s, x{free[0] / free[1]:.2f}\n")


if __name__ == "__main__":
    main()
