"""`downtempo rules`: the table of all rules."""

from __future__ import annotations

from typing import Literal

import click

from .output import emit, width


@click.command(short_help="List all rules.")
@click.option("--format", "report_format", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True, help="How to print the table.")  # fmt: skip
def rules(report_format: Literal["text", "json", "markdown"]) -> int:
    """List all rules: code, name, what they hold, the figure, its basis and its source."""
    from .. import api, reports

    emit(reports.rules_table(api.rule_rows(), report_format, width=width({})), None)
    return 0
