"""`downtempo show`: what was found in a run."""

from __future__ import annotations

from typing import Any, Literal

import click

from .means import means_of
from .options import configurations, reading_options
from .output import emit, painter, progress, show_exit_code, width


@click.command(short_help="Show what was found in a run.")
@click.argument("paths", nargs=-1, required=True)
@click.option("--decoder", type=click.Choice(["fast", "reference"]), default="fast", show_default=True,
              help="Our own readers, or fitparse and gpxpy.")  # fmt: skip
@reading_options
def show(paths: tuple[str, ...], decoder: Literal["fast", "reference"], **options: Any) -> int:
    """Show what was found in a run: descents, surges and sets, splits, phases, and notes about the file.

    \b
    downtempo show run.fit
    downtempo show runs/ --format json
    """  # noqa: D301
    from .. import api, reports

    groups, means = configurations(paths, options), means_of(options)
    with progress(options) as advance:
        collected = api.gathered(
            api.show(members, configured, decoder=decoder, strict=options["strict"], advance=advance, means=means)
            for members, configured in groups
        )
    if options["report_format"] == "json":
        text = reports.show_json(collected)
    else:
        text = reports.show_text(
            collected, paint=painter(options), width=width(options), unit=groups[0][1].config.units,
        )  # fmt: skip
    emit(text, options["output_file"])
    return show_exit_code(collected)
