"""Where results go: standard output or a file, colour on a terminal only, progress on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import EnvironmentFault, UsageError
from ..text import safe

if TYPE_CHECKING:
    from ..model.outlook import Outlook
    from ..model.results import Collected, Judged

_RANKS = {"info": 0, "warning": 1, "error": 2}
_RECORDINGS = (".fit", ".gpx", ".tcx", ".gz", ".zip")
_PLAIN_WIDTH = 100


def emit(text: str, output_file: str | None) -> None:
    """Print a result, or write it to a file in one step, never over a recording.

    Raises
    ------
    UsageError
        The file looks like a recording.
    EnvironmentFault
        The file cannot be written.
    """
    if output_file is None:
        click.echo(text, nl=False)
        return
    from pathlib import Path  # costs a tenth of the start of `downtempo --version`

    target = Path(output_file)
    if target.suffix.lower() in _RECORDINGS:
        raise UsageError("output-recording", f"{safe(output_file)!r} looks like a recording; nothing was written",
                         hint="choose another name for the report")  # fmt: skip
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as fault:
        with contextlib.suppress(OSError):
            part.unlink()
        raise EnvironmentFault("output-unwritable", f"cannot be written: {fault.strerror}", path=output_file) from None


def painter(options: dict[str, Any]) -> Callable[[str, str], str]:
    """Return a function that paints text with a colour on a terminal, and leaves it alone elsewhere."""
    plain = options.get("no_color") or os.environ.get("NO_COLOR") or options.get("output_file")
    if plain or not sys.stdout.isatty():
        return lambda text, _colour: text
    return lambda text, colour: click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)


def width(options: dict[str, Any]) -> int:
    """Return the columns to write in: those of the terminal, else a fixed number, so that files never differ."""
    if options.get("output_file") or not sys.stdout.isatty():
        return _PLAIN_WIDTH
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 120))


@contextlib.contextmanager
def progress(options: dict[str, Any]) -> Iterator[Callable[[int], None]]:
    """Give a function of the number of runs read that counts on a terminal's standard error."""
    if options.get("quiet") or not sys.stderr.isatty():
        yield lambda _done: None
        return
    click.echo("reading runs ...", err=True, nl=False)
    yield lambda done: click.echo(f"\rreading runs: {done}", err=True, nl=False)
    click.echo("\r" + " " * 30 + "\r", err=True, nl=False)


def exit_code(judged: Judged, options: dict[str, Any], fail_level: str) -> int:
    """Return 70 for a bug of ours, 1 for findings at or above the fail level, else 0."""
    if judged.collected.bugs:
        return _tell_bugs(judged.collected)
    if options.get("exit_zero"):
        return 0
    return int(any(_RANKS[f.severity] >= _RANKS[fail_level] for f in judged.verdicts.findings))


def show_exit_code(collected: Collected) -> int:
    """Return 70 for a bug of ours, 1 when a file could not be read whole, else 0."""
    if collected.bugs:
        return _tell_bugs(collected)
    damaged = any(note.severity == "error" for session in collected.sessions for note in session.notes)
    return int(bool(collected.rejected) or damaged)


def outlook_exit_code(outlook: Outlook) -> int:
    """Return 70 for a bug of ours, 1 when a file could not be read, so that the state may be another, else 0."""
    return _tell_bugs(outlook) if outlook.bugs else int(bool(outlook.rejected))


def _tell_bugs(found: Collected | Outlook) -> int:
    for bug in found.bugs:
        click.echo(f"downtempo: {safe(bug, 600)}; this is a bug of downtempo, please report it", err=True)
    return 70
