"""The reference decoders in a process of their own: one file in, its columns out.

Run as a module, which reads the file from standard input and writes to standard output: a line of JSON, then the
columns as arrays of numpy.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from zipfile import BadZipFile

import numpy as np

from ... import limits
from ...dataclass import dataclass
from ...model import COLUMNS, Track
from ...model.track import Column


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a reference decoder told: one set of columns a track, `time_s` in Unix seconds; and why not more."""

    tracks: tuple[dict[str, Column], ...] = ()
    fault: str = ""


def read_apart(data: bytes, seconds: float = limits.REFERENCE_S) -> Told:
    """Read `data` with the reference decoder of its format, in a child that is stopped after so many seconds."""
    import subprocess  # only here: it would cost every start

    command = [sys.executable, "-P", "-m", __name__]
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=data, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return Told(fault=f"the reference decoder was stopped after {seconds:g} s")
    except OSError:
        return Told(fault="no process could be started for the reference decoder")
    head, _, body = done.stdout.partition(b"\n")
    try:
        told = json.loads(head)
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    except (ValueError, OSError, EOFError, KeyError, BadZipFile):
        return Told(fault=f"the reference decoder ended without an answer (exit code {done.returncode})")
    tracks = tuple({name: found[f"{name}.{k}"] for name in COLUMNS} for k in range(told["tracks"]))
    return Told(tracks, told["fault"])


def main() -> None:
    """Answer for the file that comes in, within the memory that is allowed."""
    _limit_memory()
    tracks, fault = _read(sys.stdin.buffer.read())
    columns = {f"{name}.{k}": column for k, track in enumerate(tracks) for name, column in track.items()}
    body = io.BytesIO()
    np.savez(body, **columns)  # type: ignore[arg-type]
    head = json.dumps({"tracks": len(tracks), "fault": fault}).encode()
    sys.stdout.buffer.write(head + b"\n" + body.getvalue())


def _read(data: bytes) -> tuple[list[dict[str, Column]], str]:
    from ..parse import parse

    try:
        recording = parse(data, "-", decoder="reference")
    except MemoryError:
        return [], "the reference decoder needs more memory than it may have"
    if recording.rejected is not None:
        return [], recording.rejected.message.partition(";")[0]
    fault = next((n.message for track in recording.tracks for n in track.notes if n.reason == "reference-failed"), "")
    return list(map(table_of, recording.tracks)), fault


def table_of(track: Track) -> dict[str, Column]:
    """Return the columns of a track, `time_s` in Unix seconds, NaN where it holds no times."""
    start_s = np.nan if track.start_utc is None else track.start_utc.timestamp()
    return {**track.columns, "time_s": track.time_s + start_s}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.REFERENCE_BYTES, limits.REFERENCE_BYTES))


if __name__ == "__main__":
    main()
