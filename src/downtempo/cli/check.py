"""`downtempo check`: every run alone."""

from __future__ import annotations

from typing import Any

import click

from .means import means_of
from .options import configurations, judging_options
from .output import emit, exit_code, painter, progress, width


@click.command(short_help="Judge every run alone.")
@click.argument("paths", nargs=-1, required=True)
@judging_options
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Judge every run alone, plus what the history beside it allows.

    PATHS are files (.fit .gpx .tcx, each also .gz), folders, or - for standard input. Rules about weeks are
    for `downtempo audit`; rules about progressions speak here when the configuration names history folders.

    \b
    downtempo check runs/2026-09-29.fit
    downtempo check new/*.fit --select DH --format json
    """  # noqa: D301
    from .. import api, reports

    today = options["today"] and options["today"].date()
    groups, means = configurations(paths, options), means_of(options)
    with progress(options) as advance:
        judged = api.merged(
            api.check(members, configured, today=today, strict=options["strict"], advance=advance, means=means)
            for members, configured in groups
        )
    if options["report_format"] == "json":
        text = reports.findings_json(judged)
    else:
        text = reports.check_text(
            judged, paint=painter(options), width=width(options), verbose=options["verbose"], quiet=options["quiet"]
        )
    emit(text, options["output_file"])
    return exit_code(judged, options, groups[0][1].config.fail_level)
