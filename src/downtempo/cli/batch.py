"""`downtempo batch`: everything below some paths into a store, and every week of every athlete judged."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from .. import whole
from ..errors import UsageError
from ..text import safe
from .configured import territories
from .means import cores
from .meter import meter
from .options import athlete_option, batch_options
from .output import emit, painter
from .page import check_file
from .sharing import rounding_option
from .sound import is_partial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..api.bulk import Filled
    from ..batch.crew import Crew
    from ..config import Territory

_NOT_CHECKED, _BUG = 2, 70
_MIB = 1 << 20
_REMARK = "Names of files, single runs and exact amounts are left out; distances are told to 5 km."


@click.command(short_help="Read whole archives into a store, and judge every week of every athlete.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--store", "store_url", required=True, metavar="URL",
              help="Where results are kept: runs.db, sqlite:///runs.db or postgresql://host/name.")  # fmt: skip
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="Who reads: processes of this machine, or the workers of a dask scheduler.")  # fmt: skip
@click.option("--scheduler", metavar="ADDR", help="The dask scheduler: tcp://host:8786.")
@click.option("--resume", is_flag=True, help="Go on where a batch was stopped; the same command does so without it.")
@click.option("--time-limit", type=click.FloatRange(min=0), default=120.0, show_default=True, metavar="SECONDS",
              help="Break off a file that takes longer; 0 for no limit.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(min=0), default=2048, show_default=True, metavar="MIB",
              help="Memory that one process may take; 0 for no limit.")  # fmt: skip
@click.option("--export", type=click.Path(file_okay=False), metavar="FOLDER",
              help="Write everything in the store there afterwards, a file for each table.")  # fmt: skip
@click.option("--export-as", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True,
              help="How to write it.")  # fmt: skip
@click.option("--progress", is_flag=True, help="Tell how far it got every few seconds, on no terminal, too.")
@batch_options
@athlete_option
@rounding_option
def batch(sources: tuple[str, ...], **options: Any) -> int:
    """Read every recording at and below SOURCE into a store, and judge every week of every athlete.

    Only what is new or changed since the last time is read; files that are gone are forgotten. Results are kept as they
    come: a batch that was stopped goes on where it was when the same command is given again. SOURCE is a file, a
    folder, an archive or a URL such as s3://bucket/runs.

    \b
    downtempo batch exports/ --store runs.db
    downtempo batch exports/ --store runs.db --html athletes.html
    downtempo batch exports/ --store postgresql://host/runs --jobs 8 --format json
    downtempo batch s3://bucket/runs --store runs.db --engine dask --scheduler tcp://host:8786
    """  # noqa: D301
    from ..api.bulk import fill_store

    _check(sources, options)
    begun = time.monotonic()
    found = _with_history(sources, options)
    crew, stops = _crew(options), _listen()
    is_all = not options["athlete"] and not is_partial(click.get_current_context())
    with meter(options) as advance:
        filled = fill_store(
            sources, found, options["store_url"], crew, today=options["today"] and options["today"].date(),
            strict=options["strict"], is_all=is_all, advance=advance, is_stopped=lambda: bool(stops),
        )  # fmt: skip
    _report(filled, found, options)
    if options["export"] and not stops:
        from pathlib import Path

        from ..api.taken import take_out

        take_out(options["store_url"], Path(options["export"]), options["export_as"])
    if not options["quiet"]:
        click.echo(_closing(filled, time.monotonic() - begun), err=True)
    return 128 + stops[0] if stops else _exit_code(filled, options)


def _check(sources: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuse what makes no sense before anything is read."""
    if "-" in sources:
        raise UsageError("option-source", "a batch reads no standard input", hint="give a file or a folder")
    if options["share"] and options["export"]:
        told = "--export writes everything as it is, and --share leaves out what is private"
        raise UsageError("option-share", told, hint="give one of them")
    check_file(options)


def _report(filled: Filled, found: Sequence[Territory], options: dict[str, Any]) -> None:
    """Print what was found, and write the page of all athletes where one is asked for."""
    from .. import api, reports

    summaries: Sequence[dict[str, Any]] = filled.summaries
    called = _called(found) if options["share"] else None
    page = ""
    if options["html_file"] or options["report_format"] == "html":
        told = api.overview(options["store_url"], summaries, called=called)
        page = reports.overview_html(told, remark="" if called is None else _REMARK)
    if options["html_file"]:
        emit(page, options["html_file"])
    if called is not None:
        summaries = api.shared_summaries(summaries, called)
    if options["report_format"] == "html":
        text = page
    elif options["report_format"] == "json":
        text = reports.batch_json(summaries)
    else:
        text = reports.batch_text(summaries, paint=painter(options), verbose=options["verbose"])
    emit(text, options["output_file"])


def _called(found: Sequence[Territory]) -> dict[str, str]:
    """Return by which names athletes may be known: those that configurations give them, not their places."""
    from ..api.bulk import athlete_names

    given = [t.name for t in found]
    numbers = [given[: k + 1].count(name) for k, name in enumerate(given)]
    told = [f"{name} {n}" if name and given.count(name) > 1 else name for name, n in zip(given, numbers, strict=True)]
    return dict(zip(athlete_names(found), told, strict=True))


def _with_history(sources: tuple[str, ...], options: dict[str, Any]) -> list[Territory]:
    """Return whose the files are; those in history folders elsewhere are read, too."""
    found = territories(sources, options)
    more = tuple(sorted({str(folder) for t in found for folder in t.configured.history_paths}))
    if not more or options.get("isolated") or options.get("config_file"):
        return found
    wanted = {t.configured.path for t in found}
    return [t for t in territories((*sources, *more), options) if t.configured.path in wanted]


def _crew(options: dict[str, Any]) -> Crew:
    if options["engine"] == "dask":
        from ..batch.crew import scheduled

        if not options["scheduler"]:
            raise UsageError("engine-address", "--engine dask needs a scheduler", hint="--scheduler tcp://host:8786")
        return scheduled(options["scheduler"], options["time_limit"])
    if options["scheduler"]:
        raise UsageError("engine-address", "--scheduler is for --engine dask", hint="add --engine dask")
    from ..batch.pool import local

    memory = options["memory_limit"] * _MIB
    return local(options["jobs"] or _affordable(memory), options["time_limit"], memory)


def _affordable(memory_bytes: int) -> int:
    """Return as many processes as there are cores, but no more than there is memory for."""
    try:
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return cores()
    return max(1, min(cores(), there // memory_bytes)) if memory_bytes else cores()


def _listen() -> list[int]:
    """Take signals to stop as a wish; return where they are noted. The second one ends everything at once.

    Who started us deaf to a signal, as `nohup` and the background of a shell do, wants us to go on.
    """
    from ..batch.crew import kill_ours

    stops: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        if len(stops) > 1:
            kill_ours()
            whole.abandon()
            os._exit(128 + number)
        what = "interrupted" if number == signal.SIGINT else "terminated"
        told = f"downtempo: {what}; what is under way is finished and kept, once more to stop at once\n"
        with contextlib.suppress(OSError):  # a terminal that hung up takes no more words
            os.write(2, told.encode())  # not through a stream, in whose midst the signal may come

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        known = getattr(signal, name, None)
        if known is not None and signal.getsignal(known) is not signal.SIG_IGN:
            signal.signal(known, note)
    return stops


def _closing(filled: Filled, seconds: float) -> str:
    """Tell what became of the files, then what the store now holds of these athletes; each adds up.

    Files are checked now, cached since an earlier time, or left for the next one. What they held are runs, skipped or
    rejected.
    """
    tally, told = filled.tally, filled.summaries
    rest = tally.n_files - tally.n_read - tally.n_known
    left = f", {rest} left" if rest else ""
    gone = f", {tally.n_forgotten} forgotten" if tally.n_forgotten else ""
    files = f"{tally.n_files} files: {tally.n_read} checked, {tally.n_known} cached{left}{gone}"
    if tally.is_stopped:
        return f"{files}; stopped, so not all is judged, {seconds:.1f} s; the same command goes on"
    runs, left_out = sum(one["runs"] for one in told), sum(n for one in told for n in one["left_out"].values())
    rejected, findings = (sum(map(of, told)) for of in (_n_rejected, _n_findings))
    return f"{files}; {runs} runs, {left_out} skipped, {rejected} rejected, {findings} findings, {seconds:.1f} s"


def _n_rejected(summary: dict[str, Any]) -> int:
    return len(summary["rejected"])


def _n_findings(summary: dict[str, Any]) -> int:
    return sum(summary["findings"].values())


def _exit_code(filled: Filled, options: dict[str, Any]) -> int:
    for bug in filled.tally.bugs:
        click.echo(f"downtempo: {safe(bug, 600)}; this is a bug of downtempo, please report it", err=True)
    if filled.tally.bugs:
        return _BUG
    if filled.tally.died:
        return _NOT_CHECKED
    if options["exit_zero"]:
        return 0
    from ..model.track import LEVELS

    pairs = ((level, one["fail_level"]) for one in filled.summaries for level in one["findings"])
    return int(any(LEVELS.index(level) <= LEVELS.index(least) for level, least in pairs))
