"""`downtempo show`: what was found in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from .means import means_of
from .options import athlete_option, reading_options, territories
from .output import emit, painter, progress, show_exit_code, width

if TYPE_CHECKING:
    from ..config import Territory
    from ..model.results import Collected


@click.command(short_help="Show what was found in a run.")
@click.argument("paths", nargs=-1, required=True)
@click.option("--decoder", type=click.Choice(["fast", "reference"]), default="fast", show_default=True,
              help="Our own readers, or fitparse and gpxpy.")  # fmt: skip
@reading_options
@athlete_option
def show(paths: tuple[str, ...], decoder: Literal["fast", "reference"], **options: Any) -> int:
    """Show what was found in a run: descents, surges and sets, splits, phases, and notes about the file.

    \b
    downtempo show run.fit
    downtempo show runs/ --format json
    """  # noqa: D301
    from .. import api, reports

    found, means = territories(paths, options), means_of(options)
    with progress(options) as advance:
        parts = [
            api.show(
                t.paths, t.configured, decoder=decoder, strict=options["strict"], advance=advance, ground=t.ground,
                means=means,
            )
            for t in found
        ]  # fmt: skip
    collected = api.gathered(parts)
    text = reports.show_json(collected) if options["report_format"] == "json" else _texts(parts, found, options)
    emit(text, options["output_file"])
    return show_exit_code(collected)


def _texts(parts: list[Collected], found: list[Territory], options: dict[str, Any]) -> str:
    """Write the runs of each runner in their units; of several runners, those without any recording are left out."""
    from .. import reports

    units = [t.configured.config.units for t in found]
    told = [(part, unit) for part, unit in zip(parts, units, strict=True) if part.sessions or part.rejected]
    return "\n".join(
        reports.show_text(part, paint=painter(options), width=width(options), unit=unit)
        for part, unit in told or [(parts[0], units[0])]
    )
