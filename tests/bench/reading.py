"""The speed of our readers beside their peers on the same bytes.

Ratios are measured in one process, in CPU time, readers taking turns, medians of several runs; nothing is left out.
Where the corpus of recordings lies beside the checkout, its files are read: of FIT those of 50 kB and more, of GPX
those of 0.3 MB and more once inflated, of TCX those of 30 kB and more. Anywhere else recordings are made.
"""

from __future__ import annotations

import gzip
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import fitdecode
import fitparse
import gpxpy

from downtempo.parser import deflate, parse
from downtempo.parser.fit import checksum

from .recordings import recordings

Call = Callable[[], object]
#: File name, its bytes inflated.
Files = list[tuple[str, bytes]]

_SHARED = Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared")
#: By format: the least size [bytes, inflated], and how many files are read, spread evenly over all by name.
_LEAST = {"fit": (50_000, 12), "gpx": (300_000, 8), "tcx": (30_000, 12)}
_ROUNDS, _OURS_A_ROUND = 3, 5
_HAS_FAST = bool(find_spec("isal") and find_spec("fastcrc"))
#: What is asked of the median.
FLOORS = {
    ("fit", "fitparse"): 200, ("fit", "fitparse, without"): 150,
    ("fit", "fitdecode"): 120, ("fit", "garmin-fit-sdk"): 70, ("gpx", "gpxpy with lxml"): 25,
    ("tcx", "tcxreader"): 6,
}  # fmt: skip


def main() -> None:
    """Print the table: everything with the extra `fast` where it is installed, and without."""
    files = _corpus() or list(recordings().items())
    sys.stdout.write(f"{_machine()}, Python {sys.version.split()[0]}; median (least to most) of so many files\n\n")
    if not _HAS_FAST:
        sys.stdout.write("the extra `fast` is not installed here\n")
    for kind in _LEAST:
        _compare(kind, [(name, data) for name, data in files if name.endswith(kind)])


def _switch(is_fast: bool) -> None:
    """Let the readers use the extra `fast`, or not."""
    hidden = () if is_fast else ("isal", "fastcrc")
    loaded = {name: sys.modules.pop(name, None) for name in hidden}
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    for module in (deflate, checksum):
        found = getattr(module, "_faster")  # noqa: B009 - the one place outside that has a say in it
        found.cache_clear()
        found()
    for name, module_then in loaded.items():
        del sys.modules[name]
        if module_then is not None:
            sys.modules[name] = module_then


def _compare(kind: str, files: Files) -> None:
    ratios: dict[tuple[str, str], list[float]] = {}
    seconds: dict[str, list[float]] = {}
    for name, data in files:
        with tempfile.NamedTemporaryFile(suffix=f".{kind}") as file:
            file.write(data)
            file.flush()
            ours, others = _medians(partial(parse, data, name), _peers(kind, data, file.name))
        for way, mine in ours.items():
            seconds.setdefault(way, []).append(mine)
            for peer, spent in others.items():
                ratios.setdefault((way, peer), []).append(spent / mine)
    for (way, peer), found in ratios.items():
        told = f"x{statistics.median(found):6.1f} (x{min(found):.1f} to x{max(found):.1f}) of {len(found)}"
        floor = FLOORS[kind, peer] if way == "with" or peer != "fitparse" else FLOORS[kind, "fitparse, without"]
        sys.stdout.write(f"{kind} {way + ' [fast]':<14} against {peer:<15} {told:<38} asked: x{floor}\n")
    for way, found in seconds.items():
        sys.stdout.write(f"{kind} {way + ' [fast]':<14} {1000 * statistics.median(found):.2f} ms a file\n")


def _medians(ours: Call, peers: dict[str, Call]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the median CPU seconds of ours, with and without `fast`, and of peers; all take turns.

    So a slow moment hits all alike. A peer that does not read a file is left out of it.
    """
    able = {name: call for name, call in peers.items() if _reads(call)}
    ways = {"with": True, "without": False} if _HAS_FAST else {"without": False}
    mine: dict[str, list[float]] = {way: [] for way in ways}
    spent: dict[str, list[float]] = {name: [] for name in able}
    for _ in range(_ROUNDS):
        for way, is_fast in ways.items():
            _switch(is_fast)
            ours()
            mine[way] += [_seconds(ours) for _ in range(_OURS_A_ROUND)]
        for name, call in able.items():
            spent[name].append(_seconds(call))
    return tuple({name: statistics.median(times) for name, times in all_.items()} for all_ in (mine, spent))  # type: ignore[return-value]


def _seconds(call: Call) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _reads(call: Call) -> bool:
    try:
        call()
    except Exception:  # noqa: BLE001 - peers fail in ways of their own
        return False
    return True


def _peers(kind: str, data: bytes, path: str) -> dict[str, Call]:
    """Return what each peer's own introduction does to read a file."""
    if kind == "fit":
        return _fit_peers(data)
    if kind == "gpx":
        return {"gpxpy with lxml": lambda: gpxpy.parse(data)} if find_spec("lxml") else {}
    if find_spec("tcxreader") is None:
        return {}
    from tcxreader.tcxreader import TCXReader

    return {"tcxreader": lambda: TCXReader().read(path)}


def _fit_peers(data: bytes) -> dict[str, Call]:
    peers: dict[str, Call] = {
        "fitparse": lambda: [one.get_values() for one in fitparse.FitFile(io.BytesIO(data)).get_messages()],
        "fitdecode": lambda: [
            one for one in fitdecode.FitReader(io.BytesIO(data)) if one.frame_type == fitdecode.FIT_FRAME_DATA
        ],
    }
    if find_spec("garmin_fit_sdk"):
        from garmin_fit_sdk import Decoder, Stream

        peers["garmin-fit-sdk"] = lambda: Decoder(Stream.from_byte_array(bytearray(data))).read()
    return peers


def _corpus() -> Files:
    return [file for kind in _LEAST for file in _spread(kind)]


def _spread(kind: str) -> Files:
    least, most = _LEAST[kind]
    found = [
        (path.name.removesuffix(".gz"), data)
        for path in sorted((_SHARED / "corpus").rglob(f"*.{kind}*"))
        if "bad" not in path.parts
        for data in _inflated(path)
        if len(data) >= least
    ]
    step = max(1, len(found) // most)
    return found[::step][:most]


def _inflated(path: Path) -> Iterator[bytes]:
    if path.is_file():
        data = path.read_bytes()
        yield gzip.decompress(data) if path.suffix.lower() == ".gz" else data


def _machine() -> str:
    """Return the name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "an unnamed processor"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "a processor")
