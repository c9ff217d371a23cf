"""`downtempo check`: every run alone."""

from __future__ import annotations

from typing import Any

import click

from .bounds import hurry
from .configured import territories
from .judging import check_options, report
from .means import means_of
from .options import counting_options, judging_options
from .output import progress
from .sharing import share_options


@click.command(short_help="Judge every run alone.")
@click.argument("paths", nargs=-1, required=True)
@judging_options
@counting_options
@share_options
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Judge every run alone, plus what the history beside it allows.

    PATHS are files (.fit .gpx .tcx, each also .gz), folders, archives (.zip, exports of services among them), or
    - for standard input. Rules about weeks are for `downtempo audit`; rules about progressions speak here when the
    configuration names history folders. Every file follows the nearest configuration upwards from it, so that a folder
    may hold several athletes.

    \b
    downtempo check runs/2026-09-29.fit
    downtempo check new/*.fit --select DH --format json
    downtempo check . --baseline baseline.json
    """  # noqa: D301
    from .. import api, reports

    hurry()
    check_options(options)
    today = options["today"] and options["today"].date()
    means = means_of(options)
    api.recall_seeds(means)
    found = territories(paths, options)
    with progress(options) as advance:
        parts = [
            api.check(
                t.paths, t.configured, today=today, strict=options["strict"], advance=advance, ground=t.ground,
                means=means,
            )
            for t in found
        ]  # fmt: skip
    told = {"quiet": options["quiet"]}
    return report(
        parts, "check", options, lambda judged, **how: reports.check_text(judged, unit=judged.units, **how, **told),
        [t.configured for t in found],
    )  # fmt: skip
