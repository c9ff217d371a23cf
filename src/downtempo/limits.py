"""How much of anything a reader takes before it stops and says so.

Every limit that a whole file can run into has an option of the commands that read files; `take` sets it for this
process and those that it starts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from .dataclass import dataclass

MIB = 1 << 20

FILE_BYTES = 256 * MIB
INFLATE_RATIO = 200
INFLATE_FREE_BYTES = 16 * MIB
#: Archives: entries and bytes of the directory, what may inflate in all, archives in archives, and one held in memory.
ZIP_ENTRIES = 200_000
ZIP_DIRECTORY_BYTES = 64 * MIB
ZIP_BYTES = 64 << 30
ZIP_NESTING = 3
ZIP_INNER_BYTES = 512 * MIB
NAME_CHARS = 1_024
FOLDER_NESTING = 100
#: What exports tell beside the recordings: a table, a document that is streamed.
TABLE_BYTES = 64 * MIB
TABLE_LINES = 1_000_000
DIARY_BYTES = 4 * MIB
HEALTH_BYTES = 8 << 30
JSON_BYTES = 64 * MIB
#: Configurations, suppressions, baselines, plans.
BY_HAND_BYTES = 4 * MIB
POINTS = 5_000_000
MESSAGES = 20_000_000
EMPTY_MESSAGES = 1_000
PARTS = 1_000
DEFINITIONS = 100_000
GAPS = 1_000
XML_DEPTH = 64
XML_ATTRIBUTES = 128
XML_TEXT_BYTES = 1 * MIB
XML_TOKEN_BYTES = 4 * MIB
XML_DTD_BYTES = 64 << 10
NUMBER_CHARS = 64
NOTES_PER_CODE = 20
CACHE_BYTES = 256 * MIB
RESAMPLED_ROWS = 20_000_000
WORKOUT_STEPS = 1_000
SHOWN_CHARS = 200
#: One file, from its bytes to its sessions; as a hook, where somebody waits, less.
FILE_S = 120
HOOK_S = 30
MEMORY_BYTES = 2 << 30
#: The reference decoders, which run in a process of their own.
REFERENCE_S = 60
REFERENCE_BYTES = 2 << 30

_ENVIRONMENT = "DOWNTEMPO_LIMITS"


@dataclass(frozen=True, slots=True)
class Option:
    """How one limit is called on the command line, in what it is given there, and what it is for."""

    name: str
    limit: str
    unit: int
    unit_name: str
    about: str


OPTIONS = tuple(
    Option(*row)
    for row in (
        ("--max-file", "FILE_BYTES", MIB, "MiB", "one recording, packed or inflated"),
        ("--max-list", "TABLE_BYTES", MIB, "MiB", "the list of activities of an export"),
        ("--max-list-lines", "TABLE_LINES", 1, "", "its lines"),
        ("--max-health", "HEALTH_BYTES", 1 << 30, "GiB", "the document of an Apple Health export"),
        ("--max-points", "POINTS", 1, "", "points of a file"),
        ("--max-messages", "MESSAGES", 1, "", "messages of a FIT file"),
        ("--max-empty-messages", "EMPTY_MESSAGES", 1, "", "messages without a field"),
        ("--max-parts", "PARTS", 1, "", "recordings in one file"),
        ("--max-definitions", "DEFINITIONS", 1, "", "definitions of a FIT file"),
        ("--max-gaps", "GAPS", 1, "", "damaged places behind which reading goes on"),
        ("--max-depth", "XML_DEPTH", 1, "", "XML elements in one another"),
        ("--max-attributes", "XML_ATTRIBUTES", 1, "", "attributes, or namespaces, of an XML element"),
        ("--max-text", "XML_TEXT_BYTES", 1 << 10, "KiB", "one text of an XML document"),
        ("--max-token", "XML_TOKEN_BYTES", 1 << 10, "KiB", "one tag of an XML document"),
        ("--max-dtd", "XML_DTD_BYTES", 1 << 10, "KiB", "the document type of an XML document"),
        ("--max-number", "NUMBER_CHARS", 1, "", "characters of a number or a time"),
        ("--max-ratio", "INFLATE_RATIO", 1, "", "bytes that may inflate out of one, after the first 16 MiB"),
        ("--max-nesting", "ZIP_NESTING", 1, "", "archives in one another"),
        ("--max-folders", "FOLDER_NESTING", 1, "", "folders in one another"),
        ("--max-entries", "ZIP_ENTRIES", 1, "", "members of an archive"),
        ("--max-inflated", "ZIP_BYTES", 1 << 30, "GiB", "all that inflates out of an archive"),
        ("--max-notes", "NOTES_PER_CODE", 1, "", "notes of one kind on a file"),
        ("--max-rows", "RESAMPLED_ROWS", 1, "", "seconds that a recording spans"),
        ("--max-seconds", "FILE_S", 1, "s", "reading and segmenting one file; of check 30"),
        ("--max-memory", "MEMORY_BYTES", MIB, "MiB", "memory beyond that at the start, for one file"),
    )
)
_DEFAULTS = {option.limit: globals()[option.limit] for option in OPTIONS}


def take(given: Iterable[tuple[str, int]]) -> None:
    """Set limits, by the names that they have here, in this process and in those that it starts from now on."""
    for limit, value in given:
        if limit in _DEFAULTS:
            globals()[limit] = value
    os.environ[_ENVIRONMENT] = ",".join(f"{limit}={value}" for limit, value in changed())


def changed() -> tuple[tuple[str, int], ...]:
    """Return the limits that are not what they are by default."""
    return tuple((limit, globals()[limit]) for limit, value in _DEFAULTS.items() if globals()[limit] != value)


def deciding() -> tuple[tuple[str, int], ...]:
    """Return those that decide what a file gives, whatever the machine: all but time and memory."""
    return tuple((limit, value) for limit, value in changed() if limit not in ("FILE_S", "MEMORY_BYTES"))


def restore() -> None:
    """Set all limits back to what they are by default."""
    globals().update(_DEFAULTS)
    os.environ.pop(_ENVIRONMENT, None)


def option_of(limit: str) -> str:
    """Return the option that sets a limit.

    >>> option_of("POINTS")
    '--max-points'
    """
    return next(option.name for option in OPTIONS if option.limit == limit)


def _inherited() -> None:
    """Take the limits of the process that started this one."""
    pairs = (pair.partition("=") for pair in os.environ.get(_ENVIRONMENT, "").split(","))
    for limit, _, value in pairs:
        if limit in _DEFAULTS and value.isdecimal():
            globals()[limit] = int(value)


_inherited()
