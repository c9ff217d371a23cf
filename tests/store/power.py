"""A disk that remembers every write and every wait for it, so that the power can be cut at any moment afterwards."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR_BYTES = 512


@dataclass(frozen=True)
class Act:
    """What was asked of the disk, or of nobody: `acknowledge` marks a commit that the writer was told of."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Disk(apsw.VFS):
    """Files as SQLite writes them, and the list of all that it asked for."""

    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__("remembering", "")

    def xOpen(self, name: Any, flags: list[int]) -> File:
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.acts.append(Act("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


class File(apsw.VFSFile):
    """One file of the disk."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        full = name if isinstance(name, str) or name is None else name.filename()
        self.name = Path(full or "unnamed").name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.acts.append(Act("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self.disk.acts.append(Act("truncate", self.name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.disk.acts.append(Act("sync", self.name))


def cut(acts: Sequence[Act], chance: random.Random) -> dict[str, bytes]:
    """Return the files after the power was cut behind these acts: what was waited for stays, the rest by chance.

    A file is gone for good once anything was waited for after it was deleted: file systems keep names in a journal of
    their own, in order.
    """
    last = max((at for at, act in enumerate(acts) if act.what == "sync"), default=-1)
    synced = {act.name: at for at, act in enumerate(acts) if act.what == "sync"}
    files: dict[str, bytearray] = {}
    for at, act in enumerate(acts):
        waited = last if act.what == "delete" else synced.get(act.name, -1)
        is_kept = at < waited or chance.random() < 0.5
        if act.what == "delete" and is_kept:
            files.pop(act.name, None)
        elif act.what == "truncate" and is_kept:
            content = files.setdefault(act.name, bytearray())
            del content[act.at :]
            content.extend(bytes(act.at - len(content)))
        elif act.what == "write" and is_kept:
            is_torn = at > waited and chance.random() < 0.3
            n_sectors = -(-len(act.data) // SECTOR_BYTES)
            kept = act.data[: chance.randrange(n_sectors) * SECTOR_BYTES] if is_torn else act.data
            content = files.setdefault(act.name, bytearray())
            content.extend(bytes(max(0, act.at + len(kept) - len(content))))
            content[act.at : act.at + len(kept)] = kept
    return {name: bytes(content) for name, content in files.items() if not name.endswith("-shm")}


def acknowledged(acts: Sequence[Act]) -> int:
    """Return how many commits the writer was told of."""
    return sum(act.what == "acknowledge" for act in acts)
