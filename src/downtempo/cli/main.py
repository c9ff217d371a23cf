"""The group of commands, and the one table from errors to exit codes."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import FrameType, ModuleType
from typing import NoReturn

import click

from .. import __version__, whole
from ..docstring import written
from ..errors import DowntempoError, EnvironmentFault, InternalError, UsageError
from ..text import nearest, safe
from .sound import is_partial

#: A collection of cycles once in so many new objects: imports and runs make many that stay, and hardly a cycle.
_SELDOM = 200_000
NOT_CHECKED, BUG, INTERRUPTED = 2, 70, 130
#: The modules of the commands, in which they are called as these are; `next_` is, since a built-in is called `next`.
_HOMES = {
    "audit": "audit", "batch": "batch", "check": "check", "config": "config", "doctor": "doctor", "explain": "explain",
    "export": "export", "next": "next", "repair": "repair", "rules": "rules", "show": "show", "strip": "strip",
    "what-if": "what_if",
}  # fmt: skip


def _helpful(command: click.Command, module: ModuleType) -> click.Command:
    """Return a command with its help, which Python forgets under -OO."""
    if command.help is None and command.callback is not None:
        command.help = written(module, command.callback.__name__)
    return command


class _Commands(Mapping[str, click.Command]):
    """The commands, each imported when it is asked for: one runs, and need not wait for the others."""

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f".{_HOMES[name]}", __package__)
        return _helpful(getattr(module, "next_" if name == "next" else _HOMES[name]), module)

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


@click.group(commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="downtempo %(version)s")
def cli() -> None:
    """Lint training runs: find descents, surges and progressive tempo in watch files, and hold them against
    documented progressions.

    \b
    downtempo audit runs/                      the last week with a run, against the weeks before
    downtempo audit runs/ --week 2026-W40      one week
    downtempo check runs/2026-09-29.fit        one run alone
    downtempo show run.fit                     what was found in it
    downtempo batch exports/ --store runs.db   thousands of files, and only what is new the next time
    downtempo next runs/                       the next step of each progression, and from which day on
    downtempo what-if runs/ --plan week.toml   a plan against the history before it is run
    downtempo explain DH101                    what a rule looks for, why, and where its figure stands

    Exit code: 0 nothing beyond the figures, 1 findings, 2 could not check, 70 a bug of ours, 129, 130 and 143
    stopped by a signal.
    """  # noqa: D205, D301


@cli.result_callback()
@click.pass_context
def _told(context: click.Context, code: int | None) -> int:
    """Return the exit code: where an athlete could not be looked at, that is no clean run."""
    return NOT_CHECKED if is_partial(context) and code in (None, 0, 1) else code or 0


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts in half the time, and nothing here is BLAS
    gc.set_threshold(_SELDOM)
    _listen()
    _open_streams()
    code = _run()
    gc.freeze()  # nobody needs to look through what goes with the process
    sys.exit(code)


def _listen() -> None:
    """End in order when that is asked for; who started us deaf to a signal, as `nohup` does, wants us to go on."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stopped)


def _open_streams() -> None:
    """Make every character writable, spelled out where the terminal has no such letter; a closed stderr is silent."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as below
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it lives as long as we do
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run() -> int:
    try:
        if sys.stdout is None:
            raise EnvironmentFault("output-closed", "standard output is closed", hint="open it, or use --output-file")
        code = _helpful(cli, sys.modules[__name__]).main(prog_name="downtempo", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as done:
        return int(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message(), err=True)
        return NOT_CHECKED
    except click.ClickException as fault:
        return _say(_with_hint(fault), NOT_CHECKED)
    except (UsageError, EnvironmentFault) as fault:
        return _say(str(fault), NOT_CHECKED)
    except click.Abort as stop:
        if isinstance(stop.__cause__, EOFError):  # click takes it for the end of what somebody types
            if "-vv" in sys.argv:
                raise stop.__cause__ from None
            return _bug(stop.__cause__)
        return _say("interrupted", INTERRUPTED)
    except _Stopped as stop:
        return int(stop.args[0])
    except (BrokenPipeError, SystemExit) as gone:
        if isinstance(gone, SystemExit) and "_DOWNTEMPO_COMPLETE" in os.environ:
            return int(gone.code or 0)  # completion ends so; otherwise it is what click makes of a broken pipe
        _drop_output()  # the reader of our output went away, as `| head` does; there is nobody left to tell
        return 0
    except InternalError as fault:
        return _say(f"{fault}; this is a bug of downtempo, please report it", BUG)
    except DowntempoError as fault:
        return _say(str(fault), NOT_CHECKED)
    except OSError as fault:
        _drop_output()
        return _say(f"{fault.filename or 'standard output'}: {fault.strerror}", NOT_CHECKED)
    except Exception as fault:
        if "-vv" in sys.argv:
            raise
        return _bug(fault)


def _bug(fault: Exception) -> int:
    told = ": ".join(filter(None, (type(fault).__name__, str(fault))))
    return _say(f"internal error: {told}; this is a bug of downtempo, please report it with -vv", BUG)


def _say(message: str, code: int) -> int:
    with contextlib.suppress(OSError):  # there may be no room for words, either
        click.echo(f"downtempo: {safe(message, 600)}", err=True)
    return code


def _with_hint(fault: click.ClickException) -> str:
    message = " ".join(fault.format_message().split())
    if isinstance(fault, click.UsageError) and message.startswith("No such command"):
        word = message.split("'")[1]
        hint = nearest(word, cli.commands)
        return f"no command {word!r}; {hint or 'downtempo --help lists them'}"
    context = getattr(fault, "ctx", None)
    help_call = f" ({context.command_path} --help tells more)" if context is not None else ""
    return message[:1].lower() + message[1:] + help_call


def _drop_output() -> None:
    """Let what is still buffered go nowhere, so that closing standard output does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


#: Signals to stop that came.
_asked: list[int] = []


class _Stopped(BaseException):
    """Somebody asked this process to end; what it holds is let go on the way out. Carries the exit code."""


def _stopped(number: int, _frame: FrameType | None) -> None:
    """End at once, or in order where other processes work for this one; who asks twice does not want to wait."""
    is_first = not _asked
    _asked.append(number)
    if is_first:
        told = "interrupted" if number == signal.SIGINT else "terminated"
        with contextlib.suppress(OSError):  # a terminal that hung up takes no more words
            os.write(2, f"downtempo: {told}\n".encode())  # not through a stream, in whose midst the signal may come
    code = 128 + number
    if is_first and "concurrent.futures.process" in sys.modules:
        raise _Stopped(code)
    whole.abandon()
    os._exit(code)
