"""Options that several commands share, and how they become a configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from ..errors import UsageError
from ..text import nearest, safe
from .sound import sound

if TYPE_CHECKING:
    from pathlib import Path

    from ..config import Configured, Territory

Command = TypeVar("Command", bound=Callable[..., Any])

_FORMAT = click.option(
    "--format", "report_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How to print the result.",
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
#: What commands read beside the runs; it is looked at first, so that what is missing stops one athlete and not all.
_READS: dict[str, tuple[Literal["history", "diary"], ...]] = {
    "audit": ("history", "diary"), "batch": ("history", "diary"), "check": ("history",),
}  # fmt: skip
_TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
                      help="The day up to which runs could have come.  [default: today]")  # fmt: skip
_JUDGING = (
    click.option("--select", metavar="CODES", help="Only these rules or families, such as DH,PT or WK106."),
    click.option("--extend-select", metavar="CODES", help="These rules too."),
    click.option("--ignore", metavar="CODES", help="Not these rules."),
    click.option("--severity", multiple=True, metavar="CODE=LEVEL", help="Raise or lower a rule: WK106=error."),
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
    return _add(command, _FORMAT, _OUTPUT, *_READING, *_CONFIG, *_TALK)


def judging_options(command: Command) -> Command:
    """Add the options of a command that judges runs."""
    return _add(command, _FORMAT, _OUTPUT, *_JUDGING, *_READING, *_CONFIG, *_TALK)


def athlete_option(command: Command) -> Command:
    """Add the option that chooses one athlete of several."""
    return _add(command, _ATHLETE)


def counting_options(command: Command) -> Command:
    """Add the options that count findings: statistics and baselines."""
    return _add(command, _ATHLETE, *_COUNTING)


def ahead_options(command: Command) -> Command:
    """Add the options of a command that looks ahead from a day."""
    return _add(command, _FORMAT, _OUTPUT, _TODAY, *_READING, *_CONFIG, *_TALK)


def config_options(command: Command) -> Command:
    """Add the options that choose and amend the configuration."""
    return _add(command, *_CONFIG)


def look_options(command: Command) -> Command:
    """Add the options of a command that looks at one file and judges nothing."""
    return _add(command, _FORMAT, _OUTPUT, _TALK[-1])


def _add(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def configured_for(paths: tuple[str, ...], options: dict[str, Any]) -> Configured:
    """Return the one configuration that holds for all `paths`.

    Raises
    ------
    UsageError
        A key, value, code or figure is wrong, or two paths have different configurations.
    """
    groups = configurations(paths, options)
    if len(groups) > 1:
        names = ", ".join(str(configured.path or "none") for _, configured in groups)
        hint = "take them one by one, or choose with --config or --isolated"
        raise UsageError("config-ambiguous", f"these paths have different configurations: {safe(names)}", hint=hint)
    return groups[0][1]


def configurations(paths: tuple[str, ...], options: dict[str, Any]) -> list[tuple[tuple[str, ...], Configured]]:
    """Group paths by the configuration that holds for them, the options put on top, every name in it checked.

    Raises
    ------
    UsageError
        A key, value, code or figure is wrong.
    """
    from .. import api, config

    groups: dict[Path | None, list[str]] = {}
    for path in paths or (".",):
        groups.setdefault(_file_for(path, options), []).append(path)
    out = []
    for file, members in groups.items():
        found = config.load_config(file) if file else config.Configured(config.Config())
        amended = _amended(found, options)
        api.check_configuration(amended)
        out.append((tuple(members), amended))
    return out


def territories(paths: tuple[str, ...], options: dict[str, Any]) -> list[Territory]:
    """Return what holds for the files at and below `paths`, each following the nearest configuration upwards from it.

    The options are put on top, every name is checked, and only the runner of `--athlete` is kept where it is given.

    Raises
    ------
    UsageError
        A key, value, code or figure is wrong, or there is no such runner.
    """
    from .. import api, config

    if options.get("isolated") or options.get("config_file"):
        ((members, configured),) = configurations(paths, options)
        return _chosen([config.Territory(configured, members)], options.get("athlete"))
    reads = _READS.get(click.get_current_context().command.name or "", ())

    def ready(found: Territory) -> Territory:
        amended = _amended(found.configured, options)
        api.check_configuration(amended)
        api.check_places(amended, *reads)
        return config.Territory(amended, found.paths, found.ground)

    return _chosen(sound(config.territories(paths), ready, options.get("athlete")), options.get("athlete"))


def _chosen(found: list[Territory], name: str | None) -> list[Territory]:
    """Keep the territories of the runner with this name."""
    if name is None:
        return found
    names = {t.configured.config.athlete.name for t in found} - {""}
    if name not in names:
        known = ", ".join(safe(known) for known in sorted(names)) or "none that has a name"
        hint = nearest(name, names) or f"known: {known}"
        raise UsageError(
            "option-athlete", f"--athlete {safe(name)!r}: no configuration here names this athlete", hint=hint
        )
    return [t for t in found if t.configured.config.athlete.name == name]


def _file_for(path: str, options: dict[str, Any]) -> Path | None:
    from pathlib import Path

    from .. import config

    if options.get("isolated"):
        return None
    if options.get("config_file"):
        return Path(options["config_file"])
    return config.find_config(Path("." if path == "-" else path))


def _amended(configured: Configured, options: dict[str, Any]) -> Configured:
    from .. import config

    plain = ("fail_level", "units", "gap_model", "intervals")
    changes: dict[str, Any] = {key: options[key] for key in plain if options.get(key) is not None}
    for key in ("select", "extend_select", "ignore"):
        if options.get(key) is not None:
            changes[key] = tuple(code.strip() for code in options[key].split(",") if code.strip())
    if options.get("severity"):
        changes["severity"] = {**configured.config.severity, **_severities(options["severity"])}
    athlete = {key: options[key] for key in ("level", "phase") if options.get(key) is not None}
    return config.amend(configured, changes, athlete)


def _severities(pairs: tuple[str, ...]) -> dict[str, str]:
    levels = ("error", "warning", "info")
    out = {}
    for pair in pairs:
        code, equals, level = pair.partition("=")
        if not equals or level not in levels:
            hint = nearest(level, levels) or "write CODE=error, CODE=warning or CODE=info"
            raise UsageError("option-severity", f"--severity {safe(pair)!r} is not CODE=LEVEL", hint=hint)
        out[code.strip()] = level
    return out
