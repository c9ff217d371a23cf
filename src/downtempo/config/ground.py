"""Which files a configuration holds for: those that find it first on their way upwards.

A folder below may have a configuration of its own; a folder that a configuration names as history is its runner's,
wherever it lies.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from .. import limits
from ..dataclass import dataclass
from ..errors import UsageError
from .files import config_in, find_config, history_in, load_config, name_in
from .places import real_file, real_path
from .tables import Config, Configured


@dataclass(frozen=True, slots=True)
class Ground:
    """The files of one runner among those of all that are looked at.

    `starts` says for real folders (and files given by name) whose ground begins there, by the real path of the
    configuration, None where none holds. Without any, every file is the runner's own.
    """

    owner: Path | None = None
    starts: Mapping[Path, Path | None] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def holds(self, file: str) -> bool:
        """Whether a file, as its reader names it, is looked at as a run of this runner."""
        if not self.starts:
            return True
        start = _start(self.starts, real_file(file, self._folders))
        return start is not None and self.starts[start] == self.owner

    def is_anothers(self, file: str) -> bool:
        """Whether a file is looked at as a run of another runner."""
        start = _start(self.starts, real_file(file, self._folders)) if self.starts else None
        return start is not None and self.starts[start] != self.owner


@dataclass(frozen=True, slots=True)
class Territory:
    """One configuration, the paths to look at for it, and which of the files there are its runner's.

    `fault` says what is wrong with the configuration, which then says no more than whose the runs are.
    """

    configured: Configured
    paths: tuple[str, ...]
    ground: Ground = field(default_factory=Ground)
    fault: UsageError | None = None

    @property
    def name(self) -> str:
        """The name of the runner; empty where there is none, or none can be told."""
        path = self.configured.path
        return self.configured.config.athlete.name or (name_in(path) if self.fault and path else "")


def territories(paths: Iterable[str]) -> tuple[Territory, ...]:
    """Return the configurations that hold for the files at and below `paths`, by their place; without one last.

    Of one that is wrong the fault is returned.
    """
    starts: dict[Path, Path | None] = {}
    names: dict[Path, str] = {}
    files: dict[Path, Path] = {}
    nearest = cache(find_config)  # files of one folder share it
    for path in paths:
        for name, file in _beginnings(path, nearest):
            is_folder = os.path.isdir(name)  # noqa: PTH112 - unlike a Path, says no where it may not look
            start = real_path(name) if is_folder else real_file(name)
            starts[start] = real_path(file) if file else None
            names.setdefault(start, name)
            if file:
                files.setdefault(real_path(file), file)
    held, faults = _loaded(files)
    for start, (name, owner) in _claimed(starts, names, held).items():
        starts[start] = owner
        names.setdefault(start, name)
    return tuple(
        Territory(
            held[owner] if owner else Configured(Config()),
            tuple(names[start] for start in names if starts[start] == owner),
            Ground(owner, starts),
            faults.get(owner) if owner else None,
        )
        for owner in sorted(set(starts.values()), key=lambda owner: (owner is None, str(owner and owner.parent)))
    )


def _loaded(files: Mapping[Path, Path]) -> tuple[dict[Path, Configured], dict[Path, UsageError]]:
    """Return configurations by their real path, and the faults of those that are wrong, which say nothing else."""
    held, faults = {}, {}
    for owner, file in files.items():
        try:
            held[owner] = load_config(file)
        except UsageError as fault:
            # Whose the runs are is told nevertheless, or they would be judged as somebody else's.
            held[owner], faults[owner] = Configured(Config(history=history_in(file)), file), fault
    return held, faults


def strangers(configured: Configured) -> tuple[Path, ...]:
    """Return the folders inside the configured history for which another runner's configuration holds.

    A configuration in there is the same runner's only where it gives the same name.
    """
    found = []
    for folder in (below for path in configured.history_paths for below in folders_below(str(path))):
        file = config_in(Path(folder))
        if file is None or (configured.path and file.samefile(configured.path)):
            continue
        if not configured.config.athlete.name or name_in(file) != configured.config.athlete.name:
            found.append(Path(folder))
    return tuple(found)


def _beginnings(path: str, nearest: Callable[[Path], Path | None]) -> Iterator[tuple[str, Path | None]]:
    """Yield a path with the configuration that holds there, then every folder below that has its own."""
    is_folder = os.path.isdir(path)  # noqa: PTH112 - unlike a Path, says no where it may not look
    yield path, nearest(Path(path) if is_folder else Path(path).parent)
    for folder in folders_below(path):
        file = config_in(Path(folder))
        if file:
            yield folder, file


def folders_below(path: str, depth: int = 0) -> Iterator[str]:
    """Yield the folders below a path that the reader of runs enters, as it names them, parents first."""
    if depth > limits.FOLDER_NESTING:
        return  # the reader of runs tells
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError:  # a file, or a folder that may not be looked into; the reader of runs tells
        return
    for entry in entries:
        if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            yield entry.path
            yield from folders_below(entry.path, depth + 1)


def _claimed(
    starts: Mapping[Path, Path | None], names: Mapping[Path, str], held: Mapping[Path, Configured]
) -> dict[Path, tuple[str, Path]]:
    """Return the folders that a configuration names as history, unless a nearer configuration holds for them."""
    claims: dict[Path, list[Path]] = {}
    for owner in sorted(held):
        for path in held[owner].history_paths:
            claims.setdefault(real_path(path), []).append(owner)
    claimed: dict[Path, tuple[str, Path]] = {}
    for folder, claimants in sorted(claims.items()):
        around = _start(starts, folder)
        inside = [] if around is None else [(folder, _below(names[around], folder.relative_to(around)), around)]
        inside += [(start, names[start], start) for start in starts if start.is_relative_to(folder)]
        for start, name, held_from in inside:
            holder = starts[held_from]
            is_nearer = holder is not None and holder.is_relative_to(folder)
            if holder not in claimants and not is_nearer:
                claimed[start] = (name, claimants[0])
    return claimed


def _below(name: str, rest: Path) -> str:
    """Return the name by which the reader of runs knows a folder below a path that was given."""
    return os.path.join(name, rest)  # noqa: PTH118 - keeps the path as it was given


def _start(starts: Mapping[Path, Path | None], place: Path) -> Path | None:
    """Return the nearest of `starts` upwards from a real path."""
    return next((above for above in _upwards(place) if above in starts), None)


def _upwards(place: Path) -> Iterator[Path]:
    """Yield a path and all above it; what follows a colon may be the member of an archive."""
    for above in (place, *place.parents):
        yield above
        name = above.name.rpartition(":")[0]
        while name:
            yield above.with_name(name)
            name = name.rpartition(":")[0]
