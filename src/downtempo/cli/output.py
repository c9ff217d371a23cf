"""Where results go: standard output or a file, colour on a terminal only, progress on standard error."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from .. import whole
from ..errors import EnvironmentFault, UsageError
from ..text import safe
from .precious import RECORDINGS, is_device, refuse, refuse_no_name

if TYPE_CHECKING:
    from ..model.outlook import Outlook
    from ..model.results import Collected, Judged
    from ..model.track import Severity

_PLAIN_WIDTH = 100


def emit(
    text: str,
    output_file: str | None,
    *,
    is_new: bool = False,
    inputs: Iterable[str] = (),
    read: Collected | None = None,
) -> None:
    """Print a result, or write it to a file in one step, never over a recording or a configuration.

    Nor over another file that the command was given, one of the `inputs`, or of the files that were `read`; with
    `is_new`, nor over any other file. Devices and pipes are written to as they are; a link leads to its file.

    Raises
    ------
    UsageError
        The file is a recording or a configuration, or is there although it should be new.
    EnvironmentFault
        The file cannot be written.
    """
    if output_file is None or output_file == "-":
        click.echo(text, nl=False)
        return
    if is_new:
        check_new(output_file)
    refuse(output_file, {*inputs, *(_files_of(read) if read else ())})
    _write(text, output_file)


def emit_bytes(data: bytes, output_file: str | None) -> None:
    """Print bytes, or write them to a file; a recording only where no file is yet.

    Raises
    ------
    UsageError
        The file is a recording or a configuration, or would be a recording and is there.
    EnvironmentFault
        The file cannot be written.
    """
    if output_file is None or output_file == "-":
        click.echo(data, nl=False)
        return
    is_recording = output_file.lower().endswith(RECORDINGS)
    if is_recording:
        check_new(output_file)
    refuse(output_file, may_be_recording=is_recording)
    _write(data, output_file, is_recording=is_recording)


def check_output(output_file: str | None) -> None:
    """Refuse, before anything else is done, what no report can be written to.

    Raises
    ------
    UsageError
        As `emit`.
    EnvironmentFault
        There is no such folder, or nothing may be written in it.
    """
    if output_file is None or output_file == "-":
        return
    refuse(output_file)
    folder = os.path.dirname(os.path.realpath(output_file))  # noqa: PTH120
    if not is_device(output_file) and not os.access(folder, os.W_OK):
        code = errno.EACCES if os.path.isdir(folder) else errno.ENOENT  # noqa: PTH112
        raise _unwritable(output_file, OSError(code, os.strerror(code)))


def _write(content: str | bytes, output_file: str, *, is_recording: bool = False) -> None:
    # names of files may hold bytes that are no text, which standard output spells out in this way, too
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    target = os.path.realpath(output_file)
    try:
        if is_device(output_file):
            with open(output_file, "ab") as device:  # noqa: PTH123 - at the end of what stands there: it may be a file
                device.write(data)
            return
        if os.path.exists(target) and not os.access(target, os.W_OK):  # noqa: PTH110
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        whole.write(target, data, is_new=is_recording)
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise _exists(output_file) from None
    except OSError as fault:
        raise _unwritable(output_file, fault) from None


def _unwritable(output_file: str, fault: OSError) -> EnvironmentFault:
    told = f"cannot be written: {fault.strerror}"
    return EnvironmentFault("output-unwritable", told, path=safe(output_file), hint="choose another place")


def _files_of(collected: Collected) -> set[str]:
    return {s.file for s in collected.sessions} | {r.file for r in collected.rejected}


def check_new(output_file: str) -> None:
    """Refuse to write over a file that is there.

    Raises
    ------
    UsageError
        It is there.
    """
    refuse_no_name(output_file)
    if os.path.lexists(output_file):
        raise _exists(output_file)


def _exists(output_file: str) -> UsageError:
    told = f"{safe(output_file)!r} is there already; nothing was written"
    return UsageError("output-exists", told, hint="choose another name, or move it away")


def painter(options: dict[str, Any]) -> Callable[[str, str], str]:
    """Return a function that paints text with a colour on a terminal, and leaves it alone elsewhere."""
    plain = options.get("no_color") or os.environ.get("NO_COLOR") or options.get("output_file")
    if plain or not sys.stdout.isatty():
        return lambda text, _colour: text
    return lambda text, colour: click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)


def width(options: dict[str, Any]) -> int:
    """Return the columns to write in: those of the terminal, else a fixed number, so that files never differ.

    A pipe is as wide as `COLUMNS` says, if somebody set it.
    """
    told = os.environ.get("COLUMNS", "")
    is_told = told.isascii() and told.isdigit() and int(told[:6]) > 0
    if options.get("output_file") or not (sys.stdout.isatty() or is_told):
        return _PLAIN_WIDTH
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 120))


@contextlib.contextmanager
def progress(options: dict[str, Any]) -> Iterator[Callable[[int], None]]:
    """Give a function that is called for each run read and counts them on a terminal's standard error."""
    if options.get("quiet") or not sys.stderr.isatty():
        yield lambda _done: None
        return
    click.echo("reading runs ...", err=True, nl=False)
    total = itertools.count(1)  # each runner's runs and history are counted from one by their reader
    try:
        yield lambda _done: click.echo(f"\rreading runs: {next(total)}", err=True, nl=False)
    finally:
        click.echo("\r" + " " * 30 + "\r", err=True, nl=False)


def exit_code(judged: Judged, options: dict[str, Any], fail_level: Severity) -> int:
    """Return 70 for a bug of ours, 1 for findings at or above the fail level, else 0.

    Of several runners, each has a fail level of their own.
    """
    if judged.collected.bugs:
        return bugs_code(judged.collected)
    if options.get("exit_zero"):
        return 0
    from ..model.track import LEVELS

    parts = [(part.verdicts.findings, part.fail_level) for part in judged.parts]
    parts = parts or [(judged.verdicts.findings, fail_level)]
    return int(any(LEVELS.index(f.severity) <= LEVELS.index(level) for findings, level in parts for f in findings))


def show_exit_code(collected: Collected) -> int:
    """Return 70 for a bug of ours, 1 when a file could not be read whole, else 0."""
    if collected.bugs:
        return bugs_code(collected)
    damaged = any(note.severity == "error" for session in collected.sessions for note in session.notes)
    return int(bool(collected.rejected) or damaged)


def outlook_exit_code(outlook: Outlook) -> int:
    """Return 70 for a bug of ours, 1 when a file could not be read, so that the state may be another, else 0."""
    return bugs_code(outlook) or int(bool(outlook.rejected))


def bugs_code(found: Collected | Outlook) -> int:
    """Tell the bugs of ours that turned up, and return 70 where there are any, else 0."""
    for bug in found.bugs:
        click.echo(f"downtempo: {safe(bug, 600)}; this is a bug of downtempo, please report it", err=True)
    return 70 if found.bugs else 0
