"""What `check` and `audit` do with their judgements: hold them against a baseline, print, exit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..text import safe
from .output import emit, exit_code, painter, width
from .page import check_page_options, paged
from .sharing import REMARK, as_shown

_MOST_FAULTS = 20
#: Formats in which every entry is a finding, or is taken for one; what else there is to tell goes beside them.
_OF_FINDINGS = frozenset({"concise", "github", "gitlab", "rdjson", "csv"})

if TYPE_CHECKING:
    from ..config import Baseline, Command, Configured
    from ..model.results import Judged


def report(
    parts: Iterable[Judged], command: Command, options: dict[str, Any], write_text: Callable[..., str],
    configured: Sequence[Configured],
) -> int:  # fmt: skip
    """Print the judgements of one or several runners, each with their configuration, and return the exit code.

    `write_text` writes those of one runner for a person.

    Raises
    ------
    UsageError
        The options exclude each other, or the baseline is none.
    EnvironmentFault
        A file cannot be written.
    """
    from .. import api, reports

    held = _against_baseline(tuple(parts), command, options)
    _tell_faults(api.merged(held))
    judged = as_shown(api.merged(held), options)
    page = paged(held, configured, options)
    if options["report_format"] == "html":
        text = page
    elif options["report_format"] != "text":
        text = reports.statistics_json(judged) if options["statistics"] else formatted(judged, options)
    else:
        is_named = command == "audit" and not options["statistics"]
        text = reports.each_text(
            judged, reports.statistics_text if options["statistics"] else write_text, has_names=is_named,
            paint=painter(options), width=width(options), verbose=options["verbose"],
        )  # fmt: skip
        text += f"\n{REMARK}" if options["share"] else ""
    emit(text, options["output_file"], read=api.merged(held).collected)
    tell_untold(judged, options)
    return exit_code(judged, options, judged.fail_level)


def _tell_faults(judged: Judged) -> None:
    """Tell what is wrong in the diaries, a line for each fault, whatever the format of the report."""
    for part in judged.parts or (judged,):
        faults = part.diary.faults
        for fault in faults[:_MOST_FAULTS]:
            click.echo(f"downtempo: {safe(fault, 400)}", err=True)
        if len(faults) > _MOST_FAULTS:
            more = f"{len(faults) - _MOST_FAULTS} more lines are wrong like these"
            click.echo(f"downtempo: {safe(part.diary.file)}: {more}; the others count", err=True)


def tell_untold(judged: Judged, options: dict[str, Any]) -> None:
    """Tell on standard error what the format that was written has no place for."""
    from .. import reports

    if options["report_format"] in _OF_FINDINGS and not options.get("quiet"):
        click.echo(reports.untold_text(judged), err=True, nl=False)


def formatted(judged: Judged, options: dict[str, Any]) -> str:
    """Write judgements in the format for programs that the options name."""
    from .. import reports

    write = reports.csv_raw if options["csv_raw"] else reports.FORMATS[options["report_format"]]
    return write(judged)


def check_options(options: dict[str, Any]) -> None:
    """Refuse options that make no sense together, before anything is read.

    Raises
    ------
    UsageError
        With what to do.
    """
    check_format(options)
    check_page_options(options)
    if options["statistics"] and options["report_format"] not in ("text", "json"):
        told = f"--statistics has no format {options['report_format']}"
        raise UsageError("option-statistics", told, hint="take text or json")
    for option in ("write_baseline", "prune_baseline"):
        if options[option] and not options["baseline"]:
            name = f"--{option.replace('_', '-')}"
            raise UsageError("option-baseline", f"{name} needs a baseline", hint="name it with --baseline FILE")
    if options["write_baseline"] and options["prune_baseline"]:
        told = "--write-baseline and --prune-baseline exclude each other"
        raise UsageError("option-baseline", told, hint="writing a baseline prunes it too")
    if options["baseline"]:
        _loaded(options)


def check_format(options: dict[str, Any]) -> None:
    """Refuse an option about a format that was not chosen.

    Raises
    ------
    UsageError
        With what to do.
    """
    if options["csv_raw"] and options["report_format"] != "csv":
        raise UsageError("option-csv", "--csv-raw is for --format csv", hint="add --format csv, or leave it out")


def _against_baseline(parts: tuple[Judged, ...], command: Command, options: dict[str, Any]) -> tuple[Judged, ...]:
    """Return the judgements without what the baseline excuses, the baseline brought up to date where that is asked."""
    if not options["baseline"]:
        return parts
    from pathlib import Path

    from .. import api, config

    path, baseline = Path(options["baseline"]), _loaded(options)
    if options["write_baseline"] or options["prune_baseline"]:
        if any(part.collected.bugs for part in parts):
            click.echo("downtempo: the baseline was left alone, since not every file could be judged", err=True)
        else:
            baseline = api.counted(parts, baseline, command, path, is_pruned=options["prune_baseline"])
            emit(config.dump_baseline(baseline), options["baseline"])
    return api.excused(parts, baseline, command, path)


def _loaded(options: dict[str, Any]) -> Baseline:
    from pathlib import Path

    from .. import config

    path = Path(options["baseline"])
    return config.Baseline() if options["write_baseline"] and not path.exists() else config.load_baseline(path)
