"""The baseline file: how many findings of each rule a runner may have, for each command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from ..errors import UsageError
from ..text import safe
from .plain import bytes_in

Count = Annotated[int, msgspec.Meta(ge=1)]
Command = Literal["check", "audit"]
#: Counts by rule for each runner, by name or configuration; the runner without either is "".
Counts = Mapping[str, Mapping[str, int]]
_SCHEMA: Literal["downtempo/baseline/1"] = "downtempo/baseline/1"


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. `check` and `audit` look at different things, so each has counts of its own."""

    schema: Literal["downtempo/baseline/1"] = _SCHEMA
    check: dict[str, dict[str, Count]] = {}
    audit: dict[str, dict[str, Count]] = {}


class _File(Baseline, frozen=True):
    schema: Literal["downtempo/baseline/1"]


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises
    ------
    UsageError
        There is none, or it is malformed.
    """
    try:
        found = msgspec.json.decode(bytes_in(path), type=_File)
    except FileNotFoundError:
        hint = "--write-baseline makes it"
        raise UsageError("baseline-missing", "there is no baseline here", path=safe(str(path)), hint=hint) from None
    except OSError as fault:
        raise UsageError("baseline-unreadable", f"cannot be read: {fault.strerror}", path=safe(str(path))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        told = f"is no baseline: {safe(str(fault))}; nothing was checked"
        hint = "make it anew with --write-baseline under another name, or restore it"
        raise UsageError("baseline-malformed", told, path=safe(str(path)), hint=hint) from None
    return Baseline(check=found.check, audit=found.audit)


def with_counts(baseline: Baseline, command: Command, counts: Counts) -> Baseline:
    """Return the baseline with other counts for one command."""
    return msgspec.structs.replace(baseline, **{command: counts})


def dump_baseline(baseline: Baseline) -> str:
    """Write a baseline; the same counts give the same bytes."""
    sections = {
        name: {runner: dict(sorted(counts.items())) for runner, counts in sorted(section.items()) if counts}
        for name, section in (("check", baseline.check), ("audit", baseline.audit))
    }
    return json.dumps({"schema": _SCHEMA, **sections}, indent=1, ensure_ascii=True) + "\n"
