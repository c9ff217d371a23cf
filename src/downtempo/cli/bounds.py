"""Options that set the limits on what is read: one for each, shown by one of their own."""

from __future__ import annotations

import click

from .. import limits

_INTRODUCTION = """Limits on what is read from files, each set by its option and a number:
what runs into one is told, and left out.
"""


def _show(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if not is_asked or context.resilient_parsing:
        return
    click.echo(_INTRODUCTION)
    for option in limits.OPTIONS:
        default = f"{getattr(limits, option.limit) // option.unit} {option.unit_name}".strip()
        click.echo(f"  {option.name:<21} {option.about}  [default: {default}]")
    context.exit()


def _take(context: click.Context, parameter: click.Parameter, value: int | None) -> None:
    if value is not None:
        option = next(one for one in limits.OPTIONS if one.name in parameter.opts)
        limits.take([(option.limit, value * option.unit)])
        context.call_on_close(limits.restore)


def hurry() -> None:
    """Let no file take longer than somebody waits for a hook, unless an option says otherwise."""
    if "FILE_S" not in dict(limits.changed()):
        limits.take([("FILE_S", limits.HOOK_S)])
        click.get_current_context().call_on_close(limits.restore)


LIMITS = (
    click.option("--help-limits", is_flag=True, is_eager=True, expose_value=False, callback=_show,
                 help="Show the limits on what is read, and the option that sets each."),
    *(
        click.option(option.name, type=click.IntRange(1, 1 << 40), hidden=True, expose_value=False, callback=_take,
                     metavar=option.unit_name or "N", help=option.about)
        for option in limits.OPTIONS
    ),
)  # fmt: skip
