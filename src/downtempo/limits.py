"""How much of anything a reader takes before it stops and says so."""

from __future__ import annotations

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
DIARY_BYTES = 4 * MIB
HEALTH_BYTES = 8 << 30
JSON_BYTES = 64 * MIB
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
#: The reference decoders, which run in a process of their own.
REFERENCE_S = 60
REFERENCE_BYTES = 2 << 30
