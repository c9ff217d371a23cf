"""`downtempo config`: the configuration in force, one proposed from the runs, and the schema of the file."""

from __future__ import annotations

import os
from typing import Any

import click

from ..errors import EnvironmentFault, UsageError
from ..text import safe
from .configured import configured_for
from .means import means_of
from .options import config_options
from .output import bugs_code, check_new, emit, progress


@click.command(short_help="Show the configuration in force, or propose one.")
@click.argument("path", default=".")
@click.option("--show", "is_show", is_flag=True, help="Print every setting in force.  [default]")
@click.option("--init", "is_init", is_flag=True, help="Propose a configuration from the runs at PATH.")
@click.option("--schema", "is_schema", is_flag=True, help="Print the JSON Schema of the file, for editors.")
@click.option(
    "--output-file", type=click.Path(dir_okay=False), help="Write it there instead; --init never over a file."
)
@config_options
def config(path: str, is_show: bool, is_init: bool, is_schema: bool, output_file: str | None, **options: Any) -> int:
    """Print the configuration that holds for PATH, as a file that could be used as it is.

    With --init, read the runs at PATH and propose one: what they can tell is set, with the reason; what they cannot
    tell is commented out.

    \b
    downtempo config --show athletes/a
    downtempo config --init athletes/b --output-file athletes/b/downtempo.toml
    downtempo config --schema --output-file downtempo.schema.json
    """  # noqa: D301
    from .. import api
    from ..config import dump, dump_schema

    if is_show + is_init + is_schema > 1:
        raise UsageError("option-config", "--show, --init and --schema exclude each other", hint="give one of them")
    if not os.path.lexists(path):
        raise EnvironmentFault("missing-path", "no such file or folder", path=safe(path), hint="check the spelling")
    if is_init:
        return _propose(path, output_file)
    text = dump_schema(api.configuration_schema()) if is_schema else dump(configured_for((path,), options))
    emit(text, output_file)
    return 0


def _propose(path: str, output_file: str | None) -> int:
    from .. import api

    if output_file is not None:
        check_new(output_file)
    with progress({}) as advance:
        text, read = api.proposed(path, advance, means_of({}))
    emit(text, output_file, is_new=True)
    return bugs_code(read)
