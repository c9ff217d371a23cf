"""The page: beside the report that is printed, or in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .output import emit
from .sharing import REMARK

if TYPE_CHECKING:
    from ..config import Configured
    from ..model.results import Collected, Judged


def check_page_options(options: dict[str, Any]) -> None:
    """Refuse options about a page that nobody asked for, or that are wrong, before anything is read.

    Raises
    ------
    UsageError
        With what to do.
    """
    if options["tiles"] is None:
        check_file(options)
        return
    if not is_wanted(options):
        raise UsageError("option-tiles", "--tiles needs a page to stand on", hint="add --html FILE or --format html")
    from ..reports.page import origin_of

    origin_of(options["tiles"])
    check_file(options)


def check_file(options: dict[str, Any]) -> None:
    """Refuse to put the page where the report goes."""
    file = options["html_file"]
    if file == "-" or (file and file == options["output_file"]):
        told = "the page and the report cannot go to one place"
        raise UsageError("option-html", told, hint="take --format html for the page alone, or another name")


def is_wanted(options: dict[str, Any]) -> bool:
    """Whether there is to be a page at all."""
    return options["report_format"] == "html" or bool(options["html_file"])


def paged(found: Sequence[Judged | Collected], configured: Sequence[Configured], options: dict[str, Any]) -> str:
    """Return the page of one or several runners, and write it to the file that is named for it; empty if none is asked.

    Of several runners, those without any recording are left out. `found` is as it is: with --share, private places are
    left out here.

    Raises
    ------
    EnvironmentFault
        The file cannot be written, or the secret that hides private places cannot be kept.
    """
    if not is_wanted(options):
        return ""
    from .. import api, reports

    pairs = [(one, table) for one, table in zip(found, configured, strict=True) if not _is_void(one)]
    pairs = pairs or [(found[0], configured[0])]
    if options.get("share"):
        parts = api.pictured_shared(pairs, radius_m=options["share_radius"])
        text = reports.page_html(parts, tiles=options["tiles"] or "", remark=REMARK.strip())
    else:
        parts = [api.pictured(one, table, n_runners=len(pairs)) for one, table in pairs]
        text = reports.page_html(parts, tiles=options["tiles"] or "")
    if options["html_file"]:
        emit(text, options["html_file"])
    return text


def _is_void(found: Judged | Collected) -> bool:
    from ..model.results import Collected

    return not (found.sessions or found.rejected) if isinstance(found, Collected) else found.is_void
