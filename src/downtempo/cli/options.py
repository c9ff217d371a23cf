"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from .bounds import LIMITS
from .completion import complete_rules, complete_severity
from .days import DAY

Command = TypeVar("Command", bound=Callable[..., Any])

#: The formats of judgements; all but the first, which looks at the terminal, stand in `reports.FORMATS`.
FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "csv", "markdown",
)  # fmt: skip


def _format(*names: str) -> Callable[[Command], Command]:
    return click.option(
        "--format", "report_format", type=click.Choice(names), default="text", show_default=True, metavar="FORMAT",
        help=f"How to print the result: {', '.join(names)}.",
    )  # fmt: skip


_FORMAT = _format("text", "json")
_JUDGED_FORMAT = (
    _format(*FORMATS, "html"),
    click.option("--csv-raw", is_flag=True, help="For --format csv: leave text alone that a spreadsheet would run."),
)
_PAGE = (
    click.option("--html", "html_file", type=click.Path(dir_okay=False), metavar="FILE",
                 help="Write a page with profiles, routes and tables there, too."),
    click.option("--tiles", metavar="URL",
                 help="Map tiles behind the routes of the page: https://HOST/{z}/{x}/{y}.png.  [default: none]"),
)  # fmt: skip
_OUTPUT = click.option("--output-file", type=click.Path(dir_okay=False), help="Write the result there instead.")
_READING = (
    click.option("--strict", is_flag=True, help="Refuse damaged files instead of keeping what can be read."),
    click.option("--gap-model", type=click.Choice(["fitted", "strava", "minetti", "none"]),
                 help="How pace is adjusted for grade.  [default: fitted]"),
    click.option("--intervals", type=click.Choice(["auto", "device", "detected"]),
                 help="Take the watch's own laps and steps as intervals where they agree with the pace (auto), "
                 "always (device), never (detected).  [default: auto]"),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N",
                 help="Processes to read many files with.  [default: one a core]"),
    click.option("--no-cache", is_flag=True, help="Keep nothing of what files gave, and use nothing that was kept."),
)  # fmt: skip
_CONFIG = (
    click.option("--config", "config_file", type=click.Path(), help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
    click.option("--level", type=click.Choice(["beginner", "intermediate", "experienced"]), help="The runner's level."),
    click.option("--phase", type=click.Choice(["base", "build", "peak"]), help="The phase of the season."),
    click.option("--units", type=click.Choice(["km", "mile"]), help="Units of the report.  [default: km]"),
)
_TODAY = click.option("--today", type=DAY, metavar="DATE",
                      help="The day up to which runs could have come.  [default: today]")  # fmt: skip
_JUDGING = (
    click.option("--select", metavar="CODES", shell_complete=complete_rules,
                 help="Only these rules or families, such as DH,PT or WK106."),
    click.option("--extend-select", metavar="CODES", shell_complete=complete_rules, help="These rules too."),
    click.option("--ignore", metavar="CODES", shell_complete=complete_rules, help="Not these rules."),
    click.option("--severity", multiple=True, metavar="CODE=LEVEL", shell_complete=complete_severity,
                 help="Raise or lower a rule: WK106=error."),
    click.option("--fail-level", type=click.Choice(["error", "warning", "info"]),
                 help="Findings from this severity on make the exit code 1.  [default: error]"),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    _TODAY,
)  # fmt: skip

_ATHLETE = click.option("--athlete", metavar="NAME", help="Only this athlete of those configured here.")
_COUNTING = (
    click.option("--statistics", is_flag=True, help="Counts for each rule instead of findings."),
    click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE",
                 help="Excuse as many findings of each rule and athlete as this file counts."),
    click.option("--write-baseline", is_flag=True, help="Count what is found now into the baseline."),
    click.option("--prune-baseline", is_flag=True, help="Lower the baseline where less is found now."),
)  # fmt: skip
_TALK = (
    click.option(
        "-v", "--verbose", count=True, help="Say more: findings for information, every rule that could not be judged."
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no closing line."),
    click.option("--no-color", is_flag=True, help="No colour, even on a terminal."),
)


def reading_options(command: Command) -> Command:
    """Add the options of a command that reads runs."""
    return _add(
        command, _format("text", "json", "jsonl", "html"), *_PAGE, _OUTPUT, *_READING, *_CONFIG, *_TALK, *LIMITS
    )


def export_options(command: Command) -> Command:
    """Add the options of a command that reads runs and writes them in a form of its own."""
    return _add(command, _OUTPUT, *_READING, *_CONFIG, _TALK[1], *LIMITS)


def judging_options(command: Command) -> Command:
    """Add the options of a command that judges runs."""
    return _add(command, *_JUDGED_FORMAT, *_PAGE, _OUTPUT, *_JUDGING, *_READING, *_CONFIG, *_TALK, *LIMITS)


def batch_options(command: Command) -> Command:
    """Add the options of a command that judges all weeks of many athletes."""
    page = click.option("--html", "html_file", type=click.Path(dir_okay=False), metavar="FILE",
                        help="Write a page with all athletes there, too.")  # fmt: skip
    return _add(
        command, _format("text", "json", "html"), page, _OUTPUT, *_JUDGING, *_READING, *_CONFIG, *_TALK, *LIMITS
    )


def athlete_option(command: Command) -> Command:
    """Add the option that chooses one athlete of several."""
    return _add(command, _ATHLETE)


def counting_options(command: Command) -> Command:
    """Add the options that count findings: statistics and baselines."""
    return _add(command, _ATHLETE, *_COUNTING)


def ahead_options(command: Command) -> Command:
    """Add the options of a command that looks ahead from a day."""
    return _add(command, _FORMAT, _OUTPUT, _TODAY, *_READING, *_CONFIG, *_TALK, *LIMITS)


def config_options(command: Command) -> Command:
    """Add the options that choose and amend the configuration."""
    return _add(command, *_CONFIG)


def look_options(command: Command) -> Command:
    """Add the options of a command that looks at one file and judges nothing."""
    return _add(command, _FORMAT, _OUTPUT, _TALK[-1], *LIMITS)


def _add(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
