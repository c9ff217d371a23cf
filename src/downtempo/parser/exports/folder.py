"""Exports that somebody unpacked: the same layouts as in archives, as folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..files import opened
from ..names import EXPORT_SIGNS
from ..source import Source
from .shelf import Shelf, Told, told_by

_STEP_BYTES = 1 << 20


def told_in_folder(path: str, inside: Sequence[str]) -> Told:
    """Return what an export tells that was unpacked to the folder `path`; `inside` are the names in there.

    Hints and remarks are by paths, which begin with `path`.
    """
    signs = {EXPORT_SIGNS[name.lower()] for name in inside if name.lower() in EXPORT_SIGNS}
    if not signs:
        return Told()
    below = [f"{folder}/{name}" for folder in sorted(signs) if folder in inside for name in _names(path, folder)]

    def pieces(name: str) -> Iterator[bytes]:
        with opened(os.path.join(path, *name.split("/"))) as file:  # noqa: PTH118
            while piece := file.read(_STEP_BYTES):
                yield piece

    told = told_by(Shelf([*inside, *below], pieces))
    hints = {_joined(path, name): hint for name, hint in told.hints.items()}
    return Told(hints, tuple(_moved(path, remark) for remark in told.remarks))


def _names(path: str, folder: str) -> list[str]:
    try:
        return sorted(os.listdir(os.path.join(path, folder)))  # noqa: PTH118, PTH208 - keeps the path as it was given
    except OSError:
        return []  # told when the folder itself is read


def _joined(path: str, name: str) -> str:
    return os.path.join(path, *name.split("/"))  # noqa: PTH118


def _moved(path: str, remark: Source) -> Source:
    name = _joined(path, remark.name)
    why = None if remark.rejected is None else replace(remark.rejected, file=name)
    return replace(remark, name=name, rejected=why)
