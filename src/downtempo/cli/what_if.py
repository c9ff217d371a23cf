"""`downtempo what-if`: a plan against the history before it is run."""

from __future__ import annotations

from typing import Any

import click

from .configured import one_athlete
from .days import DAY
from .judging import check_format, formatted, tell_untold
from .means import means_of
from .options import athlete_option, judging_options
from .output import emit, exit_code, painter, progress, width
from .page import check_page_options, paged
from .sharing import REMARK, as_shown, share_options


@click.command(name="what-if", short_help="Hold a planned session or week against the history before it is run.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--plan", required=True, type=click.Path(), metavar="FILE", help="The plan: TOML, or a FIT workout.")
@click.option("--on", type=DAY, metavar="DATE", help="The day of a FIT workout.")
@judging_options
@share_options
@athlete_option
def what_if(paths: tuple[str, ...], plan: str, on: Any, **options: Any) -> int:
    """Hold a planned session or week against the history before it is run: the rules of `audit`, on runs that are not
    run yet. PATH is the history; a plan for a day with a run is left out. A week counts as whole when the plan speaks
    of its last day, if only to say rest.

    A plan is a TOML file with one [[session]] for each run. Every one has a date and a kind:

    \b
    easy         distance or duration
    long         distance
    downhill     reps, rep; may have grade, recovery, pace
    speed        reps, rep; may have rest, pace
    progressive  splits, first-pace, step; may have unit (mile or km)
    tempo        duration, or reps and rep; may have rest, pace
    race         distance; may have pace
    rest         nothing

    Those with efforts may have warm-up, cool-down and distance (of the whole run), each may have drop (metres down in
    all). Downhill, speed and tempo may name a FIT file with workout instead of reps and rests. What a plan leaves open
    is not judged; where it gives no pace, reps take as long as they last did. Amounts may be written as `next` prints
    them: "3:35", "5:57 /km", "8.2 mi".

    \b
    [[session]]
    date = 2026-10-06
    kind = "downhill"
    reps = 6
    rep = "30 s"                # or a distance
    grade = "4 %"
    recovery = "walk back"      # or "jog back", or an easy time such as "3 min"
    warm-up = "10 min"
    cool-down = "10 min"

    \b
    [[session]]
    date = 2026-10-08
    kind = "progressive"
    splits = 5
    first-pace = "9:40/mile"
    step = "30 s"               # for each split; or "30 s/mile", "18 s/km"

    \b
    downtempo what-if athletes/a --plan week.toml
    downtempo what-if runs/ --plan repeats.fit --on 2026-10-06 --format json
    """  # noqa: D205, D301
    from .. import api, reports

    check_format(options)
    check_page_options(options)
    chosen = one_athlete(paths, options)
    configured = chosen.configured
    with progress(options) as advance:
        judged = api.what_if(
            chosen.paths, plan, configured, on=on and on.date(), today=options["today"] and options["today"].date(),
            strict=options["strict"], advance=advance, ground=chosen.ground, means=means_of(options),
        )  # fmt: skip
    page = paged([judged], [configured], options)
    judged = as_shown(judged, options)
    if options["report_format"] == "html":
        text = page
    elif options["report_format"] != "text":
        text = formatted(judged, options)
    else:
        text = reports.what_if_text(
            judged, paint=painter(options), width=width(options),
            verbose=options["verbose"], unit=configured.config.units,
        )  # fmt: skip
        text += f"\n{REMARK}" if options["share"] else ""
    emit(text, options["output_file"], inputs=(plan,))
    tell_untold(judged, options)
    return exit_code(judged, options, configured.config.fail_level)
