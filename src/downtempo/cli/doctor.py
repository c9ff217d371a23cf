"""`downtempo doctor`: what is wrong with a file."""

from __future__ import annotations

from typing import Any, Literal

import click

from .options import look_options
from .output import emit, painter, width


@click.command(short_help="Look into a file: its structure, its damage, another decoder beside ours.")
@click.argument("file")
@click.option("--no-reference", is_flag=True, help="Do not read the file with another decoder too.")
@look_options
def doctor(file: str, no_reference: bool, report_format: Literal["text", "json"], **options: Any) -> int:
    """Look into a file: parts, checksums, messages by kind, what was dropped and where; and our columns beside those
    of another decoder (fitparse, gpxpy, ElementTree), with the first and the largest difference.

    The other decoder runs in a process of its own, with limits on time and memory.

    \b
    downtempo doctor run.fit
    downtempo doctor export.zip --no-reference --format json
    """  # noqa: D205, D301
    from .. import api, reports

    checkups, advice = api.doctor(file, compare=not no_reference), api.advice()
    if report_format == "json":
        text = reports.doctor_json(checkups, advice)
    else:
        text = reports.doctor_text(checkups, advice, paint=painter(options), width=width(options))
    emit(text, options["output_file"], inputs=(file,))
    return int(not all(checkup.is_whole for checkup in checkups))
