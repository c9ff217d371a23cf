"""`downtempo next`: what may come next in each progression."""

from __future__ import annotations

from typing import Any

import click

from .configured import one_athlete
from .means import means_of
from .options import ahead_options, athlete_option
from .output import emit, outlook_exit_code, painter, progress, width
from .sharing import ROUNDED, rounding_option


@click.command(name="next", short_help="Tell the next step of each progression, and from which day on.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ahead_options
@rounding_option
@athlete_option
def next_(paths: tuple[str, ...], **options: Any) -> int:
    """Tell the next step that the documented progressions allow, the first local day for it, the figure that says so,
    and what would be too much.

    Runs under PATH and in the history folders of the configuration count, up to --today. Every proposal has been put
    to all rules, selected or not: what breaks a figure is not proposed. Steps are alternatives; each stands alone, and
    what a whole week adds up to is told beside them.

    \b
    downtempo next athletes/a
    downtempo next athletes --athlete Ana
    downtempo next runs/ --level beginner --today 2026-10-05 --format json
    """  # noqa: D205, D301
    from .. import api, reports

    chosen = one_athlete(paths, options)
    configured = chosen.configured
    with progress(options) as advance:
        outlook = api.next_steps(
            chosen.paths, configured, today=options["today"] and options["today"].date(), strict=options["strict"],
            advance=advance, ground=chosen.ground, means=means_of(options),
        )  # fmt: skip
    outlook = api.shared_outlook(outlook) if options["share"] else outlook
    if options["report_format"] == "json":
        text = reports.outlook_json(outlook)
    else:
        text = reports.outlook_text(
            outlook, paint=painter(options), width=width(options),
            verbose=options["verbose"], unit=configured.config.units,
        )  # fmt: skip
        text += f"\n{ROUNDED}" if options["share"] else ""
    emit(text, options["output_file"])
    return outlook_exit_code(outlook)
