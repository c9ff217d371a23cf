"""`downtempo audit`: a week against the weeks before."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from ..errors import DowntempoError, UsageError
from .configured import territories
from .days import DAY, week_days
from .judging import check_options, report
from .means import means_of
from .options import counting_options, judging_options
from .output import progress
from .sharing import share_options
from .watch import look_at, watch


@click.command(short_help="Judge a week against the weeks before.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--week", metavar="2026-W40", help="The ISO week to judge.  [default: the last one with a run]")
@click.option("--from", "first", type=DAY, metavar="DATE", help="Judge the weeks from this day on.")
@click.option("--to", "last", type=DAY, metavar="DATE", help="Judge the weeks up to this day.")
@click.option("--watch", "is_watched", is_flag=True, help="Judge again whenever a file changes, until Ctrl-C.")
@judging_options
@counting_options
@share_options
def audit(paths: tuple[str, ...], week: str | None, first: Any, last: Any, is_watched: bool, **options: Any) -> int:
    """Judge a week: everything on each of its runs, the week itself, and the progression over weeks.

    Runs before the week count as history, those under PATH and those in the history folders of the configuration.
    Every file follows the nearest configuration upwards from it: at the top of a coach's folder, each athlete's week
    is judged with their own figures and history.

    \b
    downtempo audit runs/
    downtempo audit athletes/a --week 2026-W40
    downtempo audit athletes --athlete Ana
    downtempo audit runs/ --html week.html
    downtempo audit runs/ --from 2026-09-01 --to 2026-09-30 --format json
    """  # noqa: D301
    if week is not None and (first is not None or last is not None):
        raise UsageError("option-week", "--week and --from/--to exclude each other", hint="give one of them")
    check_options(options)
    if first and last and first > last:
        raise UsageError("option-days", "--from lies behind --to, so no day is left", hint="swap them")
    days = week_days(week) if week is not None else (first and first.date(), last and last.date())
    if is_watched:
        if "-" in paths:
            raise UsageError("option-watch", "standard input cannot be watched", hint="name a file or a folder")
        return watch(lambda: _judge(paths, days, options), lambda: look_at(*_watched(paths, options)))
    return _judge(paths, days, options)


def _judge(paths: tuple[str, ...], days: tuple[date | None, date | None], options: dict[str, Any]) -> int:
    from .. import api, reports

    means = means_of(options)
    api.recall_seeds(means)
    found = territories(paths, options)
    with progress(options) as advance:
        parts = [
            api.audit(
                t.paths, t.configured, first=days[0], last=days[1], today=options["today"] and options["today"].date(),
                strict=options["strict"], advance=advance, ground=t.ground, means=means,
            )
            for t in found
        ]  # fmt: skip
    told = {"quiet": options["quiet"]}
    return report(
        parts, "audit", options, lambda judged, **how: reports.audit_text(judged, unit=judged.units, **how, **told),
        [t.configured for t in found],
    )  # fmt: skip


def _watched(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what to look at, runs and all that is held for them, and files of our own not to look at."""
    own = [options[name] for name in ("output_file", "html_file", "baseline") if options[name]]
    try:
        held = [t.configured for t in territories(paths, options)]
    except DowntempoError:  # told when the week is judged; mending it is a change as well
        held = []
    files = [str(c.path) for c in held if c.path is not None]
    return [*paths, *files, *(str(folder) for c in held for folder in c.history_paths)], own
