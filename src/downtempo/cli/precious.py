"""What no report is ever written over: recordings, configurations and what they name, stores, whatever was given."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..text import safe

if TYPE_CHECKING:
    from ..config import Configured

RECORDINGS = (".fit", ".gpx", ".tcx", ".gz", ".zip")
#: Parameters of commands that name files, whether these are read or written.
_NAMING = ("paths", "sources", "file", "path", "plan", "config_file", "baseline", "target", "html_file", "output_file")
#: Those of them that are written.
_WRITTEN = ("target", "html_file", "output_file")
_HEAD_BYTES = 512
_STORE = b"SQLite format 3\0"


def refuse(output_file: str, inputs: Iterable[str] = (), *, may_be_recording: bool = False) -> None:
    """Refuse to write over what is no report.

    Raises
    ------
    UsageError
        The name is none, or that of one of the `inputs`, of another file that the command was given, of a recording,
        of a configuration or of a store.
    """
    refuse_no_name(output_file)
    _refuse_given(output_file, inputs)
    if not may_be_recording and not is_device(output_file):
        _refuse_recording(output_file)


def refuse_no_name(output_file: str) -> None:
    """Refuse what is no name of a file: its slash would be lost on the way, and something else written over.

    Raises
    ------
    UsageError
        It is none.
    """
    if not output_file or "\0" in output_file or output_file.endswith(("/", os.sep)):
        told = f"{safe(output_file)!r} is no name of a file; nothing was written"
        raise UsageError("output-name", told, hint="name a file")


def _refuse_given(output_file: str, inputs: Iterable[str]) -> None:
    """Refuse to write over what was read, whatever it is called and holds, and to write two things to one place."""
    target = os.path.realpath(output_file)
    if any(os.path.realpath(name) == target for name in inputs if "\0" not in name):
        told = f"{safe(output_file)!r} is what was read; nothing was written"
        raise UsageError("output-input", told, hint="choose another name for the report")
    if sum(os.path.realpath(name) == target for name in _named()) > 1 and not is_device(output_file):
        told = f"{safe(output_file)!r} is given twice, and would be written over; nothing was written there"
        raise UsageError("output-input", told, hint="choose another name for the report")


def _named() -> Iterator[str]:
    """Yield the files that the command was given, to read or to write; those of one parameter once."""
    context = click.get_current_context(silent=True)
    for name in _NAMING if context is not None else ():
        value = context.params.get(name) if context is not None else None
        values = (value,) if isinstance(value, str) else value or ()
        yield from {os.path.realpath(one) for one in values if isinstance(one, str) and "\0" not in one and one != "-"}


def spare(found: Iterable[Configured]) -> None:
    """Refuse, before anything is read or written, what would write a result over a file that somebody keeps by hand.

    Runs are added to a diary where one is asked for. A name that is none is told where it is read.

    Raises
    ------
    UsageError
        It is where the command was told to write.
    """
    context = click.get_current_context(silent=True)
    told = (context.params.get(name) for name in _WRITTEN) if context is not None else ()
    written = {os.path.realpath(name): name for name in told if isinstance(name, str) and name and "\0" not in name}
    is_diary = context is not None and context.params.get("form") == "diary"
    for configured in found if written else ():
        for path in _kept_by_hand(configured):
            name = os.path.realpath(path)
            if name in written and not (is_diary and path == configured.diary_path):
                words = f"{safe(written[name])!r} belongs to the configuration; nothing was written"
                raise UsageError("output-input", words, hint="choose another name for the report")


def _kept_by_hand(configured: Configured) -> tuple[os.PathLike[str], ...]:
    try:
        return tuple(path for path in configured.own_files if "\0" not in str(path))
    except UsageError:
        return ()


def is_device(output_file: str) -> bool:
    """Whether what is written there goes somewhere: a device, a pipe, or a stream of this process by its name."""
    if output_file.startswith(("/dev/", "/proc/")):
        return True
    return os.path.exists(output_file) and not (os.path.isfile(output_file) or os.path.isdir(output_file))  # noqa: PTH110, PTH112, PTH113


def _refuse_recording(output_file: str) -> None:
    """Refuse to write over a recording, by name or by content, over an export's documents, a configuration, a store."""
    target = os.path.realpath(output_file)
    name = os.path.basename(target).lower()  # noqa: PTH119
    with contextlib.suppress(OSError), open(target, "rb") as file:  # noqa: PTH123
        head = file.read(_HEAD_BYTES)
        if _is_recording(head) or head.startswith(_STORE) or name.endswith(".toml") or _is_of_export(name, head):
            told = f"{safe(output_file)!r} is no report; nothing was written"
            raise UsageError("output-precious", told, hint="choose another name")
    if name.endswith(RECORDINGS):
        raise UsageError("output-recording", f"{safe(output_file)!r} looks like a recording; nothing was written",
                         hint="choose another name for the report")  # fmt: skip


def _is_recording(head: bytes) -> bool:
    return head[8:12] == b".FIT" or head[:2] in (b"\x1f\x8b", b"PK") or b"<gpx" in head or b"<Training" in head


def _is_of_export(name: str, head: bytes) -> bool:
    """Whether a file is what a service handed out: Strava's list, Polar's sessions, Apple's document."""
    is_session = name.startswith("training-session") and name.endswith(".json")
    return name == "activities.csv" or is_session or b"<!DOCTYPE HealthData" in head or b"<HealthData" in head
