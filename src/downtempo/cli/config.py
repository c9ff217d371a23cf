"""`downtempo config`: the configuration in force."""

from __future__ import annotations

from typing import Any

import click

from .options import config_options, configured_for
from .output import emit


@click.command(short_help="Show the configuration in force.")
@click.argument("path", default=".")
@click.option("--show", "is_shown", is_flag=True, default=True, help="Print every setting and where it comes from.")
@config_options
def config(path: str, is_shown: bool, **options: Any) -> int:
    """Print the configuration that holds for PATH, as a file that could be used as it is.

    \b
    downtempo config --show athletes/a
    """  # noqa: D301
    from ..config import dump

    emit(dump(configured_for((path,), options)), None)
    return 0
