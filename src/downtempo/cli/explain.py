"""`downtempo explain`: the page of a rule, a protocol or a figure."""

from __future__ import annotations

from typing import Any

import click

from .completion import complete_rule
from .configured import configured_for
from .options import config_options
from .output import emit, painter, width


@click.command(short_help="Tell what a rule looks for, why, and where its figure stands.")
@click.argument("name", metavar="CODE|PROTOCOL|FIGURE", shell_complete=complete_rule)
@config_options
def explain(name: str, **options: Any) -> int:
    """Tell what a rule looks for, why it matters, what to do, and where its figures stand.

    \b
    downtempo explain DH101
    downtempo explain controlled-speed-repeats
    downtempo explain downhill-dynamo.repeat-grade
    """  # noqa: D301
    from .. import api, reports

    explained = api.explain(name, configured_for((), options))
    emit(reports.explain_text(explained, paint=painter(options), width=width(options)), None)
    return 0
