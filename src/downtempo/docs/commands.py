"""The page of commands, from their own help."""

from __future__ import annotations

import click

from ..cli.main import cli

_WIDTH = 96


def pages() -> dict[str, str]:
    """Return the page: every command with its help, as `--help` prints it."""
    parts = ["# Commands\n", "What `downtempo COMMAND --help` prints. Exit codes stand at the end of the first.\n"]
    parts.append(_block("downtempo", cli, None))
    context = click.Context(cli, info_name="downtempo")
    for name in sorted(cli.commands):
        parts.append(f"## {name}\n")
        parts.append(_block(name, cli.commands[name], context))
    return {"commands.md": "\n".join(parts)}


def _block(name: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH)
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"
