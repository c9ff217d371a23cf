"""`downtempo export`: segments for a map, a notebook or a table, and a diary to fill in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .configured import territories
from .options import athlete_option, export_options
from .output import check_new, emit, emit_bytes, progress, show_exit_code, width
from .sharing import share_options

if TYPE_CHECKING:
    from ..api.export import Exported, Form


@click.command(short_help="Write segments for a map, a notebook or a table.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "form", type=click.Choice(["geojson", "parquet", "csv", "gpx", "diary"]), required=True,
              help="What to write.")  # fmt: skip
@click.option(
    "--csv-raw", is_flag=True, help="Text in CSV as it is, also where a spreadsheet would take it for a formula."
)
@export_options
@athlete_option
@share_options
def export(paths: tuple[str, ...], form: Form, csv_raw: bool, **options: Any) -> int:
    """Write the segments of runs: descents, surges, recoveries, splits, warm-up, cool-down and stops.

    Each segment tells its run, day, kind, set and rep, where it lies in time and distance, grade with its error, drop,
    speed, heart rate, cadence, and how it was found. On maps (geojson, parquet, gpx) it is a line. The diary has one
    row a run, with columns to fill in; where the file is there, only runs that it does not know are added, and what is
    in it stays as it is.

    \b
    downtempo export runs/ --to geojson --output-file runs.geojson
    downtempo export runs/ --to gpx --share --output-file shown.gpx
    downtempo export runs/ --to diary --output-file diary.csv
    """  # noqa: D301
    from .. import api

    target = options["output_file"]
    _check(form, target)
    found = territories(paths, options)
    with progress(options) as advance:
        parts = [
            (api.show(t.paths, t.configured, strict=options["strict"], advance=advance, ground=t.ground), t.configured)
            for t in found
        ]
    part = api.exported(parts, form)
    if options["share"]:
        part = api.shared_export(part, radius_m=options["share_radius"])
    if form == "diary" and target and os.path.lexists(target):
        _add_to_diary(part, target, options)
    else:
        _write(api.written(part, form, is_raw=csv_raw), target)
    _tell(part, options)
    return show_exit_code(part.found)


def _check(form: Form, target: str | None) -> None:
    """Refuse, before anything is read, what cannot be written there."""
    if form == "gpx" and target and target != "-":
        check_new(target)
    if form == "parquet" and target in (None, "-") and sys.stdout.isatty():
        raise UsageError("export-binary", "Parquet is nothing for a terminal", hint="name a file with --output-file")


def _write(content: str | bytes, target: str | None) -> None:
    if isinstance(content, bytes):
        emit_bytes(content, target)
    else:
        emit(content, target)


def _add_to_diary(part: Exported, target: str, options: dict[str, Any]) -> None:
    from .. import api

    text, n_new = api.diary_with(part, target)
    if n_new:
        emit(text, target)
    if not options["quiet"]:
        click.echo(f"{n_new or 'no'} new run{'' if n_new == 1 else 's'} in the diary", err=True)


def _tell(part: Exported, options: dict[str, Any]) -> None:
    """Say on standard error what is not in the result."""
    from .. import reports

    if options["quiet"]:
        return
    n_unread = len(part.found.rejected)
    if n_unread:
        told = f"{n_unread} file{'' if n_unread == 1 else 's'} could not be read; downtempo show says why"
        click.echo(f"downtempo: {told}", err=True)
    for line in reports.left_out_lines(part.found.left_out, width({})):
        click.echo(line.strip(), err=True)
