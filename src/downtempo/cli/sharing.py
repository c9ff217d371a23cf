"""What commands do with what they found before they print it, when others are to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

REMARK = "Private places are left out; times, distances and totals are those of what is left.\n"

if TYPE_CHECKING:
    from ..model.results import Collected, Judged

    Found = TypeVar("Found", Collected, Judged)


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
