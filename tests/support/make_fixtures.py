"""Make `fixtures/`: the recordings, and what the command line says of them.

Run it as `python -m tests.support.make_fixtures`; with `--check` nothing is written, and the exit code is 1 if
anything would be. Compressed files are compared by what they hold, since compressors differ.
"""

from __future__ import annotations

import gzip
import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.support.recordings import recordings

from downtempo.cli.main import cli

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RECORDED = (".fit", ".gpx", ".tcx", ".gz")


def cases() -> list[Path]:
    """Return the folders of all cases, in order."""
    return sorted(path.parent for path in FIXTURES.rglob("origin.toml"))


def answer(folder: Path) -> tuple[str, str]:
    """Return the name of the file that holds what is expected of a case, and what the command says now."""
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    document = _run([*origin["command"], "--format", "json"], folder)
    if folder.parent.name == "broken":
        return "error.txt", "".join(f"{line}\n" for line in _messages(json.loads(document)))
    return "expected.json", document


def _run(command: list[str], folder: Path) -> str:
    with chdir(folder):
        result = CliRunner().invoke(cli, command, standalone_mode=False, catch_exceptions=False)
    return result.stdout


def _messages(document: dict[str, Any]) -> Iterator[str]:
    """Yield one line for each rejected file and each note, as `show` tells them."""
    for told in document["rejected"]:
        yield _line(told["file"], told)
    for session in document["sessions"]:
        for note in session["notes"]:
            yield _line(session["file"], note)


def _line(file: str, told: dict[str, Any]) -> str:
    place = file if told["offset"] is None else f"{file}:{told['offset']}"
    return f"{place}: {told['severity']}[{told['code']} {told['reason']}] {told['message']}"


def recorded() -> dict[Path, bytes]:
    """Return every recording that belongs into `fixtures/`, uncompressed."""
    return {FIXTURES / name: data for name, data in recordings()}


def held(path: Path) -> bytes | None:
    """Return the content of a recording, uncompressed, or None where there is none."""
    if not path.exists():
        return None
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def strays(wanted: dict[Path, bytes]) -> list[Path]:
    """Return recordings in `fixtures/` that nothing makes."""
    return [path for path in sorted(FIXTURES.rglob("*")) if path.suffix in RECORDED and path not in wanted]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def main(arguments: list[str]) -> int:
    """Make everything, or only tell what differs."""
    is_check = "--check" in arguments
    wanted = recorded()
    stale = [path for path, data in wanted.items() if held(path) != data]
    extra = strays(wanted)
    if not is_check:
        for path in stale:
            _write(path, wanted[path])
        for path in extra:
            path.unlink()
    for folder in cases():
        name, text = answer(folder)
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not is_check:
                path.write_text(text, encoding="utf-8", newline="\n")
    for path in [*stale, *extra]:
        sys.stdout.write(f"{'differs' if is_check else 'written'}: {path.relative_to(FIXTURES)}\n")
    return int(is_check and bool(stale or extra))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
