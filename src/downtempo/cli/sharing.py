"""What commands do with what they found before they print it, when others are to see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

REMARK = "Private places are left out; times, distances and totals are those of what is left.\n"

Command = TypeVar("Command", bound=Callable[..., Any])

_SHARE = (
    click.option("--share", is_flag=True,
                 help="Leave out private places, names of files and exact totals, to show the result to others."),
    click.option("--share-radius", type=click.FloatRange(200, 3200), default=800.0, show_default=True, metavar="METRES",
                 help="Radius of the circle about each place where runs begin or end."),
)  # fmt: skip

if TYPE_CHECKING:
    from ..model.results import Collected, Judged

    Found = TypeVar("Found", Collected, Judged)


def share_options(command: Command) -> Command:
    """Add the options that leave out private places."""
    for option in reversed(_SHARE):
        command = option(command)
    return command


def plain_share_option(command: Command) -> Command:
    """Add the option that leaves out what is private where no places are shown at all."""
    return _SHARE[0](command)


def radius_option(command: Command) -> Command:
    """Add the option that says how far private places reach."""
    return _SHARE[1](command)


def as_shown(found: Found, options: dict[str, Any]) -> Found:
    """Return what was found, without private places where that is asked for.

    Raises
    ------
    EnvironmentFault
        The secret that hides them cannot be kept.
    """
    (told,) = each_as_shown([found], options)
    return told


def each_as_shown(parts: list[Found], options: dict[str, Any]) -> list[Found]:
    """Return what was found of several runners, without private places where that is asked for.

    Raises
    ------
    EnvironmentFault
        The secret that hides them cannot be kept.
    """
    if not options["share"]:
        return parts
    from .. import api

    return api.shared_each(parts, radius_m=options["share_radius"])
