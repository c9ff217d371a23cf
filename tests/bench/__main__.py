"""The tables: our readers beside their peers, what segmenting costs and finds, how honest it is, a year of runs.

Ratios are measured in one process, in CPU time, readers alternating, medians of several runs.
The recordings are made by the generator, so that the tables can be made anywhere; some tell more beside the corpus.
"""

from __future__ import annotations

import platform
import sys

from . import cost, detection, easy_runs, honesty, reading, year


def main() -> None:
    """Print the tables."""
    sys.stdout.write(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n\n")
    for table in (reading, cost, detection, honesty, easy_runs, year):
        table.main()


if __name__ == "__main__":
    main()
