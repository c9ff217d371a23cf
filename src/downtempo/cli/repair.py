"""`downtempo repair`: a clean copy of a damaged file."""

from __future__ import annotations

from typing import Any, Literal

import click

from .options import look_options
from .output import check_output, emit, painter, width


@click.command(short_help="Write a clean copy of a damaged file.")
@click.argument("file", metavar="IN")
@click.argument("target", metavar="OUT")
@look_options
def repair(file: str, target: str, report_format: Literal["text", "json"], **options: Any) -> int:
    """Write what can be read of a damaged recording to a new file of the same format, which is whole again.

    OUT must not exist, and IN is never changed. The copy is read back first: it holds the same rows and columns. What
    it does not hold is told.

    \b
    downtempo repair damaged.fit mended.fit
    downtempo repair damaged.gpx.gz mended.gpx.gz
    """  # noqa: D301
    from .. import api, reports

    check_output(options["output_file"])
    repaired = api.repair(file, target)
    if report_format == "json":
        text = reports.repair_json(repaired)
    else:
        text = reports.repair_text(repaired, paint=painter(options), width=width(options))
    emit(text, options["output_file"])
    return 0
