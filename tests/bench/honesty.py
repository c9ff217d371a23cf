"""How often the truth lies within the stated errors: 68 of 100 within one of them, 95 within two."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from downtempo.parser import parse
from downtempo.segmenter import segment
from tests.support.calibration import MEASURES, Table, calibration, errors_of

SEEDS = range(911, 921)
BENCH = (
    Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "bench" / "sessions"
)


def main() -> None:
    """Print the share of edges and grades within one and two stated errors, by watch."""
    _print("within 1 / 2 stated errors", calibration(SEEDS))
    if BENCH.is_dir():
        _print("the same, other generator", _beside())


def _print(title: str, table: Table) -> None:
    sys.stdout.write(f"\n{title:<28}" + "".join(f"{what:>22}" for what in MEASURES) + "\n")
    watches = list(dict.fromkeys(watch for watch, _ in table))
    for watch in (*watches, "all"):
        told = []
        for what in MEASURES:
            errors = np.concatenate([table.get((w, what), []) for w in watches if watch in (w, "all")])
            shares = f"{(errors <= 1).mean():8.0%} {(errors <= 2).mean():5.0%} of" if len(errors) else "none"
            told.append(f"{shares} {len(errors):4d}")
        sys.stdout.write(f"{watch:<28}" + "".join(f"{words:>22}" for words in told) + "\n")


def _beside() -> Table:
    """Return the errors on the sessions beside the checkout, which were made by another generator."""
    errors: Table = defaultdict(list)
    for path in sorted(BENCH.glob("*.truth.json")):
        truth = json.loads(path.read_text(), object_hook=lambda fields: SimpleNamespace(**fields))
        session = segment(parse((BENCH / truth.file).read_bytes(), truth.file).tracks[0])
        watch = f"tier {truth.tier}" + (", smart recording" if truth.smart_recording else "")
        for what, error in errors_of(session, truth):
            errors[watch, what].append(abs(error))
    return errors


if __name__ == "__main__":
    main()
