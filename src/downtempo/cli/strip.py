"""`downtempo strip`: a copy of a recording that can be given away."""

from __future__ import annotations

from typing import Any

import click

from .options import look_options
from .output import check_output, emit
from .sharing import radius_option


@click.command(short_help="Write a copy without names, numbers, notes, health data and private places.")
@click.argument("file", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--keep-heart-rate", is_flag=True, help="Keep heart rate; all else that tells of health is gone.")
@radius_option
@look_options
def strip(file: str, target: str, keep_heart_rate: bool, **options: Any) -> int:
    """Write a copy of a recording that can be given away, in its own format: the run, and nothing of the runner.

    Kept are the clock, the sport, positions, distance, height, speed, cadence, power, laps, workout steps and pauses.
    Anything else is gone, known or unknown: names, serial numbers, notes, links, profiles, birth date, heart rate and
    other health data, developer fields. Gone is also what lies around the places where runs begin and end; the copy
    begins on a full quarter of an hour. OUT must not exist, and IN is never changed.

    \b
    downtempo strip run.fit given-away.fit
    downtempo strip run.gpx given-away.gpx --keep-heart-rate
    """  # noqa: D301
    from .. import api, reports

    check_output(options["output_file"])
    stripped = api.strip(file, target, keep_heart_rate=keep_heart_rate, radius_m=options["share_radius"])
    is_json = options["report_format"] == "json"
    emit(reports.stripped_json(stripped) if is_json else reports.stripped_text(stripped), options["output_file"])
    return 0
