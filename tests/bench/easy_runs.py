"""Surges found on easy and long runs of real runners, where the corpus lies beside the checkout.

What a run was is told by what others wrote, never by the pace as this project reads it: by its name, by a planned
workout of one steady step, or by laps of a kilometre or a mile that the watch set itself and that differ little.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from downtempo.parser import parse
from downtempo.segmenter import Settings, segment

CORPUS = Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "corpus"
_NAMES = re.compile(
    r"ベース|リカバリ|ジョグ|LSD|ロング|\bbase\b|recovery|easy|long run|轻松|慢跑|恢复|长距离", re.IGNORECASE
)
_LEAST_LAPS, _LEAST_LAP_M, _EVEN = 4, 900.0, 1.25
#: Even laps hide workouts of a minute fast, a minute slow, and of reps on a track; these were seen to be such.
_WORKOUTS = ("2013-06-03", "2013-06-14", "2021-06-04")

Row = dict[str, str]


def main() -> None:
    """Print surges an hour, by what tells that the run was easy."""
    if not CORPUS.is_dir():
        sys.stdout.write("\neasy runs of real runners: the corpus is not beside the checkout\n")
        return
    tally = counts()
    sys.stdout.write("\neasy and long runs of real runners   runs    hours  surges   an hour\n")
    for why in (*sorted(tally), "all"):
        runs, hours, surges = (
            tally[why] if why != "all" else [sum(column) for column in zip(*tally.values(), strict=True)]
        )
        sys.stdout.write(f"told by {why:<27} {runs:6.0f} {hours:8.1f} {surges:7.0f} {surges / max(hours, 1e-9):9.2f}\n")


def counts() -> dict[str, list[float]]:
    """Return runs, hours and surges for each way in which a run is known to have been easy."""
    tally: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for file, why in easy_runs():
        hours, surges = _found(CORPUS / file)
        tally[why] = [a + b for a, b in zip(tally[why], (1.0, hours, surges), strict=True)]
    return dict(tally)


def easy_runs() -> Iterator[tuple[str, str]]:
    """Yield the files of easy and long runs, and what tells that they were; each run once."""
    laps: dict[str, list[Row]] = defaultdict(list)
    for lap in _rows("TRUTH_LAPS.csv"):
        laps[lap["file"]].append(lap)
    seen = set()
    for row in _rows("MANIFEST.csv"):
        is_run = "RUN" in row["tags"].split(";") and row["sport"].lower() in ("running", "trail_running", "")
        if is_run and (row["start"], row["distance_m"]) not in seen:
            seen.add((row["start"], row["distance_m"]))
            why = _why_easy(row, laps[row["file"]])
            if why:
                yield row["file"], why


def _why_easy(row: Row, laps: list[Row]) -> str:
    if _NAMES.search(row["name"]):
        return "name"
    if "workout-steps-steady" in row["tags"]:
        return "plan"
    triggers = {lap["trigger"].lower() for lap in laps[:-1]}
    full = [lap for lap in laps if lap["distance_m"] and lap["timer_s"] and float(lap["distance_m"]) >= _LEAST_LAP_M]
    paces = sorted(float(lap["timer_s"]) / float(lap["distance_m"]) for lap in full)
    is_own = triggers == {"distance"} and not any(lap["step_index"] for lap in laps)
    is_even = len(paces) >= _LEAST_LAPS and paces[-1] <= _EVEN * paces[0]
    return "laps" if is_own and is_even and not row["start"].startswith(_WORKOUTS) else ""


def _found(path: Path) -> tuple[float, int]:
    """Return the hours of running in a file, and the surges in it."""
    sessions = [segment(track, Settings(intervals="detected")) for track in parse(path.read_bytes(), path.name).tracks]
    return sum((s.moving_s or 0.0) / 3600 for s in sessions), sum(len(s.surges) for s in sessions)


def _rows(name: str) -> Iterator[Row]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    main()
