"""`downtempo show`: what was found in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from .configured import territories
from .means import means_of
from .options import athlete_option, reading_options
from .output import emit, painter, progress, show_exit_code, width
from .page import check_page_options, paged
from .sharing import REMARK, each_as_shown, share_options

if TYPE_CHECKING:
    from ..config import Territory
    from ..model.results import Collected


@click.command(short_help="Show what was found in a run.")
@click.argument("paths", nargs=-1, required=True)
@click.option("--decoder", type=click.Choice(["fast", "reference"]), default="fast", show_default=True,
              help="Our own readers, or fitparse and gpxpy.")  # fmt: skip
@reading_options
@athlete_option
@share_options
def show(paths: tuple[str, ...], decoder: Literal["fast", "reference"], **options: Any) -> int:
    """Show what was found in a run: descents, surges and sets, splits, phases, and notes about the file.

    \b
    downtempo show run.fit
    downtempo show runs/ --format json
    downtempo show run.fit --html run.html
    """  # noqa: D301
    from .. import api, reports

    check_page_options(options)
    found, means = territories(paths, options), means_of(options)
    with progress(options) as advance:
        parts = [
            api.show(
                t.paths, t.configured, decoder=decoder, strict=options["strict"], advance=advance, ground=t.ground,
                means=means,
            )
            for t in found
        ]  # fmt: skip
    shown = each_as_shown(parts, options)
    collected = api.gathered(shown)
    page = paged(parts, [t.configured for t in found], options)
    writers = {
        "html": lambda: page,
        "json": lambda: reports.show_json(collected),
        "jsonl": lambda: reports.show_jsonl(collected),
        "text": lambda: _texts(shown, found, options),
    }
    text = writers[options["report_format"]]()
    emit(text, options["output_file"], read=api.gathered(parts))
    return show_exit_code(collected)


def _texts(parts: list[Collected], found: list[Territory], options: dict[str, Any]) -> str:
    """Write the runs of each runner in their units; of several runners, those without any recording are left out."""
    from .. import reports

    units = [t.configured.config.units for t in found]
    told = [(part, unit) for part, unit in zip(parts, units, strict=True) if part.sessions or part.rejected]
    texts = [
        reports.show_text(part, paint=painter(options), width=width(options), unit=unit)
        for part, unit in told or [(parts[0], units[0])]
    ]
    return "\n".join([*texts, REMARK] if options["share"] else texts)
