"""Which configuration holds for the paths of a command, with its options put on top."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ..errors import UsageError
from ..text import nearest, safe
from .precious import spare
from .sound import sound

if TYPE_CHECKING:
    from ..config import Configured, Territory

#: What commands read beside the runs; it is looked at first, so that what is missing stops one athlete and not all.
_READS: dict[str, tuple[Literal["history", "diary"], ...]] = {
    "audit": ("history", "diary"), "batch": ("history", "diary"), "check": ("history",),
}  # fmt: skip


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


def configured_for_one(paths: tuple[str, ...], options: dict[str, Any]) -> Configured:
    """Return the configuration that holds for all `paths`, where what lies below them is one runner's.

    Raises
    ------
    UsageError
        As `configured_for`, or there are several runners' configurations below.
    """
    from .. import config

    if not (options.get("isolated") or options.get("config_file")):
        names = [str(t.configured.path) for t in config.territories(paths) if t.configured.path is not None]
        if len(names) > 1:
            hint = "take them one by one, or choose with --config or --isolated"
            told = f"there are several athletes here: {safe(', '.join(names))}"
            raise UsageError("config-ambiguous", told, hint=hint)
    return configured_for(paths, options)


def one_athlete(paths: tuple[str, ...], options: dict[str, Any]) -> Territory:
    """Return the paths of one athlete's runs and the configuration that holds for them; --athlete says whose.

    Raises
    ------
    UsageError
        As `configured_for_one`, or there is nobody of that name.
    """
    from .. import config

    if not options.get("athlete"):
        return config.Territory(configured_for_one(paths, options), paths)
    found = territories(paths, options)
    if len(found) > 1:
        folders = ", ".join(sorted(path for territory in found for path in territory.paths))
        told = f"several folders here are those of {safe(options['athlete'])}: {safe(folders)}"
        raise UsageError("config-ambiguous", told, hint="name one of them")
    (chosen,) = found
    # what lies in the history is read with it
    history = [os.path.realpath(folder) for folder in chosen.configured.history_paths]
    own = tuple(path for path in chosen.paths if not any(_is_in(path, folder) for folder in history))
    return config.Territory(chosen.configured, own or chosen.paths, chosen.ground)


def _is_in(path: str, folder: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(folder)


def configurations(paths: tuple[str, ...], options: dict[str, Any]) -> list[tuple[tuple[str, ...], Configured]]:
    """Group paths by the configuration that holds for them, the options put on top, every name in it checked.

    Raises
    ------
    UsageError
        A key, value, code or figure is wrong.
    """
    from .. import api, config

    _tell_misspelt(paths or (".",), options)
    groups: dict[Path | None, list[str]] = {}
    for path in paths or (".",):
        groups.setdefault(_file_for(path, options), []).append(path)
    out = []
    for file, members in groups.items():
        found = config.load_config(file) if file else config.Configured(config.Config())
        spare([found])
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
    _tell_misspelt(paths, options)
    reads = _READS.get(click.get_current_context().command.name or "", ())

    def ready(found: Territory) -> Territory:
        amended = _amended(found.configured, options)
        api.check_configuration(amended)
        api.check_places(amended, *reads)
        return config.Territory(amended, found.paths, found.ground)

    found = config.territories(paths)
    spare(territory.configured for territory in found)
    return _chosen(sound(found, ready, options.get("athlete")), options.get("athlete"))


def _tell_misspelt(paths: tuple[str, ...], options: dict[str, Any]) -> None:
    """Tell of files that were meant as a configuration: what they say of a runner counts for nobody."""
    from .. import config

    if options.get("isolated") or options.get("config_file"):
        return
    for name in config.misspelt(paths):
        told = f"{safe(name)}: not read, and the runs here are judged without it: no configuration has this name"
        click.echo(f"downtempo: {told}; did you mean downtempo.toml?", err=True)


def _chosen(found: list[Territory], name: str | None) -> list[Territory]:
    """Keep the territories of the runner with this name."""
    if name is None:
        return found
    names = {t.configured.config.athlete.name for t in found} - {""}
    of_stores = [t for t in found if _reads_store(t) and t.configured.config.athlete.name in ("", name)]
    if name not in names and of_stores:  # whom the store holds is known when it is opened
        return [_named(t, name) for t in of_stores]
    if name not in names:
        known = ", ".join(safe(known) for known in sorted(names)) or "none that has a name"
        hint = nearest(name, names) or f"known: {known}"
        raise UsageError(
            "option-athlete", f"--athlete {safe(name)!r}: no configuration here names this athlete", hint=hint
        )
    return [t for t in found if t.configured.config.athlete.name == name]


def _reads_store(territory: Territory) -> bool:
    from .. import config

    return any(map(config.is_store, territory.paths)) or bool(territory.configured.history_stores)


def _named(territory: Territory, name: str) -> Territory:
    from .. import config

    return config.Territory(
        config.amend(territory.configured, {}, {"name": name}), territory.paths, territory.ground, territory.fault
    )


def _file_for(path: str, options: dict[str, Any]) -> Path | None:
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
